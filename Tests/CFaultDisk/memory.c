// Memory that runs out on demand: the C library's allocator behind SQLite's own interface for one.

#define _DEFAULT_SOURCE

#include "CFaultDisk.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_llong until_failure;
static atomic_bool is_lasting;
static atomic_llong failure_count;

static bool fails(void) {
    long long left = atomic_load(&until_failure);
    if (left == 0) return false;
    if (left == 1 && atomic_load(&is_lasting)) {
        atomic_fetch_add(&failure_count, 1);
        return true;
    }
    if (atomic_fetch_sub(&until_failure, 1) != 1) return false;
    atomic_fetch_add(&failure_count, 1);
    return true;
}

static void *allocate(int count) {
    return fails() ? NULL : malloc((size_t)count);
}

static void *reallocate(void *memory, int count) {
    return fails() ? NULL : realloc(memory, (size_t)count);
}

static int usable_size(void *memory) {
    return memory == NULL ? 0 : (int)malloc_usable_size(memory);
}

static int round_up(int count) {
    return (count + 7) & ~7;
}

static int start(void *context) {
    (void)context;
    return SQLITE_OK;
}

static void stop(void *context) {
    (void)context;
}

int fault_memory_install(void) {
    static const sqlite3_mem_methods methods = {
        .xMalloc = allocate,
        .xFree = free,
        .xRealloc = reallocate,
        .xSize = usable_size,
        .xRoundup = round_up,
        .xInit = start,
        .xShutdown = stop,
    };
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

void fault_memory_fail(int64_t nth, bool lasting) {
    atomic_store(&is_lasting, lasting);
    atomic_store(&failure_count, 0);
    atomic_store(&until_failure, nth);
}

int64_t fault_memory_failures(void) {
    return atomic_load(&failure_count);
}
