// What the C side holds at this moment, for tests that nothing is left behind; and the C library's
// heap.
#include <malloc.h>

#include "compile_cache.h"
#include "include/CLuaBridge.h"
#include "plugin.h"

// M_ARENA_MAX: threads that find the others' arenas busy get one of their own up to so many.
void sg_heap_limit_arenas(int32_t count) { mallopt(M_ARENA_MAX, count); }

void sg_heap_give_back(void) { malloc_trim(0); }

sg_census sg_census_take(void) {
    struct mallinfo2 heap = mallinfo2();
    return (sg_census){
        .plugins = sg_watchdog_count(),
        .compiled_texts = sg_compile_cache_count(),
        .heap_bytes = (int64_t)(heap.uordblks + heap.hblkhd),
    };
}
