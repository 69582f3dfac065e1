// The C side of Scripting: sandboxed Lua states and the round driver.
//
// Nothing declared here raises a Lua error or runs plugin code outside a protected call. Functions
// that run plugin code return SG_OK or SG_FAULT and fill an sg_fault. One thread at a time may use
// a plugin and the session that it plays in; sg_plugin_interrupt is the exception.
#ifndef STRATAGEM_CLUABRIDGE_H
#define STRATAGEM_CLUABRIDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SG_OK 0
#define SG_FAULT 1

typedef struct sg_plugin sg_plugin;
typedef struct sg_session sg_session;

// Kinds of fault.
typedef enum {
    SG_FAULT_NONE = 0,
    SG_FAULT_SYNTAX,        // the text does not compile
    SG_FAULT_ERROR,         // a Lua error
    SG_FAULT_FUEL,
    SG_FAULT_MEMORY,
    SG_FAULT_WALL,
    SG_FAULT_LOG,
    SG_FAULT_HOST_CALLS,
    SG_FAULT_CONTRACT,      // a call returned what its contract does not allow
    SG_FAULT_DATA,          // memory or state is not plain data
    SG_FAULT_ABORTED,       // the other plugin failed while this one waited for it
    SG_FAULT_PROCESS,       // its own process ended or answered what no plugin's process answers
    SG_FAULT_KINDS,
} sg_fault_kind;

// A function that used much of a call's fuel, by samples (profile.h).
#define SG_HOT_FUNCTIONS 5
typedef struct {
    int64_t fuel;
    int32_t line;           // the line with most of it
    int32_t line_defined;
    char source[64];        // the file, as Lua shortens it
    char name[40];          // empty when the text gives it none
    char library[40];       // the library function that it called there: "string.rep"; or empty
} sg_hot_function;

typedef struct {
    int32_t kind;           // an sg_fault_kind
    int32_t role;           // SG_ROLE_STRATEGY or SG_ROLE_GAME, 0 outside a round
    int64_t fuel_used;
    int64_t fuel_budget;
    int32_t line;           // where the called function begins, when nothing tells more; or 0
    char call[32];          // "decide", "step", ...
    char message[1024];
    char traceback[4096];
    // Of a kill only, else 0: the budget that ended the call, and the most that the configuration
    // allows; more than the budget when the manifest asked for less.
    int64_t budget_used, budget, budget_allowed;
    int64_t fuel_allocation, fuel_library;  // parts of fuel_used
    int64_t memory_live, memory_peak;       // bytes
    int64_t memory_request;                 // bytes asked for when memory was refused
    int32_t hot_count;
    sg_hot_function hot[SG_HOT_FUNCTIONS];  // heaviest first
} sg_fault;

// Budgets of one plugin. Fuel is in units of about one Lua token.
typedef struct {
    int64_t fuel_load;      // main chunk, start, migrate
    int64_t fuel_call;      // decide, learn, step, observe, actions
    int64_t memory_bytes;
    int64_t log_bytes;      // per call
    int64_t host_calls;     // per call
    int64_t wall_milliseconds;
    // What the configuration allows where the manifest asks for less; 0: the budget is all of it.
    int64_t fuel_allowed, memory_allowed;
} sg_budget;

// Bytes lent by a plugin or session until its next call.
typedef struct { const uint8_t *bytes; size_t count; } sg_bytes;

// --- plugin.c ---------------------------------------------------------------------------------

// A new sandboxed state, or NULL when the system has no memory.
sg_plugin *sg_plugin_create(const sg_budget *budget);
void sg_plugin_destroy(sg_plugin *plugin);
void sg_plugins_keep_small(bool small);  // those made from now on; any thread; see allocator.c

// Compiles the text and runs its main chunk, which must return one table. chunk_name is shown in
// messages ("strategies/flat.lua").
int sg_plugin_load(
    sg_plugin *plugin, const char *text, size_t length, const char *chunk_name, sg_fault *fault);

// The returned table as plain data, with functions as marks (convert.h).
int sg_plugin_manifest(sg_plugin *plugin, sg_bytes *out, sg_fault *fault);

// Binds the functions decide/step, learn/observe and actions; call once after load.
void sg_plugin_bind(sg_plugin *plugin, int32_t role);

