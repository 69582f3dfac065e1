// What the metered library files share: prices, size limits, argument readers.
//
// The string, table and utf8 libraries behave as those of Lua 5.4.4 wherever those are
// deterministic and finish. They differ in this:
//   - every function charges for its work (meter.h), so that none runs long for little fuel;
//   - a string longer than SG_STRING_BYTES_MAX is refused before it is made;
//   - no call pushes more than SG_VALUES_MAX values;
//   - no result depends on an address, a clock, or the sign of a NaN.
// sg_charge may raise at any call. So nothing here holds C memory across it: all scratch space is
// on the C stack or in a userdata that Lua collects (and whose size the allocator charges).
#ifndef STRATAGEM_LIBRARY_H
#define STRATAGEM_LIBRARY_H

#include <string.h>

#include "meter.h"
#include "registry.h"

// Each leaves its library table on the stack. sg_open_string also sets the metatable of strings.
void sg_open_string(lua_State *L);
void sg_open_math(lua_State *L);
void sg_open_table(lua_State *L);
void sg_open_utf8(lua_State *L);

// Parts of the string library that lie in files of their own.
int sg_string_find(lua_State *L);
int sg_string_match(lua_State *L);
int sg_string_gmatch(lua_State *L);
int sg_string_gsub(lua_State *L);
int sg_string_format(lua_State *L);
int sg_string_pack(lua_State *L);
int sg_string_packsize(lua_State *L);
int sg_string_unpack(lua_State *L);

// Sorts the list in slot 1, of count >= 2 items, by the function in slot 2, or by `<` without one.
void sg_sort(lua_State *L, uint32_t count);

// Pushes the text of a value and returns it. Honours __tostring and __name; holds no address.
const char *sg_tolstring(lua_State *L, int index, size_t *length);

// Prices. A unit is 5 to 10 ns; each divisor is how many bytes are handled in about that time.
#define SG_PRICE_CALL 2         // every call of a library function
#define SG_BYTES_COPIED 64      // copied, compared or searched by the C library's own loops
#define SG_BYTES_HANDLED 16     // looked at one by one: case, order, code points
#define SG_BYTES_CONVERTED 4    // a string read as a number
#define SG_PRICE_NUMBER_TEXT 20 // one float written as text

// Work counted in eighths of a unit, so that single bytes have a price, and charged in batches.
typedef struct {
    lua_State *L;
    lua_Integer eighths;
} sg_work;

// Charges the whole units counted so far. Out of line: it is the rare path of sg_spend.
void sg_work_charge(sg_work *work);

// Counts work. Every 64 units are charged at once.
static inline void sg_spend(sg_work *work, lua_Integer eighths) {
    work->eighths += eighths;
    if (work->eighths >= 64 * 8) sg_work_charge(work);
}

// Charges what is left, rounded up: after this the price of the call is exact.
static inline void sg_settle(sg_work *work) {
    if (work->eighths > 0) {
        work->eighths += 7;
        sg_work_charge(work);
        work->eighths = 0;
    }
}

// Raises the error for a string that would be too long. Never returns; int for use in `return`.
int sg_string_too_long(lua_State *L, size_t bytes);

// Refuses a string of this length before it is made.
static inline void sg_check_length(lua_State *L, size_t bytes) {
    if (bytes > SG_STRING_BYTES_MAX) sg_string_too_long(L, bytes);
}

// A string being made: in place while it is short, then in a userdata. Not a luaL_Buffer, because
// that asks the allocator directly, with no garbage collection before it fails, and doubles past
// the largest block that a plugin may have. Other values may lie above its slot at any time.
#define SG_TEXT_SHORT 1000

typedef struct {
    lua_State *L;
    char *bytes;   // in_place, or the userdata
    size_t count;  // bytes so far
    size_t room;   // never more than SG_STRING_BYTES_MAX
    int slot;      // stack slot of the userdata
    char in_place[SG_TEXT_SHORT];
} sg_text;

static inline void sg_text_begin(sg_text *text, lua_State *L) {
    text->L = L;
    text->bytes = text->in_place;
    text->count = 0;
    text->room = SG_TEXT_SHORT;
    lua_pushnil(L);
    text->slot = lua_gettop(L);
}

// Makes room for more bytes, or refuses when the string would become too long.
void sg_text_grow(sg_text *text, size_t more);

// Where the next `more` bytes are to be written; sg_text_wrote says how many were.
static inline char *sg_text_reserve(sg_text *text, size_t more) {
    if (text->room - text->count < more) sg_text_grow(text, more);
    return text->bytes + text->count;
}

static inline void sg_text_wrote(sg_text *text, size_t count) { text->count += count; }

static inline void sg_text_add(sg_text *text, const char *bytes, size_t count) {
    memcpy(sg_text_reserve(text, count), bytes, count);
    text->count += count;
}

// Adds the string or number on top of the stack and pops it.
static inline void sg_text_add_top(sg_text *text) {
    size_t count;
    const char *bytes = lua_tolstring(text->L, -1, &count);
    sg_text_add(text, bytes, count);
    lua_pop(text->L, 1);
}

// Pushes the string.
static inline void sg_text_push(sg_text *text) {
    lua_pushlstring(text->L, text->bytes, text->count);
}

// Argument readers of lauxlib.h that first charge for a string which has to be read as a number:
// reading a numeral of 1 MiB takes milliseconds.
void sg_charge_conversion(lua_State *L, int argument);

static inline lua_Integer sg_check_integer(lua_State *L, int argument) {
    if (lua_isinteger(L, argument)) return lua_tointeger(L, argument);
    sg_charge_conversion(L, argument);
    return luaL_checkinteger(L, argument);
}

static inline lua_Integer sg_optional_integer(lua_State *L, int argument, lua_Integer otherwise) {
    return lua_isnoneornil(L, argument) ? otherwise : sg_check_integer(L, argument);
}

static inline lua_Number sg_check_number(lua_State *L, int argument) {
    if (lua_type(L, argument) == LUA_TSTRING) sg_charge_conversion(L, argument);
    return luaL_checknumber(L, argument);
}

// A first position in a string: negative counts from the end, result in [1, inf).
static inline size_t sg_first_position(lua_Integer position, size_t length) {
    if (position > 0) return (size_t)position;
    if (position == 0 || position < -(lua_Integer)length) return 1;
    return length + (size_t)position + 1;
}

// A last position in a string: negative counts from the end, result in [0, length].
static inline size_t sg_last_position(lua_Integer position, size_t length) {
    if (position > (lua_Integer)length) return length;
    if (position >= 0) return (size_t)position;
    if (position < -(lua_Integer)length) return 0;
    return length + (size_t)position + 1;
}

#endif
