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

// Takes every charge out of the text; false when something looks like one and is none.
static void without_charges(const char *text, size_t length, fuzz_text *out) {
    static const char head[] = " do local f=__fuel-";
    static const char tail[] = " __fuel=f if f<0 then __tick() end end ";
    const char *end = text + length;
    while (text < end) {
        const char *charge = memmem(text, (size_t)(end - text), head, sizeof head - 1);
        fuzz_add(out, text, (size_t)((charge == NULL ? end : charge) - text));
        if (charge == NULL) return;
        text = charge + sizeof head - 1;
        while (text < end && *text >= '0' && *text <= '9') text++;
        size_t rest = sizeof tail - 1;
        if ((size_t)(end - text) < rest || memcmp(text, tail, rest) != 0) abort();
        text += rest;
    }
}

static void check_injected(lua_State *L, fuzz_input *input) {
    fuzz_text plain = {0}, given = {0};
    size_t length = (size_t)(input->end - input->at);
    if (memmem(input->at, length, "__fuel=", 7) != NULL) return;  // in a string or comment
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