// Key of the random stream; the round is set by the driver. role is SG_ROLE_*.
#define SG_ROLE_STRATEGY 1
#define SG_ROLE_GAME 2
void sg_plugin_seed(sg_plugin *plugin, uint64_t seed, uint64_t episode, uint64_t role);

// Calls start(ctx, rng) with ctx given as encoded plain data; the result becomes the data.
int sg_plugin_start(sg_plugin *plugin, const uint8_t *ctx, size_t count, sg_fault *fault);

// Calls migrate(data, from_version) when the plugin has it; the result becomes the data.
int sg_plugin_migrate(sg_plugin *plugin, const char *from_version, sg_fault *fault);

// Encodes the data (memory or state) and restores it.
int sg_plugin_save(sg_plugin *plugin, const char *name, sg_bytes *out, sg_fault *fault);
int sg_plugin_restore(sg_plugin *plugin, const uint8_t *bytes, size_t count, sg_fault *fault);

// Text written by log() since the last call, lines ended by '\n'.
sg_bytes sg_plugin_take_log(sg_plugin *plugin);

// Live bytes, highest live bytes, and fuel of the last call.
int64_t sg_plugin_memory(const sg_plugin *plugin);
int64_t sg_plugin_memory_peak(const sg_plugin *plugin);
int64_t sg_plugin_last_fuel(const sg_plugin *plugin);

// Calls of one name that ended by themselves with more than half of their fuel used.
typedef struct {
    char call[32];
    int32_t line;                // where the called function begins; 0 for the main chunk
    int64_t calls;
    int64_t fuel_most;           // of the one that used most
    int64_t fuel_budget;
    int32_t hot_count;
    sg_hot_function hot[SG_HOT_FUNCTIONS];
} sg_usage;

// The entry at an index, in the order in which the names first came up; false past the end.
bool sg_plugin_usage(sg_plugin *plugin, int32_t index, sg_usage *out);

// Forgets them: the calls were played again, and counted when they were played first.
void sg_plugin_forget_usage(sg_plugin *plugin);

// The text with its fuel charges, for `stratagem check --injected` and tests.
int sg_plugin_injected(
    sg_plugin *plugin, const char *text, size_t length, sg_bytes *out, sg_fault *fault);

// Runs text as a chunk of the plugin's sandbox and gives its results as text, separated by tabs:
// what the corpus and differential tests run.
int sg_plugin_evaluate(
    sg_plugin *plugin, const char *text, size_t length, const char *chunk_name, int64_t fuel,
    sg_bytes *out, sg_fault *fault);

// --- registry.c -------------------------------------------------------------------------------

// What the result of a call depends on.
typedef enum {
    SG_SAME_RESULT = 0,     // the arguments only: the same in every process
    SG_DRAWS,               // the random stream of the round, too
    SG_READS_HOST,          // the state of the host, which is part of the session: budget, log
} sg_determinism;

// A function or constant that a plugin can reach; texts live as long as the process. The form of
// `arguments` is stated in registry.h.
typedef struct {
    const char *library;    // "" for globals
    const char *name;
    const char *arguments;  // NULL for a constant
    const char *results;
    const char *price;
    const char *about;
    const char *safe;
    int32_t determinism;    // an sg_determinism
    bool is_stock;          // the system library's own, unchanged
} sg_registered;

int32_t sg_registry_count(void);

// False, with `out` untouched, when there is no such entry.
bool sg_registry_at(int32_t index, sg_registered *out);

// --- registry_differences.c -------------------------------------------------------------------

// A place where the sandbox differs from stock Lua on purpose.
typedef struct {
    const char *functions;  // separated by spaces; "table.*" is the whole library
    const char *what;       // the sandbox's way
    const char *reason;
    const char *refusal;    // part of the message, where the difference is a refusal; or NULL
} sg_difference;

// False, with `out` untouched, when there is no such entry.
bool sg_difference_at(int32_t index, sg_difference *out);

// --- remote.c, serve.c ------------------------------------------------------------------------

// What guards the process of an isolated plugin, as bits; what is missing the system refused.
#define SG_GUARD_SECCOMP 1u          // system calls: an allow list
#define SG_GUARD_NO_NEW_PRIVILEGES 2u
#define SG_GUARD_LIMITS 4u           // rlimits: processor time, memory, files, processes, cores
#define SG_GUARD_NETWORK 8u          // a network namespace without interfaces
#define SG_GUARD_FILES 16u           // a mount namespace with an empty root
#define SG_GUARD_IPC 32u             // namespaces of System V objects and host names
#define SG_GUARD_USER 64u            // no privileges; the user nobody, when the host is root
#define SG_GUARD_DIES_WITH_HOST 128u
#define SG_GUARD_ALL 255u

