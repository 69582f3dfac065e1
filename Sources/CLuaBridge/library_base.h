// Basic functions that other parts of the bridge share.
#ifndef STRATAGEM_LIBRARY_BASE_H
#define STRATAGEM_LIBRARY_BASE_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

// Pushes the text of the value at index, without addresses; may call __tostring.
const char *sg_tolstring(lua_State *L, int index, size_t *length);

// Ordered pairs and next (library_order.c): integers and floats ascending, then strings bytewise,
// then booleans; other keys are refused, because their order differs from process to process.
int sg_ordered_pairs(lua_State *L);
int sg_ordered_next(lua_State *L);

// A key of a table in canonical order.
typedef struct {
    int type;                // LUA_TNUMBER, LUA_TSTRING or LUA_TBOOLEAN
    bool is_integer;
    lua_Integer integer;     // also of booleans
    lua_Number number;
    const char *text;
    size_t length;
} sg_key;

// Below 0, 0 or above 0; a qsort comparison.
int sg_key_compare(const void *a, const void *b);

// Reads the value at index as a key; false when its type has no canonical order.
bool sg_key_read(lua_State *L, int index, sg_key *key);

// Pushes the key.
void sg_key_push(lua_State *L, const sg_key *key);

#endif
