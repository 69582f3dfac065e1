// string.format.
//
// Derived from lstrlib.c of Lua 5.4.4. Changed: items are charged; a result that would be too long
// is refused; %p is refused, since an address differs in each run; a NaN is written without its
// sign, which is up to the processor; plain %d and %s of a string take a short way.
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
#include <float.h>
#include <math.h>
#include <stdio.h>

#include "library.h"

#define ESCAPE '%'
#define SPECIFICATION_BYTES 32                // '%', flags, width, precision, "ll", letter, NUL
#define ITEM_BYTES 120                        // any formatted number but those of %f
#define FIXED_ITEM_BYTES (110 + DBL_MAX_10_EXP)  // "%.99f" of the largest number
#define PRICE_INTEGER 4

// Flags that are valid for groups of conversions.
#define FLAGS_FLOAT "-+#0 "  // a A e E f g G
#define FLAGS_HEX "-#0"      // o x X
#define FLAGS_INTEGER "-+0 " // d i
#define FLAGS_UNSIGNED "-0"  // u
#define FLAGS_TEXT "-"       // c s

// Writes an integer in decimal; the number of bytes.
static int write_decimal(char *out, lua_Integer value) {
    char reversed[24];
    int count = 0;
    lua_Unsigned rest = value < 0 ? 0 - (lua_Unsigned)value : (lua_Unsigned)value;
    do {
        reversed[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    int written = 0;
    if (value < 0) out[written++] = '-';
    while (count > 0) out[written++] = reversed[--count];
    return written;
}

static inline bool is_control(unsigned char c) { return c < ' ' || c == 127; }

// How many bytes a byte takes in a quoted string, when `next` follows it.
static inline int quoted_size(unsigned char c, unsigned char next) {
    if (c == '"' || c == '\\' || c == '\n') return 2;
    if (!is_control(c)) return 1;
    if (isdigit(next)) return 4;  // "\ddd"
    return c < 10 ? 2 : c < 100 ? 3 : 4;
}

static void add_quoted(lua_State *L, sg_text *b, const char *s, size_t length) {
    sg_charge(L, (lua_Integer)(length / 2));
    size_t total = 2;
    for (size_t i = 0; i < length; i++) {
        total += (size_t)quoted_size((unsigned char)s[i], (unsigned char)s[i + 1]);
    }
    char *out = sg_text_reserve(b, total);
    sg_text_wrote(b, total);
    *out++ = '"';
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\' || c == '\n') {
            *out++ = '\\';
            *out++ = (char)c;
        } else if (is_control(c)) {
            int digits = quoted_size(c, (unsigned char)s[i + 1]) - 1;
            *out++ = '\\';
            if (digits == 3) *out++ = (char)('0' + c / 100);
            if (digits >= 2) *out++ = (char)('0' + c / 10 % 10);
            *out++ = (char)('0' + c % 10);
        } else {
            *out++ = (char)c;
        }
    }
    *out = '"';
}

// %q of a number: text that Lua reads back as the same number.
static void add_quoted_number(lua_State *L, sg_text *b, int arg) {
    sg_charge(L, SG_PRICE_NUMBER_TEXT);
    char out[ITEM_BYTES];
    int written;
    if (lua_isinteger(L, arg)) {
        lua_Integer n = lua_tointeger(L, arg);
        const char *form = n == LUA_MININTEGER ? "0x%llx" : "%lld";  // its decimal reads as a float
        written = snprintf(out, sizeof out, form, (long long)n);
    } else {
        lua_Number n = lua_tonumber(L, arg);
        if (isnan(n)) {
            written = snprintf(out, ITEM_BYTES, "(0/0)");
        } else if (isinf(n)) {
            written = snprintf(out, ITEM_BYTES, n > 0 ? "1e9999" : "-1e9999");
        } else {
            written = snprintf(out, ITEM_BYTES, "%a", n);
        }
    }
    sg_text_add(b, out, (size_t)written);
}

static void add_literal(lua_State *L, sg_text *b, int arg) {
    switch (lua_type(L, arg)) {
    case LUA_TSTRING: {
        size_t length;
        const char *s = lua_tolstring(L, arg, &length);
        add_quoted(L, b, s, length);
        break;
    }
    case LUA_TNUMBER:
        add_quoted_number(L, b, arg);
        break;
    case LUA_TNIL:
        sg_text_add(b, "nil", 3);
        break;
    case LUA_TBOOLEAN: {
        const char *word = lua_toboolean(L, arg) ? "true" : "false";
        sg_text_add(b, word, strlen(word));
        break;
    }
    default:
        luaL_argerror(L, arg, "value has no literal form");
    }
}

static const char *skip_two_digits(const char *s) {
    if (isdigit((unsigned char)*s)) s++;
    if (isdigit((unsigned char)*s) && isdigit((unsigned char)s[-1])) s++;
    return s;
}

// Refuses a specification with other flags than these, or a precision where none is accepted.
static void check_specification(lua_State *L, const char *form, const char *flags, bool precision) {
    const char *p = form + 1;
    p += strspn(p, flags);
    if (*p != '0') {  // a width cannot start with '0'
        p = skip_two_digits(p);
        if (*p == '.' && precision) p = skip_two_digits(p + 1);
    }
    if (!isalpha((unsigned char)*p)) {
        luaL_error(L, "invalid conversion specification: '%s'", form);
    }
}

// Copies the specification that starts at `text`, after its '%'. The address of its last byte.
static const char *read_specification(lua_State *L, const char *text, char *form) {
    size_t length = strspn(text, FLAGS_FLOAT "123456789.") + 1;  // and the letter
    if (length >= SPECIFICATION_BYTES - 10) luaL_error(L, "invalid format (too long)");
    *form++ = '%';
    memcpy(form, text, length);
    form[length] = '\0';
    return text + length - 1;
}

