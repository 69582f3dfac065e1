// The utf8 library.
//
// Derived from lutf8lib.c of Lua 5.4.4. Changed: the work is charged; codepoint gives at most
// SG_VALUES_MAX values; char encodes by itself and refuses a long result.
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
#include "library.h"

#define CODE_POINT_MAX 0x10FFFFu
#define CODE_MAX 0x7FFFFFFFu  // what the original UTF-8, of up to six bytes, can write
#define SEQUENCE_BYTES_MAX 6

// One character, as a pattern.
#define CHARACTER_PATTERN "[\0-\x7F\xC2-\xFD][\x80-\xBF]*"

static inline bool is_continuation(const char *s) { return ((unsigned char)*s & 0xC0) == 0x80; }

// A position in a string: negative counts from the end, 0 when that is before the start.
static lua_Integer position_from(lua_Integer position, size_t length) {
    if (position >= 0) return position;
    if (0u - (size_t)position > length) return 0;
    return (lua_Integer)length + position + 1;
}

// Reads one sequence; where the next begins, or NULL when it is not valid. Strict: no surrogates,
// nothing above CODE_POINT_MAX. Stops at the NUL that ends every Lua string.
static const char *decode(const char *s, uint32_t *code, bool strict) {
    // Least code of each length, against overlong forms. The first entry refuses a lone
    // continuation byte.
    static const uint32_t least[] = {~0u, 0x80, 0x800, 0x10000, 0x200000, 0x4000000};
    unsigned c = (unsigned char)s[0];
    uint32_t result = 0;
    if (c < 0x80) {
        result = c;
    } else {
        int count = 0;
        for (; c & 0x40; c <<= 1) {
            unsigned next = (unsigned char)s[++count];
            if ((next & 0xC0) != 0x80) return NULL;
            result = (result << 6) | (next & 0x3F);
        }
        if (count > 5) return NULL;
        result |= (uint32_t)(c & 0x7F) << (count * 5);
        if (result > CODE_MAX || result < least[count]) return NULL;
        s += count;
    }
    if (strict && (result > CODE_POINT_MAX || (0xD800 <= result && result <= 0xDFFF))) return NULL;
    if (code != NULL) *code = result;
    return s + 1;
}

static int utf8_len(lua_State *L) {
    size_t length;
    const char *s = luaL_checklstring(L, 1, &length);
    lua_Integer first = position_from(sg_optional_integer(L, 2, 1), length);
    lua_Integer last = position_from(sg_optional_integer(L, 3, -1), length);
    bool strict = !lua_toboolean(L, 4);
    luaL_argcheck(
        L, 1 <= first && --first <= (lua_Integer)length, 2, "initial position out of bounds");
    luaL_argcheck(L, --last < (lua_Integer)length, 3, "final position out of bounds");
    sg_charge(L, SG_PRICE_CALL + (first <= last ? (last - first) / 8 : 0));
    lua_Integer count = 0;
    while (first <= last) {
        const char *next = decode(s + first, NULL, strict);
        if (next == NULL) {
            luaL_pushfail(L);
            lua_pushinteger(L, first + 1);
            return 2;
        }
        first = next - s;
        count++;
    }
    lua_pushinteger(L, count);
    return 1;
}

static int utf8_codepoint(lua_State *L) {
    size_t length;
    const char *s = luaL_checklstring(L, 1, &length);
    lua_Integer first = position_from(sg_optional_integer(L, 2, 1), length);
    lua_Integer last = position_from(sg_optional_integer(L, 3, first), length);
    bool strict = !lua_toboolean(L, 4);
    luaL_argcheck(L, first >= 1, 2, "out of bounds");
    luaL_argcheck(L, last <= (lua_Integer)length, 3, "out of bounds");
    if (first > last) {
        sg_charge(L, SG_PRICE_CALL);
        return 0;
    }
    lua_Integer bytes = last - first + 1;  // no fewer than the values
    int most = bytes < SG_VALUES_MAX ? (int)bytes : SG_VALUES_MAX;
    sg_charge(L, SG_PRICE_CALL + most / 4);
    luaL_checkstack(L, most, "string slice too long");
    const char *end = s + last;
    int count = 0;
    for (s += first - 1; s < end;) {
        uint32_t code;
        if (count == most) return luaL_error(L, "string slice too long");
        s = decode(s, &code, strict);
        if (s == NULL) return luaL_error(L, "invalid UTF-8 code");
        lua_pushinteger(L, code);
        count++;
    }
    return count;
}

// Writes a code of up to 31 bits; the number of bytes.
static size_t encode(char *out, uint32_t code) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t count = code < 0x800 ? 2 : code < 0x10000 ? 3 : code < 0x200000 ? 4
        : code < 0x4000000 ? 5 : 6;
    for (size_t i = count - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)((0xFFu << (8 - count)) | code);
    return count;
}

