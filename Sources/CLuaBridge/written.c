// A set of written tables by their address. Addresses differ from process to process; what is found
// does not: a table is in the set or it is not.
#include "written.h"

#include <stdint.h>
#include <stdlib.h>

#define CAPACITY_FIRST 256

static size_t slot_of(const sg_written_set *set, const void *table) {
    size_t at = (size_t)(((uintptr_t)table >> 4) * 0x9E3779B97F4A7C15u >> 20) % set->capacity;
    while (set->slots[at].table != NULL && set->slots[at].table != table) {
        at = (at + 1) % set->capacity;
    }
    return at;
}

const sg_written *sg_written_find(const sg_written_set *set, const void *table) {
    if (set->count == 0) return NULL;
    const sg_written *found = &set->slots[slot_of(set, table)];
    return found->table == NULL ? NULL : found;
}

static bool grow(sg_written_set *set) {
    sg_written_set larger = {.capacity = set->capacity == 0 ? CAPACITY_FIRST : set->capacity * 2};
    larger.slots = calloc(larger.capacity, sizeof(sg_written));
    if (larger.slots == NULL) return false;
    for (size_t i = 0; i < set->capacity; i++) {
        if (set->slots[i].table == NULL) continue;
        larger.slots[slot_of(&larger, set->slots[i].table)] = set->slots[i];
    }
    larger.count = set->count;
    free(set->slots);
    *set = larger;
    return true;
}

bool sg_written_add(sg_written_set *set, sg_written entry) {
    if (set->count * 2 >= set->capacity && !grow(set)) return false;
    sg_written *slot = &set->slots[slot_of(set, entry.table)];
    if (slot->table == NULL) set->count++;
    *slot = entry;
    return true;
}

void sg_written_free(sg_written_set *set) { free(set->slots); }
