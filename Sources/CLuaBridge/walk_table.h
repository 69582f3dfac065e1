// What the leaves of a walk came to: equal results are one entry with the sum of their chances.
#ifndef STRATAGEM_WALK_TABLE_H
#define STRATAGEM_WALK_TABLE_H

#include "plugin.h"

typedef unsigned __int128 sg_wide;

// Chance of the entry: weight / total. Entries with other totals stay apart.
typedef struct {
    uint32_t hash, length;
    size_t offset;           // in bytes
    sg_wide weight, total;
} sg_walk_entry;

typedef struct {
    sg_walk_entry *entries;
    int32_t *slots;          // index of an entry, -1: empty
    size_t count, capacity, slot_count;
    sg_buffer bytes;
} sg_walk_table;

// Adds a leaf. The first `identity` bytes say which entry it belongs to; the others are kept from
// the first leaf of the entry. false when the system has no memory.
bool sg_walk_table_add(
    sg_walk_table *table, const sg_buffer *result, size_t identity, sg_wide weight, sg_wide total);
void sg_walk_table_clear(sg_walk_table *table);
void sg_walk_table_free(sg_walk_table *table);

#endif
