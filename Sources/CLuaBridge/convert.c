// Encoding and decoding of plain data; the form is stated in convert.h.
#include "convert.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library_base.h"
#include "written.h"

enum {
    TAG_NIL, TAG_FALSE, TAG_TRUE, TAG_INTEGER, TAG_FLOAT, TAG_STRING, TAG_LIST, TAG_MAP,
    TAG_FUNCTION,
};

// --- buffer -----------------------------------------------------------------------------------

bool sg_buffer_reserve(sg_buffer *buffer, size_t more) {
    if (buffer->capacity - buffer->count >= more) return true;
    size_t capacity = buffer->capacity < 256 ? 256 : buffer->capacity * 2;
    while (capacity - buffer->count < more) capacity *= 2;
    uint8_t *bytes = realloc(buffer->bytes, capacity);
    if (bytes == NULL) return false;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void sg_buffer_append(sg_buffer *buffer, const void *bytes, size_t count) {
    if (count == 0) return;
    // Out of memory here leaves nothing that could be reported: stop at once.
    if (!sg_buffer_reserve(buffer, count)) abort();
    memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
}

void sg_buffer_free(sg_buffer *buffer) {
    free(buffer->bytes);
    *buffer = (sg_buffer){0};
}

void sg_append_varint(sg_buffer *out, uint64_t value) {
    uint8_t bytes[10];
    size_t count = 0;
    while (value >= 0x80) {
        bytes[count++] = (uint8_t)(value | 0x80);
        value >>= 7;
    }
    bytes[count++] = (uint8_t)value;
    sg_buffer_append(out, bytes, count);
}

// --- encode -----------------------------------------------------------------------------------

// From so many tables on they are remembered: see encode_table.
#define TABLES_WALKED_FREELY 64

typedef struct {
    lua_State *L;
    sg_buffer *out;
    size_t start;
    bool functions;
    int nodes;
    const char *name;
    sg_key path[SG_DATA_DEPTH_MAX];
    int depth;
    int depth_reached;
    int tables;
    sg_written_set written;
    char *message;
} encoder;

static bool refuse(encoder *en, const char *what) {
    char path[160];
    size_t used = (size_t)snprintf(path, sizeof path, "%s", en->name);
    for (int i = 0; i < en->depth && used + 1 < sizeof path; i++) {
        const sg_key *key = &en->path[i];
        char part[64];
        if (key->type == LUA_TSTRING) {
            snprintf(part, sizeof part, ".%.40s", key->text);
        } else if (key->type == LUA_TNUMBER && key->is_integer) {
            snprintf(part, sizeof part, "[%lld]", (long long)key->integer);
        } else {
            snprintf(part, sizeof part, "[...]");
        }
        used += (size_t)snprintf(path + used, sizeof path - used, "%s", part);
    }
    snprintf(en->message, 256, "%s %s", path, what);
    return false;
}

static bool encode_value(encoder *en, int index);

static void append_tag(encoder *en, uint8_t tag) { sg_buffer_append(en->out, &tag, 1); }

static void append_integer(encoder *en, lua_Integer value) {
    append_tag(en, TAG_INTEGER);
    sg_append_varint(en->out, ((uint64_t)value << 1) ^ (uint64_t)(value >> 63));
}

static void append_float(encoder *en, lua_Number value) {
    uint64_t bits = 0x7ff8000000000000u;
    if (value == value) memcpy(&bits, &value, sizeof bits);
    append_tag(en, TAG_FLOAT);
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (uint8_t)(bits >> (8 * i));
    sg_buffer_append(en->out, bytes, 8);
}

static void append_text(encoder *en, const char *text, size_t length) {
    append_tag(en, TAG_STRING);
    sg_append_varint(en->out, length);
    sg_buffer_append(en->out, text, length);
}

// Counts the entries; says whether the keys are exactly 1..count. -1 when a key has no order.
static lua_Integer survey(lua_State *L, int index, bool *is_list) {
    lua_Integer count = 0, length = (lua_Integer)lua_rawlen(L, index);
    *is_list = true;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        int type = lua_type(L, -2);
        if (type != LUA_TNUMBER && type != LUA_TSTRING && type != LUA_TBOOLEAN) {
            lua_pop(L, 2);
            return -1;
        }
        if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1 || lua_tointeger(L, -2) > length) {
            *is_list = false;
        }
        count++;
    }
    if (count != length) *is_list = false;
    return count;
}

