// The string library, all but patterns, format and pack, which have files of their own.
//
// Derived from lstrlib.c of Lua 5.4.4. Changed: functions charge for their work and refuse long
// results; rep copies by doubling and returns at once when there is nothing to copy; byte gives at
// most SG_VALUES_MAX values; there is no dump; the metatable of strings is hidden from plugins.
//
// Copyright (C) 1994-2022 Lua.org, PUC-Rio.
//
// Permission is hereby granted, free of charge, to any person obtaining a copy of this software
// and associated documentation files (the "Software"), to deal in the Software without
// restriction, including without limitation the rights to use, copy, modify, merge, publish,
// distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
// Software is furnished to do so, subject to the following conditions: The above copyright notice
// and this permission notice shall be included in all copies or substantial portions of the
// Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED,
// INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE
// AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
// DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
// OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
#include <ctype.h>
#include <limits.h>

#include "library.h"

static int string_len(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    sg_charge(L, SG_PRICE_CALL);
    lua_pushinteger(L, (lua_Integer)length);
    return 1;
}

static int string_sub(lua_State *L) {
    size_t length;
    const char *s = luaL_checklstring(L, 1, &length);
    size_t first = sg_first_position(sg_check_integer(L, 2), length);
    size_t last = sg_last_position(sg_optional_integer(L, 3, -1), length);
    if (first > last) {
        sg_charge(L, SG_PRICE_CALL);
        lua_pushliteral(L, "");
        return 1;
    }
    size_t count = last - first + 1;
    sg_charge(L, SG_PRICE_CALL + (lua_Integer)(count / SG_BYTES_COPIED));
    lua_pushlstring(L, s + first - 1, count);
    return 1;
}

// Charges for looking at each byte of the argument and gives room for a result of its length.
static char *begin_bytewise(lua_State *L, sg_text *result, const char **s, size_t *length) {
    *s = luaL_checklstring(L, 1, length);
    sg_charge(L, SG_PRICE_CALL + (lua_Integer)(*length / SG_BYTES_HANDLED));
    sg_text_begin(result, L);
    char *p = sg_text_reserve(result, *length);
    sg_text_wrote(result, *length);
    return p;
}

static int string_reverse(lua_State *L) {
    size_t length;
    const char *s;
    sg_text result;
    char *p = begin_bytewise(L, &result, &s, &length);
    for (size_t i = 0; i < length; i++) p[i] = s[length - i - 1];
    sg_text_push(&result);
    return 1;
}

static int string_lower(lua_State *L) {
    size_t length;
    const char *s;
    sg_text result;
    char *p = begin_bytewise(L, &result, &s, &length);
    for (size_t i = 0; i < length; i++) p[i] = (char)tolower((unsigned char)s[i]);
    sg_text_push(&result);
    return 1;
}

static int string_upper(lua_State *L) {
    size_t length;
    const char *s;
    sg_text result;
    char *p = begin_bytewise(L, &result, &s, &length);
    for (size_t i = 0; i < length; i++) p[i] = (char)toupper((unsigned char)s[i]);
    sg_text_push(&result);
    return 1;
}

static int string_rep(lua_State *L) {
    size_t length, separator_length;
    const char *s = luaL_checklstring(L, 1, &length);
    lua_Integer count = sg_check_integer(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &separator_length);
    size_t unit = length + separator_length;  // what is repeated, all but the last time
    if (count <= 0 || unit == 0) {  // stock Lua copies nothing `count` times, for years
        sg_charge(L, SG_PRICE_CALL);
        lua_pushliteral(L, "");
        return 1;
    }
    if (unit > (size_t)INT_MAX / (size_t)count) {
        return luaL_error(L, "resulting string too large");
    }
    size_t total = (size_t)count * unit - separator_length;
    sg_check_length(L, total);
    sg_charge(L, SG_PRICE_CALL + (lua_Integer)(total / SG_BYTES_COPIED));
    sg_text result;
    sg_text_begin(&result, L);
    char *p = sg_text_reserve(&result, total);
    memcpy(p, s, length);
    if (count > 1) {
        memcpy(p + length, separator, separator_length);
        size_t done = unit;
        while (done < total) {  // double what is there
            size_t more = done < total - done ? done : total - done;
            memcpy(p + done, p, more);
            done += more;
        }
    }
    sg_text_wrote(&result, total);
    sg_text_push(&result);
    return 1;
}

static int string_byte(lua_State *L) {
    size_t length;
    const char *s = luaL_checklstring(L, 1, &length);
    lua_Integer position = sg_optional_integer(L, 2, 1);
    size_t first = sg_first_position(position, length);
    size_t last = sg_last_position(sg_optional_integer(L, 3, position), length);
    if (first > last) {
        sg_charge(L, SG_PRICE_CALL);
        return 0;
    }
    if (last - first >= SG_VALUES_MAX) return luaL_error(L, "string slice too long");
    int count = (int)(last - first) + 1;
    sg_charge(L, SG_PRICE_CALL + count / 4);
    luaL_checkstack(L, count, "string slice too long");
    for (int i = 0; i < count; i++) {
        lua_pushinteger(L, (unsigned char)s[first - 1 + (size_t)i]);
    }
    return count;
}