// Why an isolated plugin answers no more.
typedef enum {
    SG_LIVES = 0,
    SG_TIMED_OUT,           // a request took longer than its time
    SG_ENDED,               // the process is gone
    SG_UNTRUSTWORTHY,       // it sent what no plugin's process sends
} sg_loss;

// A sandbox in the process at the other end of a connected stream socket, which is taken over. Each
// request must be answered within the milliseconds given. NULL, with the fault filled, when the
// process does not begin as it should; NULL with kind 0 when the system has no memory.
sg_plugin *sg_plugin_connect(
    const sg_budget *budget, int descriptor, int64_t milliseconds, sg_fault *fault);

// Another time for each further request; tests use it.
void sg_plugin_set_patience(sg_plugin *plugin, int64_t milliseconds);

// SG_LIVES for a plugin of this process. What is lost answers no more: end its process.
sg_loss sg_plugin_loss(const sg_plugin *plugin);

// What guards its process (SG_GUARD_*); 0 for a plugin of this process.
uint32_t sg_plugin_guards(const sg_plugin *plugin);

// Has the process try a forbidden act, numbered from 0. Returns 0 when the process did not survive
// it, 1 when the act failed, 2 when it was done, -1 when there is no such act. The name is static.
int sg_plugin_probe(sg_plugin *plugin, int32_t number, const char **name);

// The child's side: answers requests on the socket until it is closed.
void sg_serve(int descriptor, uint32_t guards);

// --- watchdog.c -------------------------------------------------------------------------------

// Starts the watchdog thread of the process when it does not run yet.
void sg_watchdog_start(void);

// --- session.c, round.c -----------------------------------------------------------------------

#define SG_SYMBOLS_MAX 256       // symbol names of a game; symbols shown in one outcome
#define SG_ACTIONS_MAX 32
#define SG_REWARDS_KEPT 16
#define SG_NO_LIMIT INT64_MAX

// What a strategy may see.
#define SG_CONTEXT_BOOTSTRAP 0
#define SG_CONTEXT_PLAY 1
#define SG_CONTEXT_SUMMARY 2

// How a session is paced: waits between rounds of median * exp(spread * z) seconds, z standard
// normal, within the bounds.
typedef struct {
    double median, spread, least, most;
} sg_pace;

// The wait before a round, in milliseconds, from the stream keyed (seed, episode, "pacing", round).
int64_t sg_pace_milliseconds(
    const sg_pace *pace, uint64_t seed, uint64_t episode, int64_t round);

#define SG_LIKENESS_ROUNDS 32    // that are looked at

// How the human-likeness score of a reward is made; see likeness.c.
typedef struct {
    double weight;                       // minor units for a score of 1
    double median, spread;               // of the reference player's waits; seconds
    double change_rate;                  // share of rounds in which he changes his choice
    sg_pace pace;                        // of the session
    bool is_paced;
} sg_likeness;

// Names are NUL-terminated and at most 40 bytes, so that Lua interns them.
typedef struct {
    const char *session_id, *game_id, *currency;
    const char *const *symbols;
    int32_t symbol_count;
    const char *const *actions;          // PlaceBet, Spin, CashOut first
    int32_t action_count;
    const int64_t *stakes;               // sorted, minor units
    int32_t stake_count;
    int32_t context;
    const sg_likeness *likeness;         // NULL: the score is 0
} sg_session_setup;

// The money of a session, in minor units; SG_NO_LIMIT where there is none.
typedef struct {
    int64_t balance, max_bet, day_left, spin_fee, query_fee;
} sg_money;

// Everything that outlives a round besides memory and state: part of each checkpoint.
typedef struct {
    int64_t rounds, hits, decisions, faults;
    int64_t staked, paid, fees;
    int64_t strategy_fuel, game_fuel;
    int64_t last_stake, last_payout, last_bet;
    int32_t last_action, last_symbol_count;
    int32_t reward_count, reward_next;
    double reward_total;
    double rewards[SG_REWARDS_KEPT];
    int64_t reward_rounds[SG_REWARDS_KEPT];
    uint32_t choice_changes;             // a bit a round, the newest last: see likeness.c
    int32_t choice_count;                // bits in it
    uint16_t last_symbols[SG_SYMBOLS_MAX];
} sg_carry;

