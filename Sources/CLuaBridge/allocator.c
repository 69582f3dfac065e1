// The allocator of one plugin: size classes for small blocks, caps for all, fuel for some.
//
// Small blocks (up to 256 bytes) come from slabs and return to a free list of their class: about
// 3 ns instead of glibc's 20. Slabs go back to the system when the state is closed. Lua calls the
// allocator with a type tag in osize when ptr is NULL (manual, section 4.6, lua_Alloc).
//
// Charged as fuel: only what is the same in every process. Short strings (up to 40 bytes) are
// interned, so a dead one may be found again; arrays and hash parts are resized when a collision
// depends on the hash seed: neither is charged.
#include "allocator.h"

#include <stdlib.h>
#include <string.h>

#include "fault.h"

// A slab is an eighth of what the plugin holds, so that little of it lies idle: thousands of
// sessions with some 30 KB in each plugin are a common case.
#define SLAB_BYTES_MIN 2048
#define SLAB_BYTES_MAX 65536
#define SLAB_HEADER 16
#define LONG_STRING_BYTES 66            // 24 of header, 41 of text, 1 of NUL in Lua 5.4

typedef struct slab {
    struct slab *next;
    size_t bytes;
} slab;

static inline size_t class_of(size_t bytes) { return (bytes + 15) / 16 - 1; }
static inline size_t class_bytes(size_t bytes) { return (bytes + 15) & ~(size_t)15; }

// The fuzz targets set this to 0: then every block is malloc's own, and the address sanitizer sees
// a step outside of it.
#ifndef SG_SMALL_BYTES_MAX
#define SG_SMALL_BYTES_MAX (16 * SG_SIZE_CLASSES)
#endif

static inline bool is_small(size_t bytes) { return bytes <= SG_SMALL_BYTES_MAX; }

static size_t slab_size(const sg_meter *meter) {
    size_t part = (size_t)meter->footprint / 8 & ~(size_t)1023;
    if (part < SLAB_BYTES_MIN) return SLAB_BYTES_MIN;
    return part < SLAB_BYTES_MAX ? part : SLAB_BYTES_MAX;
}

static void *slab_carve(sg_meter *meter, size_t bytes) {
    if ((size_t)(meter->slab_end - meter->slab_next) < bytes) {
        size_t size = slab_size(meter);
        slab *fresh = malloc(size);
        if (fresh == NULL) return NULL;
        fresh->next = meter->slabs;
        fresh->bytes = size;
        meter->slabs = fresh;
        meter->slab_next = (char *)fresh + SLAB_HEADER;
        meter->slab_end = (char *)fresh + size;
        meter->footprint += (int64_t)size;
    }
    void *block = meter->slab_next;
    meter->slab_next += bytes;
    return block;
}

static inline void *small_take(sg_meter *meter, size_t bytes) {
    size_t index = class_of(bytes);
    void *block = meter->free_lists[index];
    if (block != NULL) {
        memcpy(&meter->free_lists[index], block, sizeof(void *));
        return block;
    }
    return slab_carve(meter, class_bytes(bytes));
}

static inline void small_give(sg_meter *meter, void *block, size_t bytes) {
    size_t index = class_of(bytes);
    memcpy(block, &meter->free_lists[index], sizeof(void *));
    meter->free_lists[index] = block;
}

// Fuel of a new object by its type tag; 0 for what differs from process to process.
static inline int64_t fuel_of(size_t tag, size_t bytes) {
    switch (tag) {
        case LUA_TTABLE: return 8;
        case LUA_TFUNCTION: return 6;
        case LUA_TTHREAD: return 100;
        case LUA_TUSERDATA: return 8 + (int64_t)(bytes / 16);
        case LUA_TSTRING: return bytes >= LONG_STRING_BYTES ? 4 + (int64_t)(bytes / 16) : 0;
        default: return 0;
    }
}

static bool refuse(sg_meter *meter, size_t bytes) {
    lua_State *L = atomic_load_explicit(&meter->running, memory_order_relaxed);
    meter->request = (int64_t)bytes;
    if (L != NULL) sg_place_keep(meter, L);
    return false;
}

// Puts fuel down to the function that asks. Library functions can not be told from others here.
static void sample(sg_meter *meter) {
    lua_State *L = atomic_load_explicit(&meter->running, memory_order_relaxed);
    if (L != NULL) sg_profile_sample(meter, L, 0, NULL);
}

