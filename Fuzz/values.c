// Values from bytes; see values.h.
#define _GNU_SOURCE
#include "values.h"

#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// Functions first, the orders at the front; then metatables; then what runs an iterator.
#define FUNCTIONS 9
#define ORDERS 2
#define METATABLES 12
#define EACH (FUNCTIONS + METATABLES + 1)

const char *const fuzz_prelude =
    "local function each(f, ...)\n"
    "  local out, step, s, c = {}, f(...)\n"
    "  for _ = 1, 12 do\n"
    "    local a, b, d, e = step(s, c)\n"
    "    if a == nil then break end\n"
    "    c = a\n"
    "    out[#out + 1] = { a, b == nil and 'none' or b, d == nil and 'none' or d, e }\n"
    "  end\n"
    "  return out\n"
    "end\n"
    "return {\n"
    "  function(a, b) return a < b end,\n"
    "  function(a, b) return a > b end,\n"
    "  function(...) return ... end,\n"
    "  function() end,\n"
    "  function() return false end,\n"
    "  function(...) return select('#', ...) end,\n"
    "  function(a) return { a } end,\n"
    "  function(a) error(a, 0) end,\n"
    "  function(a) return 'x' .. (tonumber(a) or #type(a)) .. '%1' end,\n"
    "  {},\n"
    "  { __index = function(_, k) if k == 7 then return 7 end end },\n"
    "  { __index = { 'a', 'b' } },\n"
    "  { __len = function() return 3 end },\n"
    "  { __tostring = function() return 'text' end },\n"
    "  { __tostring = function() return 5 end },\n"
    "  { __tostring = function() return {} end },\n"
    "  { __name = 'named' },\n"
    "  { __lt = function(a, b) return #a < #b end, __eq = function() return true end },\n"
    "  { __call = function(_, a) return a end },\n"
    "  { __metatable = 'locked' },\n"
    "  { __newindex = function(t, k, v) rawset(t, k, v) end },\n"
    "  each,\n"
    "}\n";

// --- parameters -------------------------------------------------------------------------------

static const struct {
    const char *name;
    int type;
} types[] = {
    {"nil", LUA_TNIL}, {"boolean", LUA_TBOOLEAN}, {"integer", LUA_TNUMBER},
    {"number", LUA_TNUMBER}, {"string", LUA_TSTRING}, {"table", LUA_TTABLE},
    {"function", LUA_TFUNCTION}, {"thread", LUA_TTHREAD},
};

static void read_type(const char *at, const char *end, fuzz_parameter *out) {
    while (at < end) {
        size_t length = strcspn(at, "| ,;[");
        if (length == 3 && memcmp(at, "any", 3) == 0) out->is_any = true;
        for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
            if (strlen(types[i].name) != length || memcmp(at, types[i].name, length) != 0) continue;
            out->types |= 1u << types[i].type;
            if (types[i].name[0] == 'i') out->is_integer = true;
        }
        at += length;
        if (at >= end || *at != '|') return;
        at++;
    }
}

int fuzz_signature(const char *arguments, unsigned choice, fuzz_parameter out[]) {
    unsigned count = 1;
    for (const char *c = arguments; *c != '\0'; c++) count += *c == ';';
    for (choice %= count; choice > 0; choice--) arguments = strchr(arguments, ';') + 1;
    const char *end = arguments + strcspn(arguments, ";");
    int parameters = 0;
    for (const char *at = arguments; at < end && parameters < FUZZ_PARAMETERS_MAX;) {
        const char *colon = memchr(at, ':', (size_t)(end - at));
        if (colon == NULL) break;
        fuzz_parameter *each = &out[parameters++];
        *each = (fuzz_parameter){.is_rest = memmem(at, (size_t)(colon - at), "...", 3) != NULL};
        if (colon[-1] == '?') each->types |= 1u << LUA_TNIL;
        read_type(colon + 2, end, each);
        const char *comma = memchr(colon, ',', (size_t)(end - colon));
        at = comma == NULL ? end : comma + 1;
    }
    return parameters;
}

// --- values -----------------------------------------------------------------------------------

static const lua_Integer integers[] = {
    LUA_MAXINTEGER, LUA_MININTEGER, LUA_MAXINTEGER - 1, LUA_MININTEGER + 1, 1LL << 31, 1LL << 32,
    (1LL << 31) - 1, -(1LL << 31), 0xd800, 0x10ffff, 0x110000, 1LL << 53, 255, 256, 10000, 65536,
};

static void push_integer(fuzz_input *input, lua_State *L, lua_State *S) {
    uint8_t choice = fuzz_byte(input);
    lua_Integer value = (int8_t)fuzz_byte(input);
    if (choice >= 192) value = integers[choice % 16];
    lua_pushinteger(L, value);
    lua_pushinteger(S, value);
}

