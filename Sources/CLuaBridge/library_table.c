// The table library, all but sort, on the elements of the table itself.
//
// Where stock Lua would call a metamethod, a table with that metamethod is refused: a metamethod
// can fake a length of 2^62, and its work would be unmetered. One exception: an `__index` that is a
// table, as every class has, is allowed; elements are then read from the table itself and not from
// its class.
//
// Derived from ltablib.c of Lua 5.4.4. Changed: raw access, charged work, limits on the number of
// values and on the length of strings.
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

// Metamethods that a function would call in stock Lua.
#define USES_INDEX 1
#define USES_NEWINDEX 2
#define USES_LENGTH 4
#define USES_ALL (USES_INDEX | USES_NEWINDEX | USES_LENGTH)

// Values that any C function can push on top of three arguments.
#define FREE_SLOTS (LUA_MINSTACK - 4)

// About how many values stock Lua has room for on its stack (LUAI_MAXSTACK).
#define STOCK_VALUES_MAX 999900

static void refuse_metamethod(lua_State *L, const char *function, const char *event) {
    luaL_error(
        L, "table.%s works on plain tables, this one has a metatable with %s", function, event);
}

static void check_metatable(lua_State *L, int arg, int uses, const char *function) {
    if ((uses & USES_LENGTH) && luaL_getmetafield(L, arg, "__len") != LUA_TNIL) {
        refuse_metamethod(L, function, "__len");
    }
    if ((uses & USES_NEWINDEX) && luaL_getmetafield(L, arg, "__newindex") != LUA_TNIL) {
        refuse_metamethod(L, function, "__newindex");
    }
    if (uses & USES_INDEX) {
        int type = luaL_getmetafield(L, arg, "__index");
        if (type == LUA_TNIL) return;
        if (type != LUA_TTABLE) refuse_metamethod(L, function, "an __index that is not a table");
        lua_pop(L, 1);
    }
}

static inline void check_table(lua_State *L, int arg, int uses, const char *function) {
    if (lua_type(L, arg) != LUA_TTABLE) luaL_checktype(L, arg, LUA_TTABLE);  // raises
    if (lua_getmetatable(L, arg)) {
        lua_pop(L, 1);
        check_metatable(L, arg, uses, function);
    }
}

static inline lua_Integer check_list(lua_State *L, int uses, const char *function) {
    check_table(L, 1, uses | USES_LENGTH, function);
    return (lua_Integer)lua_rawlen(L, 1);
}