static int utf8_char(lua_State *L) {
    int count = lua_gettop(L);
    sg_charge(L, SG_PRICE_CALL + count);
    luaL_checkstack(L, 1, NULL);
    sg_text text;
    sg_text_begin(&text, L);
    for (int i = 1; i <= count; i++) {
        lua_Unsigned code = (lua_Unsigned)sg_check_integer(L, i);
        luaL_argcheck(L, code <= CODE_MAX, i, "value out of range");
        char out[SEQUENCE_BYTES_MAX];
        sg_text_add(&text, out, encode(out, (uint32_t)code));
    }
    sg_text_push(&text);
    return 1;
}

// Moves `position` by n characters, which may be negative; what is left of n when the string ends.
static lua_Integer step(
    const char *s, lua_Integer length, lua_Integer *position, lua_Integer n) {
    lua_Integer at = *position;
    while (n < 0 && at > 0) {
        do at--; while (at > 0 && is_continuation(s + at));
        n++;
    }
    while (n > 0 && at < length) {
        do at++; while (is_continuation(s + at));  // the NUL at the end is none
        n--;
    }
    *position = at;
    return n;
}

static int utf8_offset(lua_State *L) {
    size_t length;
    const char *s = luaL_checklstring(L, 1, &length);
    lua_Integer n = sg_check_integer(L, 2);
    lua_Integer start = n >= 0 ? 1 : (lua_Integer)length + 1;
    start = position_from(sg_optional_integer(L, 3, start), length);
    luaL_argcheck(
        L, 1 <= start && --start <= (lua_Integer)length, 3, "position out of bounds");
    lua_Integer position = start;
    lua_Integer left = 0;
    if (n == 0) {
        while (position > 0 && is_continuation(s + position)) position--;
    } else {
        if (is_continuation(s + position)) {
            sg_charge(L, SG_PRICE_CALL);
            return luaL_error(L, "initial position is a continuation byte");
        }
        left = step(s, (lua_Integer)length, &position, n > 0 ? n - 1 : n);
    }
    lua_Integer moved = position > start ? position - start : start - position;
    sg_charge(L, SG_PRICE_CALL + moved / 8);
    if (left == 0) {
        lua_pushinteger(L, position + 1);
    } else {
        luaL_pushfail(L);
    }
    return 1;
}

static int next_code(lua_State *L, bool strict) {
    size_t length;
    const char *s = luaL_checklstring(L, 1, &length);
    if (lua_type(L, 2) == LUA_TSTRING) sg_charge_conversion(L, 2);
    lua_Unsigned from = (lua_Unsigned)lua_tointeger(L, 2);
    lua_Unsigned n = from;
    if (n < length) {
        while (is_continuation(s + n)) n++;
    }
    sg_charge(L, SG_PRICE_CALL + (lua_Integer)((n - from) / 8));
    if (n >= length) return 0;  // the end, or a negative position
    uint32_t code;
    if (decode(s + n, &code, strict) == NULL) return luaL_error(L, "invalid UTF-8 code");
    lua_pushinteger(L, (lua_Integer)n + 1);
    lua_pushinteger(L, code);
    return 2;
}

static int next_strict(lua_State *L) { return next_code(L, true); }

static int next_lax(lua_State *L) { return next_code(L, false); }

static int utf8_codes(lua_State *L) {
    bool strict = !lua_toboolean(L, 2);
    luaL_checkstring(L, 1);
    sg_charge(L, SG_PRICE_CALL);
    lua_pushcfunction(L, strict ? next_strict : next_lax);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

const sg_function sg_utf8_functions[] = {
    {"char", utf8_char, "...: integer [0..2147483647]", "string", "2 + values", SG_SAME_RESULT,
     "The code points as UTF-8.", "pays by length"},
    {"charpattern", NULL, NULL, "string", "0", SG_SAME_RESULT,
     "The pattern that matches one character of UTF-8.", "a constant"},
    {"codepoint", utf8_codepoint, "s: string, i?: integer, j?: integer, lax?: any", "integer, ...",
     "2 + bytes / 4", SG_SAME_RESULT, "The code points of s[i..j].", "at most 10,000 values"},
    {"codes", utf8_codes, "s: string, lax?: any", "function, string, integer",
     "2; each step 2 + bytes passed over / 8", SG_SAME_RESULT,
     "Visits the code points of a string.", "every step pays"},
    {"len", utf8_len, "s: string, i?: integer, j?: integer, lax?: any", "integer?, integer?",
     "2 + bytes / 8", SG_SAME_RESULT,
     "The number of characters, or nil and the place of the first broken one.", "pays by length"},
    {"offset", utf8_offset, "s: string, n: integer, i?: integer", "integer?",
     "2 + bytes passed over / 8", SG_SAME_RESULT,
     "Where the character number n begins, counted from i.", "pays by length"},
    SG_FUNCTIONS_END,
};

void sg_open_utf8(lua_State *L) {
    lua_createtable(L, 0, 6);
    sg_register(L, sg_utf8_functions);
    lua_pushlstring(L, CHARACTER_PATTERN, sizeof(CHARACTER_PATTERN) - 1);
    lua_setfield(L, -2, "charpattern");
    sg_name_functions(L, "utf8");
}
