// string.pack, packsize and unpack.
//
// Derived from lstrlib.c of Lua 5.4.4. Changed: format and strings are charged; a result that would
// be too long is refused before it is padded; unpack gives at most SG_VALUES_MAX values; a NaN is
// packed without sign and payload, which are up to the processor.
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
#include <limits.h>
#include <math.h>

#include "library.h"

#define PADDING 0x00
#define INTEGER_BYTES_MAX 16
#define INTEGER_BYTES ((int)sizeof(lua_Integer))
#define SIZE_MAX_PACKED ((size_t)INT_MAX)

static const union {
    int number;
    char little;  // 1 when this machine is little endian
} native = {1};

typedef struct {
    lua_State *L;
    const char *format;  // what is still to be read
    bool little;
    int alignment_max;
} pack_reader;

typedef enum {
    PACK_INTEGER,
    PACK_UNSIGNED,
    PACK_FLOAT,
    PACK_DOUBLE,
    PACK_FIXED,       // 'cN': a string of fixed length
    PACK_STRING,      // 'sN': its length before it
    PACK_ZERO,        // 'z': a zero after it
    PACK_PADDING,     // 'x'
    PACK_ALIGNMENT,   // 'X'
    PACK_NOTHING,     // configuration or a space
} pack_kind;

// One option of a format.
typedef struct {
    pack_kind kind;
    int size;       // in bytes; of the count for PACK_STRING
    int alignment;  // bytes of padding before it
} pack_option;

static bool is_digit(char c) { return '0' <= c && c <= '9'; }

// Reads a numeral of the format, or takes the default.
static int read_number(pack_reader *r, int otherwise) {
    if (!is_digit(*r->format)) return otherwise;
    int number = 0;
    do {
        number = number * 10 + (*r->format++ - '0');
    } while (is_digit(*r->format) && number <= (INT_MAX - 9) / 10);
    return number;
}

static int read_size(pack_reader *r, int otherwise) {
    int size = read_number(r, otherwise);
    if (size > INTEGER_BYTES_MAX || size <= 0) {
        return luaL_error(
            r->L, "integral size (%d) out of limits [1,%d]", size, INTEGER_BYTES_MAX);
    }
    return size;
}

static pack_reader begin_format(lua_State *L) {
    size_t length;
    const char *format = luaL_checklstring(L, 1, &length);
    sg_charge(L, SG_PRICE_CALL + 2 * (lua_Integer)length);
    return (pack_reader){L, format, native.little, 1};
}

// Reads the next option and its size.
static pack_kind read_kind(pack_reader *r, int *size) {
    struct aligned {
        char c;
        union {
            LUAI_MAXALIGN;
        } u;
    };
    int letter = *r->format++;
    *size = 0;
    switch (letter) {
    case 'b': *size = sizeof(char); return PACK_INTEGER;
    case 'B': *size = sizeof(char); return PACK_UNSIGNED;
    case 'h': *size = sizeof(short); return PACK_INTEGER;
    case 'H': *size = sizeof(short); return PACK_UNSIGNED;
    case 'l': *size = sizeof(long); return PACK_INTEGER;
    case 'L': *size = sizeof(long); return PACK_UNSIGNED;
    case 'j': *size = sizeof(lua_Integer); return PACK_INTEGER;
    case 'J': *size = sizeof(lua_Integer); return PACK_UNSIGNED;
    case 'T': *size = sizeof(size_t); return PACK_UNSIGNED;
    case 'f': *size = sizeof(float); return PACK_FLOAT;
    case 'n': *size = sizeof(lua_Number); return PACK_DOUBLE;
    case 'd': *size = sizeof(double); return PACK_DOUBLE;
    case 'i': *size = read_size(r, sizeof(int)); return PACK_INTEGER;
    case 'I': *size = read_size(r, sizeof(int)); return PACK_UNSIGNED;
    case 's': *size = read_size(r, sizeof(size_t)); return PACK_STRING;
    case 'c':
        *size = read_number(r, -1);
        if (*size == -1) luaL_error(r->L, "missing size for format option 'c'");
        return PACK_FIXED;
    case 'z': return PACK_ZERO;
    case 'x': *size = 1; return PACK_PADDING;
    case 'X': return PACK_ALIGNMENT;
    case ' ': break;
    case '<': r->little = true; break;
    case '>': r->little = false; break;
    case '=': r->little = native.little; break;
    case '!': r->alignment_max = read_size(r, offsetof(struct aligned, u)); break;
    default: luaL_error(r->L, "invalid format option '%c'", letter);
    }
    return PACK_NOTHING;
}

