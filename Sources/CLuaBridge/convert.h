// Plain data as bytes: the one form in which memory, state, view and info leave a Lua state.
//
//   0 nil   1 false   2 true
//   3 integer     zigzag LEB128
//   4 float       8 bytes, IEEE 754 little-endian; every NaN as 7ff8000000000000
//   5 string      LEB128 length, bytes
//   6 list        LEB128 count, that many values: a table whose keys are exactly 1..count
//   7 map         LEB128 count, that many pairs of key and value, keys in canonical order
//   8 function    only in a manifest
//
// The form is canonical: equal data gives equal bytes, in every process.
#ifndef STRATAGEM_CONVERT_H
#define STRATAGEM_CONVERT_H

#include <lua.h>

#include "plugin.h"

#define SG_DATA_DEPTH_MAX 32
#define SG_DATA_NODES_MAX 100000
#define SG_DATA_BYTES_MAX (1 << 20)

// Appends the value at index. On refusal returns false, with a sentence in message that names the
// place ("memory.last[2] is a function").
bool sg_encode(
    lua_State *L, int index, const char *name, bool functions, sg_buffer *out, char message[256]);

// Pushes the value; false, with nothing pushed, when the bytes are not in this form.
bool sg_decode(lua_State *L, const uint8_t *bytes, size_t count);

void sg_append_varint(sg_buffer *out, uint64_t value);

#endif
