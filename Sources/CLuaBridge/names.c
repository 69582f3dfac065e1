// Names of functions, looked up when a fault is told: nothing here runs before.
#include "names.h"

#include <lauxlib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexer.h"
#include "library.h"
#include "plugin.h"

// --- functions of a text ----------------------------------------------------------------------

#define CANDIDATES_MAX 8         // functions that begin on one line
#define TOKENS_KEPT 8            // before `function`: enough for "a.b.c ="

typedef struct {
    char name[SG_NAME_BYTES];
    int depth;                   // blocks around it; -1 when it has ended
    int32_t last_line;
} candidate;

typedef struct {
    sg_token kept[TOKENS_KEPT];  // the newest tokens, newest last
    candidate candidates[CANDIDATES_MAX];
    int count, depth;
    bool has_too_many;
} search;

static int32_t count_lines(const char *from, const char *to, int32_t line) {
    for (const char *c = from; c < to; c++) {
        if (*c != '\n' && *c != '\r') continue;
        if (c + 1 < to && (c[1] == '\n' || c[1] == '\r') && c[1] != *c) c++;
        line++;
    }
    return line;
}

int32_t sg_line_count(const char *text, size_t length) {
    return count_lines(text, text + length, 1);
}

static bool is_symbol(const sg_token *token, int symbol) {
    return token->kind == SG_TOKEN_SYMBOL && token->symbol == symbol;
}

static void add(char name[SG_NAME_BYTES], const char *text, size_t length) {
    size_t used = strlen(name);
    size_t room = SG_NAME_BYTES - 1 - used;
    if (length > room) length = room;
    memcpy(name + used, text, length);
    name[used + length] = '\0';
}

// `local name <const> = function`, `a.b.name = function`: the tokens before.
static void name_before(const search *in, char name[SG_NAME_BYTES]) {
    int at = TOKENS_KEPT - 1;
    if (!is_symbol(&in->kept[at], '=')) return;
    if (is_symbol(&in->kept[at - 1], '>')) at -= 3;
    if (in->kept[at - 1].kind != SG_TOKEN_NAME) return;
    int first = at - 1;
    while (first >= 2 && is_symbol(&in->kept[first - 1], '.') &&
           in->kept[first - 2].kind == SG_TOKEN_NAME) {
        first -= 2;
    }
    for (int i = first; i < at; i++) add(name, in->kept[i].text, in->kept[i].length);
}

// `function a.b:name(`: the tokens after.
static void name_after(sg_lexer ahead, char name[SG_NAME_BYTES]) {
    for (;;) {
        sg_token token = sg_lexer_next(&ahead);
        bool is_part = token.kind == SG_TOKEN_NAME || is_symbol(&token, '.') ||
                       is_symbol(&token, ':');
        if (!is_part) return;
        add(name, token.text, token.length);
    }
}

static void begin_function(search *in, const sg_lexer *lexer) {
    if (in->count == CANDIDATES_MAX) {
        in->has_too_many = true;
        return;
    }
    candidate *found = &in->candidates[in->count++];
    found->name[0] = '\0';
    found->depth = in->depth;
    found->last_line = 0;
    name_after(*lexer, found->name);
    if (found->name[0] == '\0') name_before(in, found->name);
}

static void end_block(search *in, int32_t line) {
    in->depth--;
    for (int i = 0; i < in->count; i++) {
        if (in->candidates[i].depth != in->depth) continue;
        in->candidates[i].depth = -1;
        in->candidates[i].last_line = line;
    }
}

static void take(search *in, const sg_token *token, const sg_lexer *lexer, int32_t line,
                 int32_t first_line) {
    switch (token->keyword) {
        case SG_FUNCTION:
            if (line == first_line) begin_function(in, lexer);
            in->depth++;
            break;
        case SG_IF: case SG_DO: case SG_REPEAT: in->depth++; break;
        case SG_END: case SG_UNTIL: end_block(in, line); break;
        default: break;
    }
}