// Reads the next option; `total` is how many bytes come before it.
static pack_option read_option(pack_reader *r, size_t total) {
    pack_option option;
    option.kind = read_kind(r, &option.size);
    int align = option.size;
    if (option.kind == PACK_ALIGNMENT) {  // aligned as the option after it would be
        if (*r->format == '\0' || read_kind(r, &align) == PACK_FIXED || align == 0) {
            luaL_argerror(r->L, 1, "invalid next option for option 'X'");
        }
    }
    option.alignment = 0;
    if (align > 1 && option.kind != PACK_FIXED) {
        if (align > r->alignment_max) align = r->alignment_max;
        if ((align & (align - 1)) != 0) {
            luaL_argerror(r->L, 1, "format asks for alignment not power of 2");
        }
        option.alignment = (align - (int)(total & (size_t)(align - 1))) & (align - 1);
    }
    return option;
}

// Adds an integer of `size` bytes; those above a lua_Integer repeat its sign.
static void add_integer(sg_text *text, lua_Unsigned n, bool little, int size, bool negative) {
    char *out = sg_text_reserve(text, (size_t)size);
    for (int i = 0; i < size; i++) {
        char byte = i < INTEGER_BYTES ? (char)(n & 0xff) : (char)(negative ? 0xff : 0);
        out[little ? i : size - 1 - i] = byte;
        n >>= 8;
    }
    sg_text_wrote(text, (size_t)size);
}

static void copy_ordered(char *to, const char *from, int size, bool little) {
    if (little == native.little) {
        memcpy(to, from, (size_t)size);
    } else {
        for (int i = 0; i < size; i++) to[i] = from[size - 1 - i];
    }
}

static void add_float(sg_text *text, lua_Number n, pack_option option, bool little) {
    if (isnan(n)) n = fabs((lua_Number)NAN);
    char *out = sg_text_reserve(text, (size_t)option.size);
    if (option.kind == PACK_FLOAT) {
        float single = (float)n;
        copy_ordered(out, (char *)&single, option.size, little);
    } else {
        copy_ordered(out, (char *)&n, option.size, little);
    }
    sg_text_wrote(text, (size_t)option.size);
}

static void add_zeros(sg_text *text, size_t count) {
    memset(sg_text_reserve(text, count), PADDING, count);
    sg_text_wrote(text, count);
}

static void add_packed_integer(pack_reader *r, sg_text *text, int arg, pack_option option) {
    lua_State *L = r->L;
    lua_Integer n = sg_check_integer(L, arg);
    if (option.size < INTEGER_BYTES) {
        if (option.kind == PACK_INTEGER) {
            lua_Integer limit = (lua_Integer)1 << (option.size * 8 - 1);
            luaL_argcheck(L, -limit <= n && n < limit, arg, "integer overflow");
        } else {
            lua_Unsigned limit = (lua_Unsigned)1 << (option.size * 8);
            luaL_argcheck(L, (lua_Unsigned)n < limit, arg, "unsigned overflow");
        }
    }
    bool negative = option.kind == PACK_INTEGER && n < 0;
    add_integer(text, (lua_Unsigned)n, r->little, option.size, negative);
}

static void add_packed_string(pack_reader *r, sg_text *text, int arg, pack_option option) {
    lua_State *L = r->L;
    size_t length;
    const char *s = luaL_checklstring(L, arg, &length);
    size_t size = (size_t)option.size;
    if (option.kind == PACK_FIXED) {
        luaL_argcheck(L, length <= size, arg, "string longer than given size");
        sg_check_length(L, text->count + size);
        sg_charge(L, (lua_Integer)(size / SG_BYTES_COPIED));
        sg_text_add(text, s, length);
        add_zeros(text, size - length);
    } else if (option.kind == PACK_STRING) {
        luaL_argcheck(
            L, size >= sizeof(size_t) || length < ((size_t)1 << (size * 8)), arg,
            "string length does not fit in given size");
        sg_charge(L, (lua_Integer)(length / SG_BYTES_COPIED));
        add_integer(text, (lua_Unsigned)length, r->little, option.size, false);
        sg_text_add(text, s, length);
    } else {
        sg_charge(L, (lua_Integer)(length / SG_BYTES_COPIED));
        luaL_argcheck(L, strlen(s) == length, arg, "string contains zeros");
        sg_text_add(text, s, length + 1);
    }
}

int sg_string_pack(lua_State *L) {
    pack_reader r = begin_format(L);
    sg_text text;
    int arg = 1;
    lua_pushnil(L);  // so that an argument too few is not taken for the scratch space
    sg_text_begin(&text, L);
    while (*r.format != '\0') {
        pack_option option = read_option(&r, text.count);
        add_zeros(&text, (size_t)option.alignment);
        switch (option.kind) {
        case PACK_INTEGER:
        case PACK_UNSIGNED:
            add_packed_integer(&r, &text, ++arg, option);
            break;
        case PACK_FLOAT:
        case PACK_DOUBLE:
            arg++;
            add_float(&text, sg_check_number(L, arg), option, r.little);
            break;
        case PACK_FIXED:
        case PACK_STRING:
        case PACK_ZERO:
            add_packed_string(&r, &text, ++arg, option);
            break;
        case PACK_PADDING:
            add_zeros(&text, 1);
            break;
        case PACK_ALIGNMENT:
        case PACK_NOTHING:
            break;
        }
    }
    sg_charge(L, (lua_Integer)(text.count / SG_BYTES_COPIED));
    sg_text_push(&text);
    return 1;
}