typedef enum {
    SG_END_ROUNDS = 0,      // played as many rounds as asked for
    SG_END_FULL,            // the journal buffers want to be sealed
    SG_END_CASH_OUT,
    SG_END_REFUSED,         // refusal below says which limit
    SG_END_FAULT,
    SG_END_GAME_OVER,       // the game said done
} sg_end;

typedef enum {
    SG_LIMIT_NONE = 0, SG_LIMIT_MAX_BET, SG_LIMIT_BALANCE, SG_LIMIT_FEE, SG_LIMIT_DAILY,
} sg_limit;

typedef struct {
    sg_end end;
    sg_limit limit;         // of a refusal
    int64_t asked, left;    // minor units, fees included in asked
    int32_t phase;          // of a fault: 0 before the round was settled, 1 in learn
} sg_result;

// NULL when the names do not fit or there is no memory, or, with the fault filled, when the process
// of an isolated plugin failed. Bind and seed both plugins before.
sg_session *sg_session_create(
    sg_plugin *strategy, sg_plugin *game, const sg_session_setup *setup, sg_fault *fault);
void sg_session_destroy(sg_session *session);

sg_money *sg_session_money(sg_session *session);
sg_carry *sg_session_carry(sg_session *session);

// Plays up to `rounds` rounds, or until slice_fuel is used; none while the columns are full. learn
// is not called in the round whose number is skip_learn (0: none).
sg_result sg_session_play(
    sg_session *session, int64_t rounds, int64_t slice_fuel, int64_t skip_learn, sg_fault *fault);

// Records a round that was voided by a fault: no stake, no payout.
void sg_session_void_round(sg_session *session);
// Whether plugins built anew would play on just as these (fresh.h, seen.c). Between rounds only.
bool sg_session_note_fresh(sg_session *session);
bool sg_session_is_fresh(sg_session *session);
bool sg_session_has_kept(const sg_session *session);
void sg_session_build_kept(sg_session *session);

// Bytes for the digest of the rounds since the last call.
sg_bytes sg_session_take_digest_bytes(sg_session *session);

// Journal columns since the last reset: distinct round tuples, and one index a round.
typedef struct {
    sg_bytes tuples;             // each: varint length, bytes (layout in round.c)
    const uint16_t *indexes;
    int32_t tuple_count, round_count;
} sg_columns;
sg_columns sg_session_columns(sg_session *session);
void sg_session_reset_columns(sg_session *session);

// Whether rounds are recorded for journal and digest; they are unless told otherwise. Off only in
// the bench, to tell what recording costs.
void sg_session_set_recording(sg_session *session, bool records);

// --- census.c ---------------------------------------------------------------------------------

// What the process holds now: living plugin states, texts in the compile cache, and bytes that are
// allocated from the C library.
typedef struct { int64_t plugins, compiled_texts, heap_bytes; } sg_census;
sg_census sg_census_take(void);

// Bounds the heaps of the C library, before threads are started; and gives their free pages back to
// the system, which takes their locks for some milliseconds each.
void sg_heap_limit_arenas(int32_t count);
void sg_heap_give_back(void);

// --- bare.c -----------------------------------------------------------------------------------

// The unmetered limit that `stratagem bench` compares with: both texts in one plain Lua state,
// driven by a Lua loop. Gives rounds and the sum of payouts, or SG_FAULT with a message.
typedef struct {
    int64_t rounds, staked, paid;
    int64_t nanoseconds;
} sg_bare_result;
int sg_bare_play(
    const char *strategy, size_t strategy_length, const char *game, size_t game_length,
    int64_t stake, int64_t rounds, uint64_t seed, sg_bare_result *result, sg_fault *fault);

// Processor time of this thread.
int64_t sg_thread_nanoseconds(void);

// Runs one text in a plain Lua state with the system's libraries and gives the processor time.
int sg_bare_run(const char *text, size_t length, int64_t *nanoseconds, sg_fault *fault);

// --- random.c ---------------------------------------------------------------------------------

// One block of Philox4x64-10 (Salmon et al., SC11): for tests against published answers.
void sg_philox(const uint64_t counter[4], const uint64_t key[2], uint64_t out[4]);

#include "CLuaWalk.h"

#endif