bool sg_name_in_text(
    const char *text, size_t length, int32_t first_line, int32_t last_line,
    char out[SG_NAME_BYTES]) {
    search in = {0};
    sg_lexer lexer = sg_lexer_start(text, length);
    const char *seen = text;
    int32_t line = 1;
    for (;;) {
        sg_token token = sg_lexer_next(&lexer);
        if (token.kind == SG_TOKEN_END) break;
        line = count_lines(seen, token.text, line);
        seen = token.text;
        if (line > last_line) break;
        if (token.kind == SG_TOKEN_KEYWORD) take(&in, &token, &lexer, line, first_line);
        memmove(&in.kept[0], &in.kept[1], (TOKENS_KEPT - 1) * sizeof(sg_token));
        in.kept[TOKENS_KEPT - 1] = token;
    }
    const candidate *only = NULL;
    for (int i = 0; i < in.count; i++) {
        if (in.candidates[i].last_line != last_line) continue;
        if (only != NULL) return false;
        only = &in.candidates[i];
    }
    if (only == NULL || only->name[0] == '\0' || in.has_too_many) return false;
    memcpy(out, only->name, SG_NAME_BYTES);
    return true;
}

// --- library functions ------------------------------------------------------------------------

#define LIBRARY_MAX 256

typedef struct {
    lua_CFunction function;
    char name[SG_NAME_BYTES];
} library_name;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static library_name known[LIBRARY_MAX];
static int known_count;

static void learn(lua_State *L, int index, const char *library, const char *name) {
    lua_CFunction function = lua_tocfunction(L, index);
    if (function == NULL || known_count == LIBRARY_MAX) return;
    library_name *entry = &known[known_count++];
    entry->function = function;
    snprintf(entry->name, SG_NAME_BYTES, "%s%s%s", library, library[0] ? "." : "", name);
}

// Learns the functions of the table on top.
static void learn_table(lua_State *L, const char *library) {
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING) learn(L, -1, library, lua_tostring(L, -2));
    }
}

// What the functions that make functions give: iterators, and wrapped coroutines.
static void learn_made(lua_State *L) {
    static const struct {
        const char *library, *name, *shown;
    } makers[] = {
        {NULL, "ipairs", "ipairs iterator"}, {NULL, "pairs", "pairs iterator"},
        {"string", "gmatch", "gmatch iterator"}, {"coroutine", "wrap", "wrapped coroutine"},
    };
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        int top = lua_gettop(L);
        lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
        if (makers[i].library != NULL) lua_getfield(L, -1, makers[i].library);
        lua_getfield(L, -1, makers[i].name);
        int arguments = 1;
        if (i < 2) {
            lua_newtable(L);
        } else if (i == 2) {
            lua_pushliteral(L, "");
            lua_pushliteral(L, "");
            arguments = 2;
        } else {
            lua_getglobal(L, "type");
        }
        lua_call(L, arguments, 1);
        learn(L, -1, "", makers[i].shown);
        lua_settop(L, top);
    }
}

static int learn_all(lua_State *L) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    learn_table(L, "");
    for (lua_pushnil(L); lua_next(L, -2);) {
        const char *library = lua_tostring(L, -2);
        if (lua_istable(L, -1) && strcmp(library, "_G") != 0) learn_table(L, library);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    sg_open_random(L);
    learn_table(L, "rng");
    lua_pop(L, 1);
    learn_made(L);
    return 0;
}

// By name, so that of two names of one function (log, print) always the same is found.
static int by_name(const void *a, const void *b) {
    return strcmp(((const library_name *)a)->name, ((const library_name *)b)->name);
}

// From a sandbox of its own: what no plugin has changed.
static void learn_once(void) {
    sg_budget budget = {
        .fuel_load = INT64_MAX, .fuel_call = INT64_MAX, .memory_bytes = 16 << 20,
        .log_bytes = 4096, .host_calls = 100, .wall_milliseconds = 1000};
    sg_plugin *plugin = sg_plugin_create(&budget);
    if (plugin == NULL) return;
    lua_pushcfunction(plugin->L, learn_all);
    (void)lua_pcall(plugin->L, 0, 0, 0);
    sg_plugin_destroy(plugin);
    qsort(known, (size_t)known_count, sizeof known[0], by_name);
}

const char *sg_library_name(lua_CFunction function) {
    pthread_once(&once, learn_once);
    for (int i = 0; i < known_count; i++) {
        if (known[i].function == function) return known[i].name;
    }
    return NULL;
}
