// What the C side holds at this moment: for tests that nothing is left behind.
#include <malloc.h>

#include "compile_cache.h"
#include "include/CLuaBridge.h"
#include "plugin.h"

sg_census sg_census_take(void) {
    struct mallinfo2 heap = mallinfo2();
    return (sg_census){
        .plugins = sg_watchdog_count(),
        .compiled_texts = sg_compile_cache_count(),
        .heap_bytes = (int64_t)(heap.uordblks + heap.hblkhd),
    };
}