static int string_char(lua_State *L) {
    int count = lua_gettop(L);
    sg_text result;
    sg_charge(L, SG_PRICE_CALL + count / 2);
    luaL_checkstack(L, 1, NULL);
    sg_text_begin(&result, L);
    char *p = sg_text_reserve(&result, (size_t)count);
    for (int i = 1; i <= count; i++) {
        lua_Unsigned code = (lua_Unsigned)sg_check_integer(L, i);
        luaL_argcheck(L, code <= (lua_Unsigned)UCHAR_MAX, i, "value out of range");
        p[i - 1] = (char)(unsigned char)code;
    }
    sg_text_wrote(&result, (size_t)count);
    sg_text_push(&result);
    return 1;
}

// Arithmetic on strings that are numerals: in Lua 5.4 these are metamethods of the string type.

// Pushes the argument as a number. False, with nothing pushed, when it is not a numeral.
static bool push_number(lua_State *L, int argument) {
    if (lua_type(L, argument) == LUA_TNUMBER) {
        lua_pushvalue(L, argument);
        return true;
    }
    sg_charge_conversion(L, argument);
    size_t length;
    const char *s = lua_tolstring(L, argument, &length);
    return s != NULL && lua_stringtonumber(L, s) == length + 1;
}

// Neither operand pair was numeric: the second operand may have a metamethod of its own.
static int call_second_metamethod(lua_State *L, const char *event) {
    lua_settop(L, 2);
    if (lua_type(L, 2) == LUA_TSTRING || !luaL_getmetafield(L, 2, event)) {
        return luaL_error(
            L, "attempt to %s a '%s' with a '%s'", event + 2, luaL_typename(L, -2),
            luaL_typename(L, -1));
    }
    lua_insert(L, -3);
    lua_call(L, 2, 1);
    return 1;
}

static int arithmetic(lua_State *L, int operation, const char *event) {
    sg_charge(L, SG_PRICE_CALL);
    if (!push_number(L, 1) || !push_number(L, 2)) return call_second_metamethod(L, event);
    lua_arith(L, operation);
    return 1;
}

static int string_add(lua_State *L) { return arithmetic(L, LUA_OPADD, "__add"); }
static int string_subtract(lua_State *L) { return arithmetic(L, LUA_OPSUB, "__sub"); }
static int string_multiply(lua_State *L) { return arithmetic(L, LUA_OPMUL, "__mul"); }
static int string_modulo(lua_State *L) { return arithmetic(L, LUA_OPMOD, "__mod"); }
static int string_power(lua_State *L) { return arithmetic(L, LUA_OPPOW, "__pow"); }
static int string_divide(lua_State *L) { return arithmetic(L, LUA_OPDIV, "__div"); }
static int string_floor_divide(lua_State *L) { return arithmetic(L, LUA_OPIDIV, "__idiv"); }
static int string_negate(lua_State *L) { return arithmetic(L, LUA_OPUNM, "__unm"); }

#define NUMERAL_PRICE "2 + bytes of each string operand / 4"

const sg_function sg_string_metamethods[] = {
    {"__index", NULL, NULL, "table", "0", SG_SAME_RESULT,
     "The string library: s:rep(2) is string.rep(s, 2).", "the same functions"},
    {"__metatable", NULL, NULL, "boolean", "0", SG_SAME_RESULT,
     "What getmetatable answers for a string: false.", "hides the metatable"},
    {"__add", string_add, "a: any, b: any", "any", NUMERAL_PRICE, SG_SAME_RESULT,
     "The operator + on numerals in strings.", "reading a numeral pays by its length"},
    {"__sub", string_subtract, "a: any, b: any", "any", NUMERAL_PRICE, SG_SAME_RESULT,
     "The operator - on numerals in strings.", "reading a numeral pays by its length"},
    {"__mul", string_multiply, "a: any, b: any", "any", NUMERAL_PRICE, SG_SAME_RESULT,
     "The operator * on numerals in strings.", "reading a numeral pays by its length"},
    {"__mod", string_modulo, "a: any, b: any", "any", NUMERAL_PRICE, SG_SAME_RESULT,
     "The operator % on numerals in strings.", "reading a numeral pays by its length"},
    {"__pow", string_power, "a: any, b: any", "any", NUMERAL_PRICE, SG_SAME_RESULT,
     "The operator ^ on numerals in strings.", "reading a numeral pays by its length"},
    {"__div", string_divide, "a: any, b: any", "any", NUMERAL_PRICE, SG_SAME_RESULT,
     "The operator / on numerals in strings.", "reading a numeral pays by its length"},
    {"__idiv", string_floor_divide, "a: any, b: any", "any", NUMERAL_PRICE, SG_SAME_RESULT,
     "The operator // on numerals in strings.", "reading a numeral pays by its length"},
    {"__unm", string_negate, "a: any, b?: any", "any", NUMERAL_PRICE, SG_SAME_RESULT,
     "The sign - before a numeral in a string.", "reading a numeral pays by its length"},
    SG_FUNCTIONS_END,
};

