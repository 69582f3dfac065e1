// Goal: each library function answers as stock Lua does, and never steps outside of its memory.
// Method: the input chooses a function of the registry and arguments by its registered parameters;
// the sandbox makes the call with some fuel, and when it ended, the stock state makes it too.
// Results, error messages and what became of the arguments must be equal.
//
// FUZZ_ONLY, when defined, is a list of function names: the target is then about these.
#define _GNU_SOURCE
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../Sources/CLuaBridge/convert.h"
#include "values.h"

#ifndef FUZZ_ONLY
#define FUZZ_ONLY ""
#endif

#define FUEL 50000
#define RUNS_OF_A_STATE 2000     // then both are made anew: globals and metatables may have changed
#define ARGUMENTS_MAX 12

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_listed(const char *list, const char *name) {
    size_t length = strlen(name);
    if (length == 0) return false;
    for (const char *at = strstr(list, name); at != NULL; at = strstr(at + 1, name)) {
        bool begins = at == list || at[-1] == ' ';
        if (begins && (at[length] == ' ' || at[length] == '\0')) return true;
    }
    return false;
}

// Whether stock Lua's answer can be compared at all.
static bool is_comparable(const sg_registered *f) {
    if (f->determinism != SG_SAME_RESULT) return false;
    return !is_listed("next pairs collectgarbage", f->name);
}

static sg_registered chosen[256];
static int chosen_count;

static void choose_functions(void) {
    sg_registered each;
    for (int32_t i = 0; sg_registry_at(i, &each) && chosen_count < 256; i++) {
        bool reachable = strcmp(each.library, "rng") != 0 && each.library[0] != 'm';
        if (strcmp(each.library, "math") == 0) reachable = true;
        if (each.arguments == NULL || !reachable) continue;
        if (FUZZ_ONLY[0] != '\0' && !is_listed(FUZZ_ONLY, each.name)) continue;
        if (FUZZ_ONLY[0] != '\0' && strcmp(each.library, "string") != 0) continue;
        chosen[chosen_count++] = each;
    }
    if (chosen_count == 0) abort();
}

static void push_function(lua_State *L, const sg_registered *f) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    if (f->library[0] != '\0') {
        if (lua_getfield(L, -1, f->library) != LUA_TTABLE) lua_newtable(L);  // not in stock Lua
        lua_remove(L, -2);
    }
    lua_getfield(L, -1, f->name);
    lua_replace(L, -2);
}

// Whether the sandbox refused what stock Lua would do, for one of the listed reasons.
static bool is_refusal(const sg_registered *f, const char *message) {
    sg_difference each;
    char name[64], all[64];
    snprintf(name, sizeof name, "%s%s%s", f->library, f->library[0] == 0 ? "" : ".", f->name);
    snprintf(all, sizeof all, "%s.*", f->library);
    for (int32_t i = 0; sg_difference_at(i, &each); i++) {
        if (each.refusal == NULL || strstr(message, each.refusal) == NULL) continue;
        if (is_listed(each.functions, name) || is_listed(each.functions, all)) return true;
    }
    return strcmp(message, "not enough memory") == 0;
}

// Fewer have no address of a process: its lowest pages are never mapped, and glibc writes 12 mostly.
#define ADDRESS_DIGITS_MIN 8

// Cuts ": 0x55..." out of a text of stock Lua; and where the sandbox does not name functions that
// are called without a name, the name.
static void normalize(fuzz_text *text, bool is_named) {
    if (text->bytes == NULL) return;
    char *at, *from = text->bytes;
    while ((at = memmem(from, (size_t)(text->bytes + text->count - from), ": 0x", 4)) != NULL) {
        size_t length = 4 + strspn(at + 4, "0123456789abcdef");
        from = at;
        if (length < 4 + ADDRESS_DIGITS_MIN) {
            from = at + 4;  // of the input
            continue;
        }
        memmove(at, at + length, (size_t)(text->bytes + text->count + 1 - (at + length)));
        text->count -= length;
    }
    at = is_named ? NULL : memmem(text->bytes, text->count, " to '", 5);
    if (at == NULL) return;
    size_t length = strcspn(at + 5, "'");
    memmove(at + 6, at + 5 + length, (size_t)(text->bytes + text->count + 1 - (at + 5 + length)));
    at[5] = '?';
    text->count = text->count + 1 - length;
}

// The call on top of the stack, with `count` arguments, whose copies lie in slots from `first` on.
static int call(lua_State *L, int count, int first, fuzz_text *out) {
    int function = lua_gettop(L) - count;
    int status = lua_pcall(L, count, LUA_MULTRET, 0);
    int results = lua_gettop(L) - function + 1;
    fuzz_add(out, status == LUA_OK ? "ok " : "error ", 3);
    for (int i = 0; i < results && i < 100; i++) {
        fuzz_show(out, L, function + i, 0);
        fuzz_add(out, " ", 1);
    }
    fuzz_add(out, "leaves ", 7);
    for (int i = 0; i < count; i++) fuzz_show(out, L, first + i, 0);
    return status;
}

