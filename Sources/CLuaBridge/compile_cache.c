// Compiled plugin texts, kept for the process. A text is checked, injected and compiled once, in a
// state of its own that is then closed; every plugin state loads the resulting chunk. So starting
// a session costs no parsing, and leaves no parser garbage in the plugin's heap.
//
// The binary chunks never come from outside: they are made here, from text, and live in memory.
#include "compile_cache.h"

#include <lauxlib.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "inject.h"
#include "plugin.h"

#define ENTRIES_MAX 64

typedef struct {
    char *text, *chunk_name;
    size_t length;
    sg_buffer binary;
    unsigned long long used;     // clock of the last use; the oldest entry makes room
} entry;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static entry entries[ENTRIES_MAX];
static unsigned long long now;

static entry *find(const char *text, size_t length, const char *chunk_name) {
    for (int i = 0; i < ENTRIES_MAX; i++) {
        entry *each = &entries[i];
        if (each->text != NULL && each->length == length &&
            memcmp(each->text, text, length) == 0 && strcmp(each->chunk_name, chunk_name) == 0) {
            each->used = ++now;
            return each;
        }
    }
    return NULL;
}

static int write_binary(lua_State *L, const void *bytes, size_t count, void *context) {
    (void)L;
    sg_buffer *out = context;
    if (!sg_buffer_reserve(out, count)) return 1;
    sg_buffer_append(out, bytes, count);
    return 0;
}

typedef struct {
    const char *text, *chunk_name;
    size_t length;
    sg_buffer *out;
} request;

static int compile(lua_State *L) {
    request *wanted = lua_touserdata(L, 1);
    if (sg_compile(L, wanted->text, wanted->length, wanted->chunk_name, NULL) != LUA_OK) {
        return lua_error(L);
    }
    lua_dump(L, write_binary, wanted->out, 0);
    return 0;
}

// Takes the binary over, unless another thread kept the same text meanwhile.
static void keep(const request *wanted) {
    if (find(wanted->text, wanted->length, wanted->chunk_name) != NULL) {
        sg_buffer_free(wanted->out);
        return;
    }
    entry *oldest = &entries[0];
    for (int i = 1; i < ENTRIES_MAX; i++) {
        if (entries[i].used < oldest->used) oldest = &entries[i];
    }
    free(oldest->text);
    free(oldest->chunk_name);
    sg_buffer_free(&oldest->binary);
    oldest->text = malloc(wanted->length + 1);
    oldest->chunk_name = malloc(strlen(wanted->chunk_name) + 1);
    if (oldest->text == NULL || oldest->chunk_name == NULL) abort();
    memcpy(oldest->text, wanted->text, wanted->length);
    strcpy(oldest->chunk_name, wanted->chunk_name);
    oldest->length = wanted->length;
    oldest->binary = *wanted->out;
    oldest->used = ++now;
}

// Compiles in a state of its own, without the lock: the worst text of 64 KiB keeps the parser busy
// for 0.4 s, and other threads start plugins meanwhile.
static int compile_apart(lua_State *L, const request *wanted) {
    lua_State *scratch = luaL_newstate();
    if (scratch == NULL) abort();
    lua_pushcfunction(scratch, compile);
    lua_pushlightuserdata(scratch, (void *)wanted);
    int status = lua_pcall(scratch, 1, 0, 0);
    if (status != LUA_OK) {
        const char *message = lua_tostring(scratch, -1);
        lua_pushstring(L, message == NULL ? "the text can not be compiled" : message);
        sg_buffer_free(wanted->out);
    }
    lua_close(scratch);
    return status;
}

static int load_binary(lua_State *L, const sg_buffer *binary, const char *chunk_name) {
    return luaL_loadbufferx(L, (const char *)binary->bytes, binary->count, chunk_name, "b");
}

int sg_compile_cached(lua_State *L, const char *text, size_t length, const char *chunk_name) {
    pthread_mutex_lock(&lock);
    const entry *found = find(text, length, chunk_name);
    int status = LUA_OK;
    if (found != NULL) status = load_binary(L, &found->binary, chunk_name);
    pthread_mutex_unlock(&lock);
    if (found != NULL) return status;
    sg_buffer binary = {0};
    request wanted = {text, chunk_name, length, &binary};
    status = compile_apart(L, &wanted);
    if (status != LUA_OK) return status;
    status = load_binary(L, &binary, chunk_name);
    pthread_mutex_lock(&lock);
    keep(&wanted);
    pthread_mutex_unlock(&lock);
    return status;
}

int64_t sg_compile_cache_count(void) {
    int64_t count = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < ENTRIES_MAX; i++) count += entries[i].text != NULL;
    pthread_mutex_unlock(&lock);
    return count;
}
