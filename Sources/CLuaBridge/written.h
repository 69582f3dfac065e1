// The tables that one encoding has written (convert.c): a table that is named again is copied.
#ifndef STRATAGEM_WRITTEN_H
#define STRATAGEM_WRITTEN_H

#include <stdbool.h>
#include <stddef.h>

// Where a table stands in the buffer, and what it holds.
typedef struct {
    const void *table;
    size_t offset, length;   // bytes
    int nodes;               // values inside it
    int height;              // tables below it, one inside the other
} sg_written;

typedef struct {
    sg_written *slots;       // open addressing, at most half full
    size_t capacity, count;
} sg_written_set;

// The entry of the table, or NULL.
const sg_written *sg_written_find(const sg_written_set *set, const void *table);

// Remembers a table; false when the system has no memory.
bool sg_written_add(sg_written_set *set, sg_written entry);

void sg_written_free(sg_written_set *set);

#endif
