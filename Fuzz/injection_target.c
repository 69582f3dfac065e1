// Goal: a text is refused or accepted as by stock Lua, with the same message, and its charges are
// an addition only. Method: the input is compiled by stock Lua and by the sandbox; without its
// charges, the injected text must be the input, byte by byte.
#define _GNU_SOURCE
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../Sources/CLuaBridge/inject.h"
#include "both_states.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Limits that a text reaches a little earlier inside the function that holds the meter, and names
// that it may not use.
static bool is_expected(const char *message) {
    static const char *const limits[] = {
        "reserved for metering", "C stack overflow", "too many upvalues", "nested too deeply",
        "too many labels", "too many loops and functions", "control structure too long",
        "function or expression needs too many registers", "chunk has too many syntax levels"};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        if (strstr(message, limits[i]) != NULL) return true;
    }
    return false;
}

static int compile(lua_State *L) {
    const fuzz_input *input = lua_touserdata(L, 1);
    size_t length = (size_t)(input->end - input->at);
    lua_pushinteger(L, sg_compile(L, (const char *)input->at, length, "@text", NULL));
    lua_insert(L, -2);
    return 2;
}

static int inject(lua_State *L) {
    const fuzz_input *input = lua_touserdata(L, 1);
    size_t length = (size_t)(input->end - input->at);
    lua_pushboolean(L, sg_inject(L, (const char *)input->at, length, "text"));
    lua_insert(L, -2);
    return 2;
}

// What is put in: how it begins, a mark inside, how it ends.
static const struct { const char *head, *mark, *tail; } insertions[] = {
    {" do local f=", " do local f=__fuel-", " __fuel=f if f<0 then __tick() end end "},
    {" do local __paid,__upto=", " do local __paid,__upto=", ",--[["},
    {" for ", ",__upto ", ",__upto "},
    {" if ", ">__paid then local n=", " if f<0 then __tick() end end "},
    {" end--[[__paid]] ", " end--[[__paid]] ", " end--[[__paid]] "},
};

static const char *find_in(const char *text, const char *end, const char *wanted) {
    return memmem(text, (size_t)(end - text), wanted, strlen(wanted));
}

// The first insertion of one kind: where it begins, and where it ends.
static const char *find_insertion(
    const char *text, const char *end, size_t kind, const char **after) {
    const char *mark = find_in(text, end, insertions[kind].mark);
    if (mark == NULL) return NULL;
    const char *head = insertions[kind].head, *begin = mark;
    while (begin > text && memcmp(begin, head, strlen(head)) != 0) begin--;
    if (memcmp(begin, head, strlen(head)) != 0) abort();
    const char *tail = find_in(mark, end, insertions[kind].tail);
    if (tail == NULL) abort();
    *after = tail + strlen(insertions[kind].tail);
    return begin;
}

// Takes everything out of the text that was put in; aborts when a part of it is missing.
static void without_charges(const char *text, size_t length, fuzz_text *out) {
    const char *end = text + length;
    while (text < end) {
        const char *first = NULL, *after = end;
        size_t kind = 0;
        for (size_t i = 0; i < sizeof insertions / sizeof insertions[0]; i++) {
            const char *each_after, *begin = find_insertion(text, end, i, &each_after);
            if (begin == NULL || (first != NULL && begin >= first)) continue;
            first = begin;
            after = each_after;
            kind = i;
        }
        fuzz_add(out, text, (size_t)((first == NULL ? end : first) - text));
        if (first == NULL) return;
        text = after;
        if (kind == 1) {  // the header of the loop stands in a comment
            const char *close = find_in(text, end, "]]");
            if (close == NULL) abort();
            fuzz_add(out, text, (size_t)(close - text));
            text = close + 2;
        }
    }
}

static void check_injected(lua_State *L, fuzz_input *input) {
    static const char *const names[] = {"__fuel", "__tick", "__paid", "__upto"};
    fuzz_text plain = {0}, given = {0};
    size_t length = (size_t)(input->end - input->at);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (memmem(input->at, length, names[i], 6) != NULL) return;  // in a string or comment
    }
    lua_pushcfunction(L, inject);
    lua_pushlightuserdata(L, input);
    if (lua_pcall(L, 1, 2, 0) != LUA_OK || !lua_toboolean(L, -2)) abort();
    size_t injected_length;
    const char *injected = lua_tolstring(L, -1, &injected_length);
    without_charges(injected, injected_length, &plain);
    fuzz_add(&given, (const char *)input->at, length);
    if (plain.count != length ||
        (length > 0 && memcmp(plain.bytes, given.bytes, length) != 0)) {
        fuzz_differs("injected text", &plain, &given);
    }
    fuzz_free(&plain);
    fuzz_free(&given);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static int runs;
    if (++runs % 20000 == 0) fuzz_forget();
    lua_State *L = fuzz_sandbox(), *S = fuzz_stock();
    uint8_t *bytes = malloc(size + 1);
    memcpy(bytes, data, size);
    fuzz_input input = {bytes, bytes + size};
    lua_settop(L, SLOT_TOP);
    lua_settop(S, 1);
    int expected = luaL_loadbufferx(S, (const char *)bytes, size, "@text", "t");
    lua_pushcfunction(L, compile);
    lua_pushlightuserdata(L, &input);
    if (lua_pcall(L, 1, 2, 0) != LUA_OK) abort();
    int status = (int)lua_tointeger(L, -2);
    const char *message = status == LUA_OK ? "" : lua_tostring(L, -1);
    if (status == LUA_OK && expected == LUA_OK) {
        check_injected(L, &input);
    } else if (!is_expected(message)) {
        fuzz_text ours = {0}, stock = {0};
        fuzz_show(&ours, L, -1, 0);
        fuzz_show(&stock, S, -1, 0);
        if (ours.count != stock.count || memcmp(ours.bytes, stock.bytes, ours.count) != 0) {
            fuzz_differs("compilation", &ours, &stock);
        }
        fuzz_free(&ours);
        fuzz_free(&stock);
    }
    free(bytes);
    return 0;
}
