// What crosses between plugins and driver in a round: actions, outcomes, legal actions.
#ifndef STRATAGEM_ROUND_VALUES_H
#define STRATAGEM_ROUND_VALUES_H

#include "session.h"

typedef struct {
    int32_t index;
    int64_t amount;          // minor units, 0 when the action carries none
    bool has_data;           // scratch holds the whole action as plain data
} sg_action;

typedef struct {
    int64_t payout;
    bool open, done;
} sg_outcome;

// Read the value on top of the stack and leave it there. On a broken contract: false, with the
// fault filled.
bool sg_read_action(
    sg_session *session, lua_State *S, bool round_is_open, sg_action *action, sg_fault *fault);
bool sg_read_outcome(
    sg_session *session, lua_State *G, sg_outcome *outcome, sg_buffer *extra, sg_fault *fault);
// Whether the game takes this stake.
bool sg_stake_is_allowed(const sg_session *session, int64_t amount);

// The digest's bytes of the symbols shown, and of the info in session->scratch.
void sg_append_shown(const sg_session *session, sg_buffer *extra);
void sg_append_info(const sg_session *session, sg_buffer *extra);
bool sg_read_legal(sg_session *session, lua_State *G, sg_fault *fault);

#endif