static int table_insert(lua_State *L) {
    lua_Integer end = check_list(L, USES_ALL, "insert") + 1;  // first empty element
    lua_Integer position = end;
    switch (lua_gettop(L)) {
    case 2:
        sg_charge(L, SG_PRICE_CALL);
        break;
    case 3:
        position = sg_check_integer(L, 2);
        luaL_argcheck(
            L, (lua_Unsigned)position - 1u < (lua_Unsigned)end, 2, "position out of bounds");
        sg_charge(L, SG_PRICE_CALL + end - position);
        for (lua_Integer i = end; i > position; i--) {
            lua_rawgeti(L, 1, i - 1);
            lua_rawseti(L, 1, i);
        }
        break;
    default:
        return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_rawseti(L, 1, position);
    return 0;
}

static int table_remove(lua_State *L) {
    lua_Integer size = check_list(L, USES_ALL, "remove");
    lua_Integer position = sg_optional_integer(L, 2, size);
    if (position != size) {
        luaL_argcheck(
            L, (lua_Unsigned)position - 1u <= (lua_Unsigned)size, 1, "position out of bounds");
    }
    sg_charge(L, SG_PRICE_CALL + (position < size ? size - position : 0));
    lua_rawgeti(L, 1, position);  // the result
    for (; position < size; position++) {
        lua_rawgeti(L, 1, position + 1);
        lua_rawseti(L, 1, position);
    }
    lua_pushnil(L);
    lua_rawseti(L, 1, position);
    return 1;
}

static int table_move(lua_State *L) {
    lua_Integer first = sg_check_integer(L, 2);
    lua_Integer last = sg_check_integer(L, 3);
    lua_Integer to = sg_check_integer(L, 4);
    int destination = lua_isnoneornil(L, 5) ? 1 : 5;
    check_table(L, 1, USES_INDEX, "move");
    check_table(L, destination, USES_NEWINDEX, "move");
    if (last < first) {
        sg_charge(L, SG_PRICE_CALL);
        lua_pushvalue(L, destination);
        return 1;
    }
    luaL_argcheck(
        L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
    lua_Integer count = last - first + 1;
    luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
    sg_charge(
        L, SG_PRICE_CALL + (count < LUA_MAXINTEGER / 4 ? 2 * count : count - SG_PRICE_CALL));
    bool upwards =
        to > last || to <= first || (destination != 1 && !lua_rawequal(L, 1, destination));
    for (lua_Integer n = 0; n < count; n++) {
        lua_Integer i = upwards ? n : count - 1 - n;  // never overwrites what is still to be read
        lua_rawgeti(L, 1, first + i);
        lua_rawseti(L, destination, to + i);
    }
    lua_pushvalue(L, destination);
    return 1;
}

static void add_element(lua_State *L, sg_work *work, sg_text *text, lua_Integer i) {
    int type = lua_rawgeti(L, 1, i);
    if (type == LUA_TNUMBER) {
        sg_spend(work, 8 * SG_PRICE_NUMBER_TEXT);
    } else if (type != LUA_TSTRING) {
        sg_settle(work);
        luaL_error(
            L, "invalid value (%s) at index %I in table for 'concat'", lua_typename(L, type),
            (LUAI_UACINT)i);
    }
    size_t before = text->count;
    sg_text_add_top(text);
    sg_spend(work, 2 * 8 + (lua_Integer)((text->count - before) / 8));
}

static int table_concat(lua_State *L) {
    lua_Integer last = check_list(L, USES_INDEX, "concat");
    size_t separator_length;
    const char *separator = luaL_optlstring(L, 2, "", &separator_length);
    lua_Integer i = sg_optional_integer(L, 3, 1);
    last = sg_optional_integer(L, 4, last);
    sg_work work = {L, 8 * SG_PRICE_CALL};
    sg_text text;
    sg_text_begin(&text, L);
    for (; i < last; i++) {
        add_element(L, &work, &text, i);
        sg_text_add(&text, separator, separator_length);
        sg_spend(&work, (lua_Integer)(separator_length / 8));
    }
    if (i == last) add_element(L, &work, &text, i);
    sg_settle(&work);
    sg_text_push(&text);
    return 1;
}

static int table_pack(lua_State *L) {
    int count = lua_gettop(L);
    sg_charge(L, SG_PRICE_CALL + count / 2);
    lua_createtable(L, count, 1);
    lua_insert(L, 1);
    for (int i = count; i >= 1; i--) lua_rawseti(L, 1, i);
    lua_pushinteger(L, count);
    lua_setfield(L, 1, "n");
    return 1;
}

static int table_unpack(lua_State *L) {
    bool is_table = lua_type(L, 1) == LUA_TTABLE;
    lua_Integer i = sg_optional_integer(L, 2, 1);
    lua_Integer last;
    if (lua_isnoneornil(L, 3)) {
        last = is_table ? check_list(L, USES_INDEX, "unpack")
                        : luaL_len(L, 1);  // raises the error of stock Lua, but for a string
    } else {
        last = sg_check_integer(L, 3);
        if (is_table) check_table(L, 1, USES_INDEX, "unpack");
    }
    if (i > last) {
        sg_charge(L, SG_PRICE_CALL);
        return 0;
    }
    lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)i;  // less one, against overflow
    if (!is_table && count < STOCK_VALUES_MAX) {
        if (lua_type(L, 1) != LUA_TSTRING) lua_geti(L, 1, i);  // raises the error of stock Lua
        luaL_checktype(L, 1, LUA_TTABLE);
    }
    if (count >= SG_VALUES_MAX || (++count > FREE_SLOTS && !lua_checkstack(L, (int)count))) {
        return luaL_error(L, "too many results to unpack");
    }
    sg_charge(L, SG_PRICE_CALL + (lua_Integer)(count / 2));
    for (; i < last; i++) lua_rawgeti(L, 1, i);
    lua_rawgeti(L, 1, last);  // apart, so that i cannot overflow
    return (int)count;
}

static int table_sort(lua_State *L) {
    lua_Integer count = check_list(L, USES_ALL, "sort");
    if (count > SG_SORT_ITEMS_MAX) {
        return luaL_argerror(
            L, 1,
            lua_pushfstring(
                L, "array too big: %I items, table.sort takes at most %d", (LUAI_UACINT)count,
                SG_SORT_ITEMS_MAX));
    }
    if (count > 1 && !lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    sg_charge(L, SG_PRICE_CALL);
    lua_settop(L, 2);
    if (count > 1) sg_sort(L, (uint32_t)count);
    return 0;
}

const sg_function sg_table_functions[] = {
    {"concat", table_concat, "list: table, separator?: string, i?: integer, j?: integer", "string",
     "2 + 2 per element + bytes of result / 64 + 20 per number", SG_SAME_RESULT,
     "Strings and numbers of list[i..j], joined.",
     "plain tables only; results are limited to 1 MiB"},
    {"insert", table_insert, "list: table, value: any ; list: table, position: integer, value: any",
     "", "2 + elements moved", SG_SAME_RESULT,
     "Puts a value at the end or at a position; others move up.",
     "plain tables only: a metamethod could fake a length"},
    {"move", table_move,
     "from: table, first: integer, last: integer, to: integer, destination?: table", "table",
     "2 + 2 per element moved", SG_SAME_RESULT, "Copies from[first..last] to destination[to...].",
     "plain tables only"},
    {"pack", table_pack, "...: any", "table", "2 + values / 2", SG_SAME_RESULT,
     "A table of its arguments, with their number in n.", "pays by length"},
    {"remove", table_remove, "list: table, position?: integer", "any?", "2 + elements moved",
     SG_SAME_RESULT, "Takes an element out, the last one by default; others move down.",
     "plain tables only"},
    {"sort", table_sort, "list: table, comes_before?: function", "",
     "2 + 2 per element + 2 per comparison (at most n log2 n + n) + bytes compared / 16",
     SG_SAME_RESULT, "Sorts in place; equal elements keep their order.",
     "own stable merge sort; at most 65,536 elements"},
    {"unpack", table_unpack, "list: table, i?: integer, j?: integer", "any?, ...", "2 + values / 2",
     SG_SAME_RESULT, "The elements list[i..j].", "at most 10,000 values; plain tables only"},
    SG_FUNCTIONS_END,
};

void sg_open_table(lua_State *L) {
    lua_createtable(L, 0, 7);
    sg_register(L, sg_table_functions);
    sg_name_functions(L, "table");
}
