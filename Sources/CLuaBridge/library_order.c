// Tables in canonical order. Stock Lua visits string keys in the order of a seeded hash, so the
// same plugin would act differently from process to process.
#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "library_base.h"
#include "meter.h"

static int rank(int type) {
    return type == LUA_TNUMBER ? 0 : type == LUA_TSTRING ? 1 : 2;
}

// Integers and floats by value, exactly: a float key never equals an integer key (Lua makes
// floats with integer values integers).
static int compare_numbers(const sg_key *a, const sg_key *b) {
    if (a->is_integer && b->is_integer) {
        return (a->integer > b->integer) - (a->integer < b->integer);
    }
    if (!a->is_integer && !b->is_integer) return (a->number > b->number) - (a->number < b->number);
    if (!a->is_integer) return -compare_numbers(b, a);
    if (b->number >= 0x1p63) return -1;
    if (b->number < -0x1p63) return 1;
    lua_Integer below = (lua_Integer)floor(b->number);
    return a->integer <= below ? -1 : 1;
}

int sg_key_compare(const void *left, const void *right) {
    const sg_key *a = left, *b = right;
    if (a->type != b->type) return rank(a->type) - rank(b->type);
    if (a->type == LUA_TNUMBER) return compare_numbers(a, b);
    if (a->type == LUA_TBOOLEAN) return (a->integer > b->integer) - (a->integer < b->integer);
    size_t shared = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, shared);
    if (order != 0) return order;
    return (a->length > b->length) - (a->length < b->length);
}

bool sg_key_read(lua_State *L, int index, sg_key *key) {
    memset(key, 0, sizeof *key);
    key->type = lua_type(L, index);
    switch (key->type) {
        case LUA_TNUMBER:
            key->is_integer = lua_isinteger(L, index);
            if (key->is_integer) {
                key->integer = lua_tointeger(L, index);
            } else {
                key->number = lua_tonumber(L, index);
            }
            return true;
        case LUA_TSTRING: key->text = lua_tolstring(L, index, &key->length); return true;
        case LUA_TBOOLEAN: key->integer = lua_toboolean(L, index); return true;
        default: return false;
    }
}

void sg_key_push(lua_State *L, const sg_key *key) {
    switch (key->type) {
        case LUA_TNUMBER:
            if (key->is_integer) {
                lua_pushinteger(L, key->integer);
            } else {
                lua_pushnumber(L, key->number);
            }
            break;
        case LUA_TSTRING: lua_pushlstring(L, key->text, key->length); break;
        default: lua_pushboolean(L, (int)key->integer);
    }
}

static int refuse_key(lua_State *L, const char *function) {
    return luaL_error(
        L, "%s: a key is a %s; keys must be numbers, strings or booleans, so that the order is "
           "the same in every run", function, luaL_typename(L, -2));
}

// Pushes a list of the keys of the table at index 1, in order.
static void push_sorted_keys(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    lua_Integer count = 0, bytes = 0;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        sg_key key;
        if (!sg_key_read(L, -2, &key)) refuse_key(L, "pairs");
        bytes += (lua_Integer)key.length;
        count++;
    }
    sg_charge(L, 8 + 8 * count + bytes / 16);
    // The host's own scratch: a table that fits its block has keys that do not fit one here.
    meter->host_window++;
    sg_key *keys = lua_newuserdatauv(L, (size_t)(count + 1) * sizeof(sg_key), 0);
    lua_Integer filled = 0;
    bool sorted = true;
    for (lua_pushnil(L); filled < count && lua_next(L, 1); lua_pop(L, 1)) {
        sg_key_read(L, -2, &keys[filled]);
        if (filled > 0 && sg_key_compare(&keys[filled - 1], &keys[filled]) > 0) sorted = false;
        filled++;
    }
    lua_settop(L, 2);
    if (!sorted) qsort(keys, (size_t)filled, sizeof(sg_key), sg_key_compare);
    lua_createtable(L, (int)filled, 0);
    for (lua_Integer i = 0; i < filled; i++) {
        sg_key_push(L, &keys[i]);
        lua_rawseti(L, 3, i + 1);
    }
    meter->host_window--;
    lua_remove(L, 2);
}

// Upvalues: the list of keys, the position. Keys whose value became nil are passed over, as in
// stock Lua.
static int step(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer position = lua_tointeger(L, lua_upvalueindex(2));
    for (;;) {
        position++;
        if (lua_rawgeti(L, lua_upvalueindex(1), position) == LUA_TNIL) return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL) break;
        lua_pop(L, 2);
        sg_charge(L, 1);
    }
    lua_pushinteger(L, position);
    lua_replace(L, lua_upvalueindex(2));
    return 2;
}

static int pairs_continue(lua_State *L, int status, lua_KContext context) {
    (void)L;
    (void)status;
    (void)context;
    return 3;
}

int sg_ordered_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_callk(L, 1, 3, 0, pairs_continue);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    push_sorted_keys(L);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, step, 2);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

// The smallest key above the given one: linear in the number of keys, and charged so.
int sg_ordered_next(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    sg_key after, best, key;
    bool from_start = lua_isnil(L, 2), found = false;
    lua_Integer bytes = 0;
    if (!from_start && !sg_key_read(L, 2, &after)) {
        return luaL_error(L, "next: a key can not be a %s", luaL_typename(L, 2));
    }
    if (!from_start && after.type == LUA_TNUMBER && isnan(after.number)) {
        return luaL_error(L, "next: a key can not be a NaN");
    }
    lua_Integer count = 0;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        if (!sg_key_read(L, -2, &key)) refuse_key(L, "next");
        bytes += (lua_Integer)key.length;
        count++;
        if (!from_start && sg_key_compare(&key, &after) <= 0) continue;
        if (found && sg_key_compare(&key, &best) >= 0) continue;
        best = key;
        found = true;
    }
    sg_charge(L, 4 + 4 * count + bytes / 64);
    if (!found) {
        lua_pushnil(L);
        return 1;
    }
    sg_key_push(L, &best);
    lua_pushvalue(L, -1);
    lua_rawget(L, 1);
    return 2;
}
