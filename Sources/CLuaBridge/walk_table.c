// The table of results: open addressing over a growing list of entries.
#include "walk_table.h"

#include <stdlib.h>
#include <string.h>

// FNV-1a, 32 bits.
static uint32_t hash_of(const uint8_t *bytes, size_t count, sg_wide total) {
    uint32_t hash = 2166136261u ^ (uint32_t)total;
    for (size_t i = 0; i < count; i++) hash = (hash ^ bytes[i]) * 16777619u;
    return hash;
}

static bool grow(sg_walk_table *table) {
    size_t capacity = table->capacity == 0 ? 64 : table->capacity * 2;
    sg_walk_entry *entries = realloc(table->entries, capacity * sizeof(sg_walk_entry));
    if (entries == NULL) return false;
    table->entries = entries;
    int32_t *slots = realloc(table->slots, capacity * 4 * sizeof(int32_t));
    if (slots == NULL) return false;
    table->slots = slots;
    table->capacity = capacity;
    table->slot_count = capacity * 4;
    memset(slots, 0xff, table->slot_count * sizeof(int32_t));
    for (size_t i = 0; i < table->count; i++) {
        size_t at = entries[i].hash % table->slot_count;
        while (slots[at] >= 0) at = (at + 1) % table->slot_count;
        slots[at] = (int32_t)i;
    }
    return true;
}

bool sg_walk_table_add(
    sg_walk_table *table, const sg_buffer *result, size_t identity, sg_wide weight, sg_wide total) {
    if (table->count == table->capacity && !grow(table)) return false;
    uint32_t hash = hash_of(result->bytes, identity, total);
    size_t at = hash % table->slot_count;
    for (; table->slots[at] >= 0; at = (at + 1) % table->slot_count) {
        sg_walk_entry *entry = &table->entries[table->slots[at]];
        if (entry->hash == hash && entry->total == total &&
            entry->length >= identity &&
            memcmp(table->bytes.bytes + entry->offset, result->bytes, identity) == 0) {
            entry->weight += weight;
            return true;
        }
    }
    size_t offset = table->bytes.count;
    sg_buffer_append(&table->bytes, result->bytes, result->count);
    if (table->bytes.count != offset + result->count) return false;
    table->slots[at] = (int32_t)table->count;
    table->entries[table->count++] =
        (sg_walk_entry){hash, (uint32_t)result->count, offset, weight, total};
    return true;
}

void sg_walk_table_clear(sg_walk_table *table) {
    table->count = 0;
    table->bytes.count = 0;
    if (table->slots != NULL) memset(table->slots, 0xff, table->slot_count * sizeof(int32_t));
}

void sg_walk_table_free(sg_walk_table *table) {
    free(table->entries);
    free(table->slots);
    sg_buffer_free(&table->bytes);
}
