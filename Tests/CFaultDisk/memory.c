// An allocator of SQLite's that refuses: see CFaultMemory.h.

#define _DEFAULT_SOURCE

#include "CFaultMemory.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static sqlite3_mem_methods real;
static _Atomic int64_t seen;
static _Atomic int64_t refused;
static _Atomic int64_t fail_from;
static _Atomic int64_t fail_through;

static bool refuses(void) {
    int64_t number = atomic_fetch_add(&seen, 1) + 1;
    int64_t from = atomic_load(&fail_from);
    if (from == 0 || number < from || number > atomic_load(&fail_through)) return false;
    atomic_fetch_add(&refused, 1);
    return true;
}

static void *faulty_malloc(int bytes) {
    return refuses() ? NULL : real.xMalloc(bytes);
}

static void *faulty_realloc(void *memory, int bytes) {
    return refuses() ? NULL : real.xRealloc(memory, bytes);
}

static void end_quietly(int signal) {
    (void)signal;
    _exit(0);
}

int fault_memory_install(void) {
    int code = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
    if (code != SQLITE_OK) return code;
    sqlite3_mem_methods faulty = real;
    faulty.xMalloc = faulty_malloc;
    faulty.xRealloc = faulty_realloc;
    code = sqlite3_config(SQLITE_CONFIG_MALLOC, &faulty);
    if (code != SQLITE_OK) return code;
    const int signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS};
    for (size_t at = 0; at < sizeof signals / sizeof signals[0]; at++) {
        struct sigaction action = {.sa_handler = end_quietly};
        sigaction(signals[at], &action, NULL);
    }
    return SQLITE_OK;
}

void fault_memory_fail(int64_t nth, int64_t times) {
    atomic_store(&fail_from, 0);
    atomic_store(&seen, 0);
    atomic_store(&refused, 0);
    atomic_store(&fail_through, times > INT64_MAX - nth ? INT64_MAX : nth + times - 1);
    atomic_store(&fail_from, nth);
}

int64_t fault_memory_stop(void) {
    atomic_store(&fail_from, 0);
    return atomic_load(&refused);
}

int64_t fault_memory_count(void) {
    return atomic_load(&seen);
}
