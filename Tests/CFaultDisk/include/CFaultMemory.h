// Memory that runs out under SQLite, for tests: SQLite's own allocator with one that refuses in front
// of it.
//
// It has to be there before SQLite is used at all, so a test that wants it needs a process of its own.

#ifndef FAULT_MEMORY_H
#define FAULT_MEMORY_H

#include <stdint.h>

// Puts the allocator in front of SQLite's. From then on a process that traps or aborts ends with 0 and
// without a word: a test tells from what the process wrote how far it came. Returns 0, or SQLite's
// code when it is too late.
int fault_memory_install(void);

// The allocation or growth with this number from now on, counted from 1, is refused, and `times` - 1
// after it.
void fault_memory_fail(int64_t nth, int64_t times);

// No more is refused. Returns how many were since `fault_memory_fail`.
int64_t fault_memory_stop(void);

// Allocations and growths since `fault_memory_fail`.
int64_t fault_memory_count(void);

#endif