static bool encode_list(encoder *en, int index, lua_Integer count) {
    append_tag(en, TAG_LIST);
    sg_append_varint(en->out, (uint64_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        en->path[en->depth - 1] = (sg_key){.type = LUA_TNUMBER, .is_integer = true, .integer = i};
        lua_rawgeti(en->L, index, i);
        bool done = encode_value(en, lua_gettop(en->L));
        lua_pop(en->L, 1);
        if (!done) return false;
    }
    return true;
}

static bool encode_pair(encoder *en, int index, const sg_key *key) {
    en->path[en->depth - 1] = *key;
    if (key->type == LUA_TSTRING) {
        append_text(en, key->text, key->length);
    } else if (key->type == LUA_TBOOLEAN) {
        append_tag(en, key->integer ? TAG_TRUE : TAG_FALSE);
    } else if (key->is_integer) {
        append_integer(en, key->integer);
    } else {
        append_float(en, key->number);
    }
    sg_key_push(en->L, key);
    lua_rawget(en->L, index);
    bool done = encode_value(en, lua_gettop(en->L));
    lua_pop(en->L, 1);
    return done;
}

static bool encode_map(encoder *en, int index, lua_Integer count) {
    sg_key *keys = malloc((size_t)count * sizeof(sg_key));
    if (keys == NULL) return refuse(en, "has too many entries for the memory of this machine");
    lua_Integer filled = 0;
    for (lua_pushnil(en->L); lua_next(en->L, index); lua_pop(en->L, 1)) {
        sg_key_read(en->L, -2, &keys[filled++]);
    }
    qsort(keys, (size_t)filled, sizeof(sg_key), sg_key_compare);
    append_tag(en, TAG_MAP);
    sg_append_varint(en->out, (uint64_t)filled);
    bool done = true;
    for (lua_Integer i = 0; i < filled && done; i++) done = encode_pair(en, index, &keys[i]);
    free(keys);
    return done;
}

static bool refuse_depth(encoder *en) {
    return refuse(en, "is nested more than 32 tables deep (or contains itself)");
}

static bool encode_entries(encoder *en, int index) {
    if (lua_getmetatable(en->L, index)) {
        lua_pop(en->L, 1);
        return refuse(en, "has a metatable: keep plain tables only");
    }
    bool is_list;
    lua_Integer count = survey(en->L, index, &is_list);
    if (count < 0) return refuse(en, "has a key that is not a number, string or boolean");
    if (en->nodes + count > SG_DATA_NODES_MAX) return refuse(en, "holds more than 100000 values");
    en->depth++;
    if (en->depth > en->depth_reached) en->depth_reached = en->depth;
    bool done = is_list ? encode_list(en, index, count) : encode_map(en, index, count);
    if (done) en->depth--;
    return done;
}

// Copies what stands in the buffer already: the same bytes as walking the table again.
static bool copy_written(encoder *en, const sg_written *earlier) {
    int reached = en->depth + earlier->height;
    if (reached > SG_DATA_DEPTH_MAX) return refuse_depth(en);
    if (reached > en->depth_reached) en->depth_reached = reached;
    en->nodes += earlier->nodes;
    if (en->nodes > SG_DATA_NODES_MAX) return refuse(en, "holds more than 100000 values");
    if (!sg_buffer_reserve(en->out, earlier->length)) abort();
    sg_buffer_append(en->out, en->out->bytes + earlier->offset, earlier->length);
    return true;
}

// The limits count what a table holds, but a walk also passes its free slots: 60,000 names of one
// table that had been emptied took a second. So each table is walked once: no more slots are passed
// than fit in the plugin's memory.
static bool encode_table(encoder *en, int index) {
    if (en->depth == SG_DATA_DEPTH_MAX) return refuse_depth(en);
    if (++en->tables <= TABLES_WALKED_FREELY) return encode_entries(en, index);
    sg_written entry = {
        .table = lua_topointer(en->L, index), .offset = en->out->count, .nodes = en->nodes};
    const sg_written *earlier = sg_written_find(&en->written, entry.table);
    if (earlier != NULL) return copy_written(en, earlier);
    int reached = en->depth_reached;
    en->depth_reached = en->depth;
    if (!encode_entries(en, index)) return false;
    entry.length = en->out->count - entry.offset;
    entry.nodes = en->nodes - entry.nodes;
    entry.height = en->depth_reached - en->depth;
    if (reached > en->depth_reached) en->depth_reached = reached;
    if (sg_written_add(&en->written, entry)) return true;
    return refuse(en, "has too many tables for the memory of this machine");
}

static bool encode_value(encoder *en, int index) {
    lua_State *L = en->L;
    if (++en->nodes > SG_DATA_NODES_MAX) return refuse(en, "holds more than 100000 values");
    if (en->out->count - en->start > SG_DATA_BYTES_MAX) return refuse(en, "is larger than 1 MiB");
    if (!lua_checkstack(L, 8)) return refuse(en, "is nested too deeply");
    switch (lua_type(L, index)) {
        case LUA_TNIL: append_tag(en, TAG_NIL); return true;
        case LUA_TBOOLEAN:
            append_tag(en, lua_toboolean(L, index) ? TAG_TRUE : TAG_FALSE);
            return true;
        case LUA_TNUMBER:
            if (lua_isinteger(L, index)) {
                append_integer(en, lua_tointeger(L, index));
            } else {
                append_float(en, lua_tonumber(L, index));
            }
            return true;
        case LUA_TSTRING: {
            size_t length;
            const char *text = lua_tolstring(L, index, &length);
            append_text(en, text, length);
            return true;
        }
        case LUA_TTABLE: return encode_table(en, index);
        case LUA_TFUNCTION:
            if (en->functions) {
                append_tag(en, TAG_FUNCTION);
                return true;
            }
            return refuse(
                en, "is a function: only numbers, strings, booleans and tables can be kept");
        default:
            return refuse(en, "can not be kept: only numbers, strings, booleans and tables can");
    }
}

bool sg_encode(
    lua_State *L, int index, const char *name, bool functions, sg_buffer *out, char message[256]) {
    encoder en = {.L = L, .out = out, .start = out->count, .functions = functions, .name = name,
                  .message = message};
    int top = lua_gettop(L);
    bool done = encode_value(&en, lua_absindex(L, index));
    lua_settop(L, top);
    if (done && out->count - en.start > SG_DATA_BYTES_MAX) {
        en.depth = 0;
        done = refuse(&en, "is larger than 1 MiB");
    }
    if (!done) out->count = en.start;
    sg_written_free(&en.written);
    return done;
}

// --- decode -----------------------------------------------------------------------------------

#define DECODE_ROOM_MAX 4096     // entries that a table is made large enough for at once

typedef struct {
    const uint8_t *at, *end;
    int depth;
} decoder;

static bool read_varint(decoder *de, uint64_t *value) {
    *value = 0;
    for (int shift = 0; shift < 64 && de->at < de->end; shift += 7) {
        uint8_t byte = *de->at++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

static bool decode_value(lua_State *L, decoder *de);

static bool decode_table(lua_State *L, decoder *de, bool is_list) {
    uint64_t count;
    // Every value takes at least one byte, so a count beyond the rest is a lie.
    if (!read_varint(de, &count) || count > (uint64_t)(de->end - de->at)) return false;
    if (++de->depth > SG_DATA_DEPTH_MAX || !lua_checkstack(L, 8)) return false;
    // A list of nothing but lists may claim as many again and again: room for more comes later.
    int room = count < DECODE_ROOM_MAX ? (int)count : DECODE_ROOM_MAX;
    lua_createtable(L, is_list ? room : 0, is_list ? 0 : room);
    for (uint64_t i = 1; i <= count; i++) {
        if (is_list) {
            lua_pushinteger(L, (lua_Integer)i);
        } else if (!decode_value(L, de)) {
            return false;
        }
        int key = lua_type(L, -1);
        bool usable = key == LUA_TSTRING || key == LUA_TBOOLEAN ||
                      (key == LUA_TNUMBER && lua_tonumber(L, -1) == lua_tonumber(L, -1));
        if (!usable || !decode_value(L, de)) return false;
        lua_rawset(L, -3);
    }
    de->depth--;
    return true;
}

static bool decode_float(lua_State *L, decoder *de) {
    if (de->end - de->at < 8) return false;
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) bits |= (uint64_t)de->at[i] << (8 * i);
    de->at += 8;
    lua_Number value;
    memcpy(&value, &bits, sizeof value);
    lua_pushnumber(L, value);
    return true;
}

static bool decode_value(lua_State *L, decoder *de) {
    if (de->at >= de->end) return false;
    uint64_t value;
    switch (*de->at++) {
        case TAG_NIL: lua_pushnil(L); return true;
        case TAG_FALSE: lua_pushboolean(L, 0); return true;
        case TAG_TRUE: lua_pushboolean(L, 1); return true;
        case TAG_INTEGER:
            if (!read_varint(de, &value)) return false;
            lua_pushinteger(L, (lua_Integer)((value >> 1) ^ (~(value & 1) + 1)));
            return true;
        case TAG_FLOAT: return decode_float(L, de);
        case TAG_STRING:
            if (!read_varint(de, &value) || value > (uint64_t)(de->end - de->at)) return false;
            lua_pushlstring(L, (const char *)de->at, (size_t)value);
            de->at += value;
            return true;
        case TAG_LIST: return decode_table(L, de, true);
        case TAG_MAP: return decode_table(L, de, false);
        default: return false;
    }
}

bool sg_decode(lua_State *L, const uint8_t *bytes, size_t count) {
    decoder de = {bytes, bytes + count, 0};
    int top = lua_gettop(L);
    bool done = decode_value(L, &de) && de.at == de.end;
    if (!done) lua_settop(L, top);
    return done;
}
