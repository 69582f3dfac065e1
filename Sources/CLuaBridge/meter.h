// The meter of one plugin: what its current call may use, and what it has used.
//
// Fuel is one deterministic number, the sum of three counters:
//   blocks      charges injected into the plugin text, held in the Lua upvalue F (charges.c)
//   allocation  new tables, closures, coroutines, userdata and long strings (allocator.c)
//   library     prices of library and host calls, pattern steps (everything that calls sg_charge)
//
// F is given out in windows: the call starts with F = min(budget, SG_WINDOW); when F falls below
// zero the injected code calls the checkpoint, which adds the window to `blocks`, compares the
// sum with the budget, and either kills or opens the next window. So a kill may come up to one
// window of library work late, always at the same instruction.
//
// A pointer to the meter lies in lua_getextraspace of every thread of the state; Lua copies it
// to each new coroutine.
#ifndef STRATAGEM_METER_H
#define STRATAGEM_METER_H

#include <lauxlib.h>
#include <lua.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "profile.h"
#include "trace.h"

// Limits.
#define SG_WINDOW 10000                  // block charges between two checkpoints, about 50 us
#define SG_AHEAD_FUEL 256                // most that a loop pays ahead of its turns (charge_text.c)
#define SG_STRING_BYTES_MAX (1 << 20)    // longest string a plugin may make
#define SG_BLOCK_BYTES_MAX (1 << 20)     // largest array or hash part of one table
#define SG_THREADS_MAX 256               // coroutines that were made and not yet collected
#define SG_VALUES_MAX 10000              // most values pushed by one call (unpack, byte, select)
#define SG_SORT_ITEMS_MAX 65536
#define SG_SOURCE_BYTES_MAX (1 << 16)    // longest plugin file
#define SG_DENIAL_FUEL 5000              // a refused allocation runs a full collection: not free

typedef enum {
    SG_ALIVE = 0,
    SG_KILL_FUEL,       // the call used more fuel than its budget
    SG_KILL_MEMORY,     // the plugin's memory cap (not reproducible)
    SG_KILL_WALL,       // the watchdog: processor time (not reproducible)
    SG_KILL_LOG,        // more log text than the call may write
    SG_KILL_HOST_CALLS, // more host calls than the call may make
    SG_KILL_ABORTED,    // the other plugin of the round failed while this one waited for it
} sg_kill;

#define SG_SIZE_CLASSES 16               // small blocks: 16, 32, ... 256 bytes

typedef struct sg_meter {
    // What the running call may use.
    int64_t budget;
    int64_t memory_max;
    int64_t log_bytes_max;
    int64_t host_calls_max;
    // What it has used.
    int64_t blocks;
    int64_t allocation;
    int64_t library;
    int64_t window;
    int64_t log_bytes;
    int64_t host_calls;
    int32_t denials;            // full collections forced by refusals; each costs twice the last
    bool settled;               // the open window is already part of blocks
    // How it stands.
    sg_kill killed;
    int host_window;            // above zero while host code runs: the allocator never refuses
    // Memory (allocator.c).
    int64_t bytes;              // live bytes, rounded to size classes
    int64_t bytes_peak;
    int64_t footprint;          // bytes of slabs and large blocks held from the system
    int32_t threads;            // coroutines made since the last count (library_coroutine.c)
    bool denied;                // the newest refusal was by the memory cap
    int64_t request;            // bytes of the last one that was refused, by whatever cap
    void *free_lists[SG_SIZE_CLASSES];
    void *slabs;
    char *slab_next, *slab_end;
    // The watchdog reads these from its own thread (watchdog.c).
    _Atomic uint64_t call_number;   // odd while a call runs
    _Atomic uint64_t interrupted;   // number of the call to be stopped, 0 for none
    lua_State *_Atomic running;
    // What host functions work on: random stream, log, and the session's view.
    struct sg_plugin *plugin;
    // Frames of the kill or of the newest error, made when first needed.
    sg_trace *trace;
    int32_t place_count;            // of the newest refusal, for faults without other frames
    sg_frame place[SG_PLACE_FRAMES];
    sg_profile profile;
} sg_meter;

static inline sg_meter *sg_meter_of(lua_State *L) { return *(sg_meter **)lua_getextraspace(L); }

// Adds units to the library counter of the running call and raises the kill (a Lua error that no
// plugin code can catch) when the budget of the call is used up. Charge before the work, and at
// least every few thousand steps inside long work. units >= 0; saturates, never overflows; a price
// that overflowed below zero kills.
// The price of one unit is about one Lua token, 5 to 10 ns.
void sg_charge(lua_State *L, lua_Integer units);

// Price of the next forced full collection: SG_DENIAL_FUEL, doubled with each one in this call,
// because a collection walks the whole heap however little was asked for.
int64_t sg_denial_price(sg_meter *meter);

// Fuel counted so far, without the open window.
static inline int64_t sg_fuel_spent(const sg_meter *meter) {
    int64_t sum;
    if (__builtin_add_overflow(meter->blocks, meter->allocation, &sum) ||
        __builtin_add_overflow(sum, meter->library, &sum)) {
        return INT64_MAX;
    }
    return sum;
}

// Whether the watchdog wants the running call to end.
static inline bool sg_is_interrupted(const sg_meter *meter) {
    return atomic_load_explicit(&meter->interrupted, memory_order_relaxed) ==
           atomic_load_explicit(&meter->call_number, memory_order_relaxed);
}

// Forgets kill, traceback and place: a new call begins, or a new text is compiled.
static inline void sg_fault_forget(sg_meter *meter) {
    meter->killed = SG_ALIVE;
    meter->place_count = 0;
    if (meter->trace == NULL) return;
    sg_trace_forget(meter);
    meter->trace->caught = 0;
}

// Raises again the kill that is already in flight, when there is one; does nothing otherwise.
// Library functions that call back into Lua and catch errors use it after catching.
void sg_rethrow_if_killed(lua_State *L);

// Kills the running call: nothing of the plugin runs any more until the host starts a new call.
_Noreturn void sg_raise_kill(lua_State *L, sg_kill reason);

// The C function behind the injected name T.
int sg_checkpoint(lua_State *L);

// Registry key of the plugin's main function, whose first two upvalues are F and T.
extern const char sg_main_function_key;

// The meter of the call that runs on this thread, for the watchdog's signal handler.
extern _Thread_local sg_meter *sg_running_meter;

// Fuel used by the running call, at this moment.
int64_t sg_fuel_used(lua_State *L);

// Starts and ends the accounting of one call; main_index is the stack slot of the main function.
void sg_call_begin(lua_State *L, int main_index, int64_t fuel);
int64_t sg_call_end(lua_State *L, int main_index);

#endif