#define PATTERN_PRICE \
    "2 + 1 per match step + bytes of a set looked at / 8 + bytes captured / 64"

const sg_function sg_string_functions[] = {
    {"byte", string_byte, "s: string, i?: integer, j?: integer", "integer, ...", "2 + values / 4",
     SG_SAME_RESULT, "The bytes of s[i..j].", "at most 10,000 values"},
    {"char", string_char, "...: integer [0..255]", "string", "2 + values / 2", SG_SAME_RESULT,
     "The string of these bytes.", "pays by length"},
    {"find", sg_string_find, "s: string, pattern: string, init?: integer, plain?: any",
     "integer?, integer?, string, ...", PATTERN_PRICE "; plain: 2 + bytes / 64 + 1 per candidate",
     SG_SAME_RESULT, "Where the pattern matches first, and its captures.",
     "every step of the matcher pays"},
    {"format", sg_string_format, "format: string, ...: any", "string",
     "2 + bytes of format / 16 + bytes of result / 64; %s of a string 1, %d 4, %q bytes / 2, "
     "others 20, floats 2 more per digit over 20", SG_SAME_RESULT,
     "Values as text, by directives as of printf.",
     "no %p; texts hold no address and no sign of a NaN"},
    {"gmatch", sg_string_gmatch, "s: string, pattern: string, init?: integer", "function",
     "6; each step as match", SG_SAME_RESULT, "Visits all matches.",
     "every step of the matcher pays"},
    {"gsub", sg_string_gsub,
     "s: string, pattern: string, replacement: string|table|function, n?: integer",
     "string, integer",
     PATTERN_PRICE " + 1 per match + bytes of result / 64 + 1 per % of the replacement, 2 per call",
     SG_SAME_RESULT, "Replaces up to n matches; gives the text and their number.",
     "every step of the matcher pays; results are limited to 1 MiB"},
    {"len", string_len, "s: string", "integer", "2", SG_SAME_RESULT, "Bytes of a string.",
     "reads one number"},
    {"lower", string_lower, "s: string", "string", "2 + bytes / 16", SG_SAME_RESULT,
     "A to Z as a to z.", "pays by length; never a locale"},
    {"match", sg_string_match, "s: string, pattern: string, init?: integer", "string?, ...",
     PATTERN_PRICE, SG_SAME_RESULT, "The captures of the first match, or the match.",
     "every step of the matcher pays"},
    {"pack", sg_string_pack, "format: string, ...: any", "string",
     "2 + 2 per byte of format + bytes of result / 64", SG_SAME_RESULT,
     "Values as bytes, in the layout of the format.", "pays by length"},
    {"packsize", sg_string_packsize, "format: string", "integer", "2 + 2 per byte of format",
     SG_SAME_RESULT, "Bytes of what pack makes by this format.", "pays by length"},
    {"rep", string_rep, "s: string, n: integer, separator?: string", "string",
     "2 + bytes of result / 64", SG_SAME_RESULT, "n copies of s.",
     "refused above 1 MiB before it is made"},
    {"reverse", string_reverse, "s: string", "string", "2 + bytes / 16", SG_SAME_RESULT,
     "The bytes from the end.", "pays by length"},
    {"sub", string_sub, "s: string, i: integer, j?: integer", "string", "2 + bytes of result / 64",
     SG_SAME_RESULT, "The part s[i..j].", "pays by length"},
    {"unpack", sg_string_unpack, "format: string, s: string, position?: integer", "any, ...",
     "2 + 2 per byte of format + bytes of strings / 64", SG_SAME_RESULT,
     "The values that pack wrote, and the position after them.",
     "never reads past the end; at most 10,000 values"},
    {"upper", string_upper, "s: string", "string", "2 + bytes / 16", SG_SAME_RESULT,
     "a to z as A to Z.", "pays by length; never a locale"},
    SG_FUNCTIONS_END,
};

void sg_open_string(lua_State *L) {
    lua_createtable(L, 0, 16);
    sg_register(L, sg_string_functions);
    sg_name_functions(L, "string");

    lua_pushliteral(L, "");  // any string: all share one metatable
    lua_createtable(L, 0, 10);
    sg_register(L, sg_string_metamethods);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);  // what getmetatable("") answers
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}