static void push_float(fuzz_input *input, lua_State *L, lua_State *S) {
    static const lua_Number floats[] = {
        0.0, -0.0, 0.5, 3.0, -1.0, 1e100, 5e-324, 0x1p53, 0x1p63, -0x1p63, INFINITY, -INFINITY,
        1e15, 123.456, 0.1, 1.7976931348623157e308};
    uint8_t choice = fuzz_byte(input);
    lua_Number value = floats[choice % 16];
    if (choice >= 192) {
        uint64_t bits = 0;
        for (int i = 0; i < 8; i++) bits = bits << 8 | fuzz_byte(input);
        memcpy(&value, &bits, sizeof value);
    }
    if (value != value) value = NAN;  // stock writes the sign of a NaN, the sandbox does not
    lua_pushnumber(L, value);
    lua_pushnumber(S, value);
}

static void push_string(fuzz_input *input, lua_State *L, lua_State *S) {
    static char many[4096];
    size_t length = fuzz_byte(input) % 64;
    if (length == 63) {  // one byte, many times
        length = 16u * fuzz_byte(input) + 1;
        memset(many, fuzz_byte(input), length);
        lua_pushlstring(L, many, length);
        lua_pushlstring(S, many, length);
        return;
    }
    if (length > (size_t)(input->end - input->at)) length = (size_t)(input->end - input->at);
    // A block of its own: the sanitizer sees a read behind its end.
    char *bytes = malloc(length + 1);
    memcpy(bytes, input->at, length);
    input->at += length;
    lua_pushlstring(L, bytes, length);
    lua_pushlstring(S, bytes, length);
    free(bytes);
}

static void push_of_prelude(lua_State *L, lua_State *S, int index) {
    lua_rawgeti(L, SLOT_MANIFEST, index);
    lua_rawgeti(S, 1, index);
}

static void push_table(fuzz_input *input, lua_State *L, lua_State *S, fuzz_seen *seen) {
    static const fuzz_parameter element = {
        .types = 1u << LUA_TNUMBER | 1u << LUA_TSTRING | 1u << LUA_TNIL};
    lua_newtable(L);
    lua_newtable(S);
    uint8_t shape = fuzz_byte(input);
    for (int i = 1; i <= shape % 12; i++) {
        fuzz_push(input, &element, L, S, seen);
        lua_rawseti(L, -2, i);
        lua_rawseti(S, -2, i);
    }
    if (shape >= 208) {
        push_of_prelude(L, S, FUNCTIONS + 1 + shape % METATABLES);
        lua_setmetatable(L, -2);
        lua_setmetatable(S, -2);
        seen->has_metatable = true;
    }
    seen->has_reference = true;
}

static void push_function(fuzz_input *input, lua_State *L, lua_State *S, fuzz_seen *seen) {
    int index = fuzz_byte(input) % FUNCTIONS;
    if (index >= ORDERS) seen->has_odd_function = true;
    push_of_prelude(L, S, 1 + index);
    seen->has_reference = true;
}

static void push_type(
    fuzz_input *input, int type, bool is_integer, lua_State *L, lua_State *S, fuzz_seen *seen) {
    switch (type) {
        case LUA_TBOOLEAN: {
            int value = fuzz_byte(input) & 1;
            lua_pushboolean(L, value);
            lua_pushboolean(S, value);
            return;
        }
        case LUA_TNUMBER:
            if (is_integer || (fuzz_byte(input) & 1) == 0) {
                push_integer(input, L, S);
            } else {
                push_float(input, L, S);
            }
            return;
        case LUA_TSTRING: push_string(input, L, S); return;
        case LUA_TTABLE: push_table(input, L, S, seen); return;
        case LUA_TFUNCTION: push_function(input, L, S, seen); return;
        case LUA_TTHREAD:
            for (int i = 0; i < 2; i++) {
                lua_State *each = i == 0 ? L : S, *thread = lua_newthread(each);
                lua_rawgeti(each, i == 0 ? SLOT_MANIFEST : 1, 3);
                lua_xmove(each, thread, 1);
            }
            seen->has_reference = true;
            return;
        default: lua_pushnil(L); lua_pushnil(S);
    }
}

void fuzz_push(
    fuzz_input *input, const fuzz_parameter *parameter, lua_State *L, lua_State *S,
    fuzz_seen *seen) {
    static const int all[] = {
        LUA_TNIL, LUA_TBOOLEAN, LUA_TNUMBER, LUA_TSTRING, LUA_TTABLE, LUA_TFUNCTION, LUA_TNUMBER,
        LUA_TSTRING};
    luaL_checkstack(L, 8, NULL);
    luaL_checkstack(S, 8, NULL);
    uint8_t choice = fuzz_byte(input);
    if (parameter->is_any || choice >= 240) {
        push_type(input, all[choice % 8], false, L, S, seen);
        return;
    }
    int fitting[LUA_NUMTYPES], count = 0;
    for (int type = 0; type < LUA_NUMTYPES; type++) {
        if (parameter->types >> type & 1) fitting[count++] = type;
    }
    int type = count == 0 ? LUA_TNIL : fitting[choice % count];
    // A parameter that may be left out is left out at times only.
    if (type == LUA_TNIL && count > 1 && choice < 160) type = fitting[1];
    push_type(input, type, parameter->is_integer, L, S, seen);
}