// Whether the caps let this block grow to `bytes`; a refusal costs fuel or kills the call. When an
// error of memory is caught, `denied` tells which cap it was: that of the newest refusal, because
// Lua raises it at once, though blocks may be given out between (the stack, while it unwinds).
// Only an allocation that has a price can be the one where fuel ends: others come at other moments
// in other processes.
static bool caps_allow(
    sg_meter *meter, size_t tag, int64_t fuel, size_t bytes, size_t old_bytes) {
    bool too_large = (tag == LUA_TSTRING && bytes > SG_STRING_BYTES_MAX + 64) ||
                     (tag != LUA_TSTRING && bytes > SG_BLOCK_BYTES_MAX + 64);
    if (too_large) {
        meter->allocation += sg_denial_price(meter);
        meter->denied = false;
        return refuse(meter, bytes);
    }
    if (fuel > 0 && sg_fuel_spent(meter) > meter->budget) {
        if (meter->killed == SG_ALIVE) {
            meter->killed = SG_KILL_FUEL;
            sg_trace_forget(meter);
            sample(meter);
        }
        return refuse(meter, bytes);
    }
    int64_t after = meter->bytes + (int64_t)bytes - (int64_t)old_bytes;
    if (after > meter->memory_max || meter->footprint > 2 * meter->memory_max) {
        meter->denied = true;
        return refuse(meter, bytes);
    }
    return true;
}

static void *take(sg_meter *meter, size_t bytes) {
    if (is_small(bytes)) return small_take(meter, bytes);
    void *block = malloc(bytes);
    if (block != NULL) meter->footprint += (int64_t)bytes;
    return block;
}

static void give(sg_meter *meter, void *block, size_t bytes) {
    if (is_small(bytes)) {
        small_give(meter, block, bytes);
    } else {
        meter->footprint -= (int64_t)bytes;
        free(block);
    }
}

static void *reallocate(sg_meter *meter, void *old, size_t old_bytes, size_t bytes) {
    if (is_small(old_bytes) && is_small(bytes) && class_of(old_bytes) == class_of(bytes)) {
        return old;
    }
    if (!is_small(old_bytes) && !is_small(bytes)) {
        void *block = realloc(old, bytes);
        if (block != NULL) meter->footprint += (int64_t)bytes - (int64_t)old_bytes;
        return block;
    }
    void *block = take(meter, bytes);
    if (block == NULL) return NULL;
    memcpy(block, old, old_bytes < bytes ? old_bytes : bytes);
    give(meter, old, old_bytes);
    return block;
}

void *sg_allocate(void *context, void *old, size_t old_bytes, size_t bytes) {
    sg_meter *meter = context;
    if (bytes == 0) {
        if (old != NULL) {
            meter->bytes -= (int64_t)old_bytes;
            give(meter, old, old_bytes);
        }
        return NULL;
    }
    size_t tag = old == NULL ? old_bytes : 0;
    size_t before = old == NULL ? 0 : old_bytes;
    // Lua assumes that a block can always shrink, so only growth is checked.
    if (meter->host_window == 0 && bytes > before) {
        int64_t fuel = old == NULL ? fuel_of(tag, bytes) : 0;
        if (!caps_allow(meter, tag, fuel, bytes, before)) return NULL;
        meter->allocation += fuel;
        if (meter->allocation >= meter->profile.allocation_due) sample(meter);
    }
    void *block = old == NULL ? take(meter, bytes) : reallocate(meter, old, old_bytes, bytes);
    if (block == NULL) return bytes <= before ? old : NULL;
    meter->bytes += (int64_t)bytes - (int64_t)before;
    if (meter->bytes > meter->bytes_peak) meter->bytes_peak = meter->bytes;
    return block;
}

// Collection begins again at this many per cent of what the last one left, and goes on in steps of
// 2^12 bytes: stock Lua waits for 200 and steps by 2^13.
// Heaps stay at two thirds of the size, and rounds cost some 5 % more; what is charged is the same.
#define SMALL_PAUSE 130
#define SMALL_STEP_MULTIPLIER 200
#define SMALL_STEP_LOG2 12

static _Atomic bool keeps_small;

void sg_plugins_keep_small(bool small) { atomic_store(&keeps_small, small); }

void sg_allocator_pace(lua_State *L) {
    if (!atomic_load(&keeps_small)) return;
    lua_gc(L, LUA_GCINC, SMALL_PAUSE, SMALL_STEP_MULTIPLIER, SMALL_STEP_LOG2);
}

void sg_allocator_drop(sg_meter *meter) {
    slab *each = meter->slabs;
    while (each != NULL) {
        slab *next = each->next;
        free(each);
        each = next;
    }
    meter->slabs = NULL;
}
