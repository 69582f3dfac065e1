// walk.c: all draws of one call, for exact odds. CLuaBridge.h includes this at its end.
#ifndef STRATAGEM_CLUAWALK_H
#define STRATAGEM_CLUAWALK_H

#include "CLuaBridge.h"

typedef struct sg_walk sg_walk;

typedef enum { SG_WALK_STEP, SG_WALK_STAGE, SG_WALK_DECIDE } sg_walk_kind;

// One call of a game or strategy, and the data that it begins with. Bytes are copied.
typedef struct {
    sg_walk_kind kind;
    bool open;                          // of a decision: the round is open
    int32_t action;                     // index of the action
    int64_t amount;                     // minor units, 0 when the action carries none
    sg_bytes state, memory;
    sg_bytes action_data, stage;        // plain data, or empty
} sg_walk_call;

// A result of a call and its chance, weight / total; both have 128 bits.
typedef struct {
    sg_bytes result;
    uint64_t weight_high, weight_low, total_high, total_low;
} sg_walk_branch;

// A walk over the draws of calls in a session's plugins; the session must outlive it. parts is the
// number of parts that the payout of a stage has, 1 to 16.
sg_walk *sg_walk_create(sg_session *session, int32_t parts);
void sg_walk_destroy(sg_walk *walk);

// Chooses the call; what was walked before is forgotten.
void sg_walk_begin(sg_walk *walk, const sg_walk_call *call);
sg_walk_kind sg_walk_current(const sg_walk *walk);
// Only the branches first ..< end of the first draw, which has `branches`.
void sg_walk_range(sg_walk *walk, uint64_t first, uint64_t end, uint64_t branches);

// Makes the call once with random branches. branches: the product of their numbers, whose mean
// over many samples is the number of leaves (Knuth, "Estimating the efficiency of backtrack
// programs", 1975); first: branches of the first draw, 1 when nothing is drawn.
int sg_walk_sample(
    sg_walk *walk, uint64_t number, double *branches, uint64_t *first, sg_fault *fault);

// Walks up to `most` leaves more.
int sg_walk_leaves(sg_walk *walk, int64_t most, int64_t *walked, sg_fault *fault);
bool sg_walk_is_over(const sg_walk *walk);
size_t sg_walk_branch_count(const sg_walk *walk);
sg_walk_branch sg_walk_branch_at(const sg_walk *walk, size_t index);

// Makes the call once with the session's own random numbers, from the start of the round or from
// where the last call left the stream. drawn: numbers taken from the round's stream so far.
int sg_walk_roll(
    sg_walk *walk, uint64_t round, bool goes_on, sg_bytes *result, uint64_t *drawn,
    sg_fault *fault);

// The actions that may be taken in the call's state: bit i for action i.
int sg_walk_legal(sg_walk *walk, uint32_t *legal, sg_fault *fault);
// What observe shows of the call's state as plain data; empty when the game has no observe.
int sg_walk_view(sg_walk *walk, sg_bytes *view, sg_fault *fault);

// walk_kept.c: what a proof that all rounds are alike rests on.
// Whether start of the game took random numbers.
bool sg_walk_start_drew(const sg_walk *walk);
// Whether a step since sg_walk_begin settled its round with another state than it began with, and
// the game goes on.
bool sg_walk_state_changed(const sg_walk *walk);
// Shows the state as a session does before a decision (actions, observe). changed: that this left
// another state.
int sg_walk_look(sg_walk *walk, bool *changed, sg_fault *fault);
// A sum over all data that the game's functions can reach. false: they reach what can not be looked
// into (a coroutine, an iterator), or too much.
bool sg_walk_kept(sg_walk *walk, uint64_t *sum);

#endif
