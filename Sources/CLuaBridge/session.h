// One session: a strategy and a game that play rounds against an allowance of money.
#ifndef STRATAGEM_SESSION_H
#define STRATAGEM_SESSION_H

#include "likeness.h"
#include "plugin.h"

// The three actions that mean the same in every game.
enum { ACTION_PLACE_BET, ACTION_SPIN, ACTION_CASH_OUT, ACTIONS_COMMON };

#define SG_DECISIONS_MAX 1000        // of one round
#define SG_COLUMN_ROUNDS_MAX 65536   // a tuple's index has 16 bits
#define SG_COLUMN_BYTES_MAX (1 << 19)
#define SG_ROUND_BYTES_MAX (4 << 20) // of what one round shows: info takes no fuel to show again
#define SG_SLICE_BYTES (1 << 20)     // of digest bytes: more end the slice
#define SG_SLICE_NANOSECONDS 10000000 // of a session with an isolated plugin
#define SG_SEEN_MAX 16               // fields of seen

typedef struct {
    const char *text;                // interned in the game's state
    int32_t index;
} symbol_slot;

// A distinct round tuple of the chunk; see columns.c.
typedef struct {
    uint32_t hash;
    uint32_t offset;                 // in tuples, of the bytes
    uint32_t length;
    int32_t index;                   // -1: empty
} tuple_slot;

struct sg_session {
    sg_plugin *strategy, *game;
    sg_money money;
    sg_carry carry;
    int32_t context;
    bool has_likeness;
    sg_likeness likeness;
    sg_likeness_waits waits;
    // Names.
    char session_id[64], game_id[64], currency[8];
    int32_t action_count, symbol_count;
    char (*actions)[48];
    char (*symbols)[48];
    const char *strategy_actions[SG_ACTIONS_MAX];   // interned in the strategy's state
    const char *game_actions[SG_ACTIONS_MAX];       // interned in the game's state
    const char *seen_names[SG_SEEN_MAX];            // interned in the strategy's state
    symbol_slot *symbol_slots;       // by address, a quarter full or less: short probes
    uint32_t symbol_mask;            // their number, a power of two, less one
    int64_t *stakes;
    int32_t stake_count;
    // The round that is played.
    bool strategy_learns, game_observes, actions_change, is_unrecorded;
    uint32_t legal;                  // bit i: action i may be taken
    uint32_t cached;                 // fields of seen that are built for this call
    int64_t round_strategy_fuel, round_game_fuel;
    int32_t shown_count;             // symbols of the newest outcome
    uint16_t shown[SG_SYMBOLS_MAX];
    void *server;                    // in the child: what asks the host (serve.c)
    sg_fault *fault;                 // where observe reports while a round is played, else NULL
    bool fault_filled;
    sg_buffer scratch;               // encoded view, action data
    sg_buffer tuple, extra;          // of this round: for the journal, for the digest only
    // Since the last reset.
    sg_buffer digest;
    sg_buffer tuples;
    tuple_slot *slots;
    int32_t slot_count, tuple_count;
    uint16_t *indexes;
    int32_t round_count, round_capacity;
};

// Index of a symbol by its interned text, or -1.
int32_t sg_symbol_index(const sg_session *session, const char *text);

// seen.c: starts a new call: what was built of seen is dropped.
void sg_seen_refresh(sg_session *session);

// The table of seen that outlives a call, by its address; NULL before it is built.
const void *sg_seen_kept(sg_session *session);

// Whether the strategy left what is kept of seen as it was built.
bool sg_seen_is_fresh(sg_session *session);

// columns.c
void sg_columns_append(sg_session *session);
void sg_columns_free(sg_session *session);

#endif