// Loops that stock Lua would not leave within a second.
static bool stock_is_slow(const sg_registered *f, lua_State *L, int first) {
    if (strcmp(f->name, "rep") != 0) return false;
    size_t text = lua_rawlen(L, first), separator = lua_rawlen(L, first + 2);
    return text == 0 && separator == 0;
}

static void compare(
    const sg_registered *f, int count, int first, const fuzz_seen *seen, fuzz_text *ours) {
    lua_State *S = fuzz_stock();
    fuzz_text stock = {0};
    // luaL_argerror of 5.4.4 takes more slots than string.unpack leaves it: a finalizer that runs
    // just then writes past the stack. So none of stock Lua's runs during a call.
    lua_gc(S, LUA_GCSTOP);
    call(S, count, first - SLOT_TOP + 1, &stock);
    lua_gc(S, LUA_GCRESTART);
    bool same = ours->count == stock.count && memcmp(ours->bytes, stock.bytes, stock.count) == 0;
    if (!same) {
        char name[64];
        bool named = is_listed("string table utf8", f->library);
        snprintf(name, sizeof name, "%s%s%s", f->library, f->library[0] == 0 ? "" : ".", f->name);
        // Texts of references may be padded or cut around an address.
        bool pads = seen->has_reference && strcmp(f->name, "format") == 0 &&
                    memmem(stock.bytes, stock.count, "0x", 2) != NULL;
        // Equal elements, such as 0 and 0.0, may come in another order.
        bool sorts = strcmp(f->name, "sort") == 0 &&
                     (seen->has_odd_function || ours->count == stock.count);
        bool loads = strcmp(f->name, "load") == 0 &&
                     memmem(ours->bytes, ours->count, "(load):", 7) != NULL;
        normalize(&stock, named);
        same = ours->count == stock.count && memcmp(ours->bytes, stock.bytes, stock.count) == 0;
        if (!same && !pads && !sorts && !loads) fuzz_differs(name, ours, &stock);
    }
    fuzz_free(&stock);
}

static bool killed_or_refused(const sg_registered *f, lua_State *L, int status) {
    if (sg_meter_of(L)->killed != SG_ALIVE) return true;
    if (strcmp(f->name, "load") == 0 && lua_type(L, -1) == LUA_TSTRING) status = LUA_ERRSYNTAX;
    return status != LUA_OK && lua_type(L, -1) == LUA_TSTRING &&
           is_refusal(f, lua_tostring(L, -1));
}

// Pushes the call on both states: copies of the arguments, for a look afterwards, then the
// function and the arguments. Returns how many.
static int push_call(const sg_registered *f, fuzz_input *input, fuzz_seen *seen) {
    lua_State *L = fuzz_sandbox(), *S = fuzz_stock();
    fuzz_parameter parameters[FUZZ_PARAMETERS_MAX];
    int count = 0, wanted = fuzz_signature(f->arguments, fuzz_byte(input), parameters);
    uint8_t shape = fuzz_byte(input);
    for (int i = 0; i < wanted; i++) {
        int times = parameters[i].is_rest ? shape / 16 % 6 : 1;
        for (; times > 0 && count < ARGUMENTS_MAX; times--, count++) {
            fuzz_push(input, &parameters[i], L, S, seen);
        }
    }
    if (shape % 16 == 15 && count > 0) {  // one too few
        lua_pop(L, 1);
        lua_pop(S, 1);
        count--;
    }
    for (int state = 0; state < 2; state++) {
        lua_State *each = state == 0 ? L : S;
        luaL_checkstack(each, 2 * ARGUMENTS_MAX + 8, NULL);
        int first = lua_gettop(each) - count + 1;
        bool iterates = is_listed("gmatch codes", f->name);
        if (iterates) lua_rawgeti(each, state == 0 ? SLOT_MANIFEST : 1, 22);
        push_function(each, f);
        for (int i = 0; i < count; i++) lua_pushvalue(each, first + i);
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static int runs;
    if (chosen_count == 0) choose_functions();
    if (++runs % RUNS_OF_A_STATE == 0) fuzz_forget();
    fuzz_input input = {data, data + size};
    lua_State *L = fuzz_sandbox(), *S = fuzz_stock();
    lua_settop(L, SLOT_TOP);
    lua_settop(S, 1);
    const sg_registered *f = &chosen[fuzz_byte(&input) % chosen_count];
    fuzz_seen seen = {0};
    int count = push_call(f, &input, &seen);
    bool iterates = is_listed("gmatch codes", f->name);
    bool hides = strcmp(f->name, "getmetatable") == 0 && lua_type(L, -1) == LUA_TSTRING;
    fuzz_text ours = {0};
    int passed = count + (iterates ? 1 : 0);
    // The copies come before the function: one slot more where `each` calls it.
    sg_call_begin(L, SLOT_MAIN, FUEL);
    int status = call(L, passed, SLOT_TOP + 1, &ours);
    sg_call_end(L, SLOT_MAIN);
    if (!killed_or_refused(f, L, status) && is_comparable(f) && !hides &&
        !stock_is_slow(f, L, SLOT_TOP + 1)) {
        compare(f, passed, SLOT_TOP + 1, &seen, &ours);
    }
    fuzz_free(&ours);
    return 0;
}
