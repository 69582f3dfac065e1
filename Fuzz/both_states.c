// Two states side by side; see both_states.h.
#include "both_states.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "values.h"

static sg_plugin *plugin;
static lua_State *stock;

uint8_t fuzz_byte(fuzz_input *input) { return input->at < input->end ? *input->at++ : 0; }

sg_plugin *fuzz_plugin(void) {
    if (plugin != NULL) return plugin;
    const sg_budget budget = {
        .fuel_load = 1 << 20, .fuel_call = 1 << 20, .memory_bytes = 16 << 20, .log_bytes = 1 << 20,
        .host_calls = 1 << 20, .wall_milliseconds = 1 << 30};
    sg_fault fault;
    plugin = sg_plugin_create(&budget);
    if (plugin == NULL) abort();
    if (sg_plugin_load(plugin, fuzz_prelude, strlen(fuzz_prelude), "prelude", &fault) != SG_OK) {
        fprintf(stderr, "%s\n", fault.message);
        abort();
    }
    return plugin;
}

lua_State *fuzz_sandbox(void) { return fuzz_plugin()->L; }

lua_State *fuzz_stock(void) {
    if (stock != NULL) return stock;
    stock = luaL_newstate();
    luaL_openlibs(stock);
    if (luaL_loadbufferx(stock, fuzz_prelude, strlen(fuzz_prelude), "@prelude", "t") != LUA_OK ||
        lua_pcall(stock, 0, 1, 0) != LUA_OK) {
        abort();
    }
    return stock;  // the prelude's table is in slot 1
}

void fuzz_forget(void) {
    if (plugin != NULL) sg_plugin_destroy(plugin);
    if (stock != NULL) lua_close(stock);
    plugin = NULL;
    stock = NULL;
}

void fuzz_add(fuzz_text *text, const char *bytes, size_t count) {
    if (count == 0) return;
    if (text->capacity - text->count < count + 1) {
        text->capacity = 2 * (text->count + count + 64);
        text->bytes = realloc(text->bytes, text->capacity);
        if (text->bytes == NULL) abort();
    }
    memcpy(text->bytes + text->count, bytes, count);
    text->count += count;
    text->bytes[text->count] = '\0';
}

void fuzz_free(fuzz_text *text) {
    free(text->bytes);
    *text = (fuzz_text){0};
}

static void show_number(fuzz_text *text, lua_State *L, int index) {
    char digits[64];
    lua_Number number = lua_tonumber(L, index);
    int count;
    if (lua_isinteger(L, index)) {
        count = snprintf(digits, sizeof digits, "%lld", (long long)lua_tointeger(L, index));
    } else if (number != number) {
        count = snprintf(digits, sizeof digits, "nan");  // of either sign
    } else {
        count = snprintf(digits, sizeof digits, "%a", number);
    }
    fuzz_add(text, digits, (size_t)count);
}

void fuzz_show(fuzz_text *text, lua_State *L, int index, int depth) {
    index = lua_absindex(L, index);
    luaL_checkstack(L, 4, NULL);
    switch (lua_type(L, index)) {
        case LUA_TNUMBER: show_number(text, L, index); return;
        case LUA_TSTRING: {
            size_t length;
            const char *bytes = lua_tolstring(L, index, &length);
            fuzz_add(text, "\"", 1);
            fuzz_add(text, bytes, length);
            fuzz_add(text, "\"", 1);
            return;
        }
        case LUA_TBOOLEAN: fuzz_add(text, lua_toboolean(L, index) ? "true" : "false", 4); return;
        case LUA_TTABLE:
            fuzz_add(text, "{", 1);
            for (lua_Integer i = -1; depth < 3 && i <= 20; i++) {
                if (lua_rawgeti(L, index, i) != LUA_TNIL) {
                    fuzz_show(text, L, -1, depth + 1);
                    fuzz_add(text, ",", 1);
                }
                lua_pop(L, 1);
            }
            fuzz_add(text, "}", 1);
            return;
        default: fuzz_add(text, luaL_typename(L, index), 3);
    }
}

static void print_escaped(const char *title, const fuzz_text *text) {
    fprintf(stderr, "%s: ", title);
    for (size_t i = 0; i < text->count && i < 2000; i++) {
        unsigned char c = (unsigned char)text->bytes[i];
        fprintf(stderr, c >= ' ' && c < 127 ? "%c" : "\\x%02x", c);
    }
    fprintf(stderr, "\n");
}

void fuzz_differs(const char *what, const fuzz_text *ours, const fuzz_text *stock_text) {
    static char last[64];
    bool goes_on = getenv("FUZZ_GO_ON") != NULL;
    if (goes_on && strcmp(last, what) == 0) return;
    snprintf(last, sizeof last, "%s", what);
    fprintf(stderr, "DIFFERS: %s\n", what);
    print_escaped("sandbox", ours);
    print_escaped("stock  ", stock_text);
    if (!goes_on) abort();
}
