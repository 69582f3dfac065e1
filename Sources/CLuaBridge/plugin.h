// One plugin: a Lua state, its meter, its random stream, and the fixed stack slots that the round
// driver works on.
#ifndef STRATAGEM_PLUGIN_H
#define STRATAGEM_PLUGIN_H

#include <lua.h>

#include "include/CLuaBridge.h"
#include "meter.h"
#include "random.h"

// Slots of the main thread's stack, filled by load and bind. Kept there so that a round needs no
// registry look-up and no string hashing.
enum {
    SLOT_MAIN = 1,       // main function: its upvalue 1 is F
    SLOT_MANIFEST,       // the table that the plugin returned
    SLOT_DATA,           // memory of a strategy, state of a game
    SLOT_RNG,
    SLOT_LENT,           // seen (strategy), action (game)
    SLOT_ACT,            // decide, step
    SLOT_AFTER,          // learn, observe; nil when the plugin has none
    SLOT_ACTIONS,        // actions, when it is a function
    SLOT_HANDLER,        // message handler of protected calls
    SLOT_TYPE,           // the keys of actions and outcomes
    SLOT_AMOUNT,
    SLOT_PAYOUT,
    SLOT_SYMBOLS,
    SLOT_OPEN,
    SLOT_DONE,
    SLOT_INFO,
    SLOT_TOP = SLOT_INFO,    // above it, in a game: the action types (session.c)
};

// A growing byte buffer of the host's own; grows by doubling, freed with its owner.
typedef struct {
    uint8_t *bytes;
    size_t count, capacity;
} sg_buffer;

// Makes room for `more` bytes; false when the system has no memory.
bool sg_buffer_reserve(sg_buffer *buffer, size_t more);
void sg_buffer_append(sg_buffer *buffer, const void *bytes, size_t count);
void sg_buffer_free(sg_buffer *buffer);

// Calls of one name that used more than half of their fuel (usage.c).
#define SG_USAGE_CALLS 8         // load, start, migrate, decide, learn, step, observe, actions
typedef struct {
    const char *call;
    int32_t line;
    int64_t calls, fuel_most, fuel_budget;
    sg_profile profile;          // of the call that used most
} sg_usage_entry;

struct sg_plugin {
    sg_meter meter;
    sg_stream stream;
    lua_State *L;
    // The text, for the names of its functions.
    char *text;
    size_t text_length;
    int32_t line_count;
    char shown_name[LUA_IDSIZE];
    sg_budget budget;
    int64_t last_fuel;
    int32_t usage_count;
    sg_usage_entry *usage;   // made with the first entry
    sg_buffer out;           // lent bytes: manifest, saved data, evaluated results
    sg_buffer log;
    sg_session *session;     // the session it plays in, or NULL
    _Atomic int32_t thread;  // the one that runs it now, by the kernel's number
    sg_plugin *next_watched; // watchdog.c
    uint64_t watched_number;
    int64_t watched_since;
    struct sg_fresh *fresh;  // how it was when it was loaded (fresh.h), or NULL
    struct sg_remote *remote; // its own process (remote.h), and L is NULL; NULL: it lives here
};

// Calls the function below `arguments` values on the stack, under the budget; the result (one
// value) replaces them. Returns SG_OK, or SG_FAULT with the fault filled and nothing pushed.
int sg_protected_call(
    sg_plugin *plugin, int arguments, int64_t fuel, const char *call, sg_fault *fault);

// Counts the call that has just ended: it used more than half of its fuel.
void sg_usage_note(sg_plugin *plugin, const char *call);

// trace.c: whether a frame is the main chunk of a text, and the name that the plugin's text gives
// its function.
bool sg_is_main(const sg_plugin *plugin, const sg_frame *frame);
bool sg_function_name(const sg_plugin *plugin, const sg_frame *frame, char *name);

// watchdog.c
void sg_watchdog_add(sg_plugin *plugin);
void sg_watchdog_remove(sg_plugin *plugin);
int64_t sg_watchdog_count(void);  // plugins that live
// The kernel's number of this thread; 0 before sg_watchdog_reach_thread, which also lets the
// watchdog's signal reach it: threads of libdispatch block all signals.
extern _Thread_local int32_t sg_own_thread;
void sg_watchdog_reach_thread(void);

// library_base.c, library_coroutine.c: fill the globals of a new state.
void sg_open_base(lua_State *L);
void sg_open_coroutine(lua_State *L);

// session.c: pushes the table `seen`.
void sg_open_seen(lua_State *L, sg_session *session);

#endif