// Puts the length modifier of lua_Integer before the letter.
static void add_integer_modifier(char *form) {
    size_t length = strlen(form);
    char letter = form[length - 1];
    memcpy(form + length - 1, "ll", 2);
    form[length + 1] = letter;
    form[length + 2] = '\0';
}

static void add_integer(
    lua_State *L, sg_text *b, int arg, char *form, const char *flags) {
    lua_Integer n = sg_check_integer(L, arg);
    bool is_plain = form[1] == 'd' && form[2] == '\0';
    if (!is_plain) check_specification(L, form, flags, true);
    sg_charge(L, is_plain ? PRICE_INTEGER : SG_PRICE_NUMBER_TEXT);
    char out[ITEM_BYTES];
    int written;
    if (is_plain) {
        written = write_decimal(out, n);
    } else {
        add_integer_modifier(form);
        written = snprintf(out, sizeof out, form, (long long)n);
    }
    sg_text_add(b, out, (size_t)written);
}

static void add_float(lua_State *L, sg_text *b, int arg, const char *form) {
    bool is_hex = form[strlen(form) - 1] == 'a' || form[strlen(form) - 1] == 'A';
    if (is_hex) check_specification(L, form, FLAGS_FLOAT, true);  // the order of stock Lua's errors
    lua_Number n = sg_check_number(L, arg);
    if (!is_hex) check_specification(L, form, FLAGS_FLOAT, true);
    sg_charge(L, SG_PRICE_NUMBER_TEXT);
    if (isnan(n)) n = fabs(n);  // "nan" on every processor
    char out[FIXED_ITEM_BYTES];
    int written = snprintf(out, sizeof out, form, n);
    sg_text_add(b, out, (size_t)written);
    if (written > 20) sg_charge(L, 2 * (lua_Integer)(written - 20));  // 400 digits take 8 us
}

static void add_string(lua_State *L, sg_text *b, int arg, const char *form) {
    size_t length;
    bool is_plain = form[2] == '\0';
    if (is_plain && lua_type(L, arg) == LUA_TSTRING) {  // the common case needs no copy
        const char *s = lua_tolstring(L, arg, &length);
        sg_charge(L, 1 + (lua_Integer)(length / SG_BYTES_COPIED));
        sg_text_add(b, s, length);
        return;
    }
    sg_charge(L, SG_PRICE_NUMBER_TEXT);
    const char *s = sg_tolstring(L, arg, &length);
    sg_charge(L, (lua_Integer)(length / SG_BYTES_COPIED));
    if (is_plain) {
        sg_text_add_top(b);
        return;
    }
    luaL_argcheck(L, length == strlen(s), arg, "string contains zeros");
    check_specification(L, form, FLAGS_TEXT, true);
    if (strchr(form, '.') == NULL && length >= 100) {
        sg_text_add_top(b);  // too long to be padded: keep all of it
        return;
    }
    char out[ITEM_BYTES];
    sg_text_add(b, out, (size_t)snprintf(out, sizeof out, form, s));
    lua_pop(L, 1);
}

// One conversion. `text` lies after the '%'; where the format goes on.
static const char *add_item(lua_State *L, sg_text *b, int arg, const char *text) {
    char form[SPECIFICATION_BYTES];
    text = read_specification(L, text, form);
    switch (*text) {
    case 'c': {
        check_specification(L, form, FLAGS_TEXT, false);
        int c = (int)sg_check_integer(L, arg);
        sg_charge(L, SG_PRICE_NUMBER_TEXT);
        char out[ITEM_BYTES];
        sg_text_add(b, out, (size_t)snprintf(out, sizeof out, form, c));
        break;
    }
    case 'd': case 'i':
        add_integer(L, b, arg, form, FLAGS_INTEGER);
        break;
    case 'u':
        add_integer(L, b, arg, form, FLAGS_UNSIGNED);
        break;
    case 'o': case 'x': case 'X':
        add_integer(L, b, arg, form, FLAGS_HEX);
        break;
    case 'a': case 'A': case 'e': case 'E': case 'f': case 'g': case 'G':
        add_float(L, b, arg, form);
        break;
    case 'q':
        if (form[2] != '\0') luaL_error(L, "specifier '%%q' cannot have modifiers");
        add_literal(L, b, arg);
        break;
    case 's':
        add_string(L, b, arg, form);
        break;
    case 'p':
        luaL_error(L, "conversion '%%p' is refused: an address differs in each run");
        break;
    default:
        luaL_error(L, "invalid conversion '%s' to 'format'", form);
    }
    return text + 1;
}

int sg_string_format(lua_State *L) {
    int top = lua_gettop(L);
    int arg = 1;
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *end = text + length;
    sg_text b;
    sg_charge(L, SG_PRICE_CALL + (lua_Integer)(length / SG_BYTES_HANDLED));
    sg_text_begin(&b, L);
    while (text < end) {
        if (*text != ESCAPE) {
            const char *start = text;
            do text++; while (text < end && *text != ESCAPE);
            sg_text_add(&b, start, (size_t)(text - start));
        } else if (*++text == ESCAPE) {
            sg_text_add(&b, text++, 1);
        } else {
            if (++arg > top) return luaL_argerror(L, arg, "no value");
            text = add_item(L, &b, arg, text);
        }
    }
    sg_charge(L, (lua_Integer)(b.count / SG_BYTES_COPIED));
    sg_text_push(&b);
    return 1;
}