int sg_string_packsize(lua_State *L) {
    pack_reader r = begin_format(L);
    size_t total = 0;
    while (*r.format != '\0') {
        pack_option option = read_option(&r, total);
        luaL_argcheck(
            L, option.kind != PACK_STRING && option.kind != PACK_ZERO, 1,
            "variable-length format");
        size_t size = (size_t)option.size + (size_t)option.alignment;
        luaL_argcheck(L, size <= SIZE_MAX_PACKED && total <= SIZE_MAX_PACKED - size, 1,
            "format result too large");
        total += size;
    }
    lua_pushinteger(L, (lua_Integer)total);
    return 1;
}

static lua_Integer read_integer(
    lua_State *L, const char *s, bool little, int size, bool is_signed) {
    lua_Unsigned result = 0;
    int limit = size <= INTEGER_BYTES ? size : INTEGER_BYTES;
    for (int i = limit - 1; i >= 0; i--) {
        result = (result << 8) | (unsigned char)s[little ? i : size - 1 - i];
    }
    if (size < INTEGER_BYTES) {
        if (is_signed) {
            lua_Unsigned mask = (lua_Unsigned)1 << (size * 8 - 1);
            result = (result ^ mask) - mask;  // extends the sign
        }
    } else {
        int rest = !is_signed || (lua_Integer)result >= 0 ? 0 : 0xff;
        for (int i = limit; i < size; i++) {
            if ((unsigned char)s[little ? i : size - 1 - i] != rest) {
                luaL_error(L, "%d-byte integer does not fit into Lua Integer", size);
            }
        }
    }
    return (lua_Integer)result;
}

static lua_Number read_float(const char *s, pack_option option, bool little) {
    if (option.kind == PACK_FLOAT) {
        float single;
        copy_ordered((char *)&single, s, sizeof single, little);
        return (lua_Number)single;
    }
    lua_Number number;
    copy_ordered((char *)&number, s, sizeof number, little);
    return number;
}

// Pushes a string of the data and charges for it.
static void push_bytes(lua_State *L, const char *s, size_t length) {
    sg_charge(L, (lua_Integer)(length / SG_BYTES_COPIED));
    lua_pushlstring(L, s, length);
}

// Reads one option at `position`, past its alignment, and pushes its value. The bytes it took
// beyond its size.
static size_t push_unpacked(
    pack_reader *r, pack_option option, const char *data, size_t length, size_t position) {
    lua_State *L = r->L;
    const char *s = data + position;
    switch (option.kind) {
    case PACK_INTEGER:
    case PACK_UNSIGNED: {
        bool is_signed = option.kind == PACK_INTEGER;
        lua_pushinteger(L, read_integer(L, s, r->little, option.size, is_signed));
        return 0;
    }
    case PACK_FLOAT:
    case PACK_DOUBLE:
        lua_pushnumber(L, read_float(s, option, r->little));
        return 0;
    case PACK_FIXED:
        push_bytes(L, s, (size_t)option.size);
        return 0;
    case PACK_STRING: {
        size_t size = (size_t)option.size;
        size_t count = (size_t)read_integer(L, s, r->little, option.size, false);
        luaL_argcheck(L, count <= length - position - size, 2, "data string too short");
        push_bytes(L, s + size, count);
        return count;
    }
    default: {  // PACK_ZERO
        size_t count = strlen(s);
        luaL_argcheck(L, position + count < length, 2, "unfinished string for format 'z'");
        push_bytes(L, s, count);
        return count + 1;
    }
    }
}

int sg_string_unpack(lua_State *L) {
    pack_reader r = begin_format(L);
    size_t length;
    const char *data = luaL_checklstring(L, 2, &length);
    size_t position = sg_first_position(sg_optional_integer(L, 3, 1), length) - 1;
    int count = 0;
    luaL_argcheck(L, position <= length, 3, "initial position out of string");
    while (*r.format != '\0') {
        pack_option option = read_option(&r, position);
        size_t needed = (size_t)option.alignment + (size_t)option.size;
        luaL_argcheck(L, needed <= length - position, 2, "data string too short");
        position += (size_t)option.alignment;
        if (option.kind < PACK_PADDING) {
            if (count == SG_VALUES_MAX) return luaL_error(L, "too many results");
            // Room for the value and for luaL_argerror, which takes 6 slots and checks for none; a
            // finalizer that runs there takes 2 more, past the end of the stack.
            luaL_checkstack(L, LUA_MINSTACK, "too many results");
            count++;
            position += push_unpacked(&r, option, data, length, position);
        }
        position += (size_t)option.size;
    }
    lua_pushinteger(L, (lua_Integer)position + 1);
    return count + 1;
}
