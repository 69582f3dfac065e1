// The two sides of a round. What the driver asks of a plugin is one call here: answered by its
// state in this process (sides.c) or by its own process (remote_sides.c).
//
// All return SG_OK, or SG_FAULT with the fault filled. Fuel is added to the session's round.
#ifndef STRATAGEM_SIDES_H
#define STRATAGEM_SIDES_H

#include "remote.h"
#include "round_values.h"

// Says whose fault it is; a broken contract gets its fuel and the line where the function begins.
void sg_blame(const sg_plugin *plugin, int32_t role, sg_fault *fault);

// Where the function in a slot begins, or 0.
int32_t sg_line_of(const sg_plugin *plugin, int slot);

// Answers seen.view for a strategy in its own process; what fails is noted in the session.
int sg_observe_for(sg_session *session);

// decide, and its action read and checked. When the game failed in between (seen.view), the
// session's fault_filled is set and the fault is the game's.
int sg_local_decide(
    sg_session *session, bool round_is_open, sg_action *action, sg_fault *fault);
int sg_local_learn(sg_session *session, double reward, sg_fault *fault);
// actions(state) into session->legal.
int sg_local_legal(sg_session *session, sg_fault *fault);
// step; symbols into session->shown, info as plain data into session->scratch.
int sg_local_step(
    sg_session *session, const sg_action *action, sg_outcome *outcome, sg_fault *fault);
// observe; its result as plain data into session->scratch.
int sg_local_observe(sg_session *session, sg_fault *fault);

int sg_remote_decide(
    sg_session *session, bool round_is_open, sg_action *action, sg_fault *fault);
int sg_remote_learn(sg_session *session, double reward, sg_fault *fault);
int sg_remote_legal(sg_session *session, sg_fault *fault);
int sg_remote_step(
    sg_session *session, const sg_action *action, sg_outcome *outcome, sg_fault *fault);
int sg_remote_observe(sg_session *session, sg_fault *fault);

static inline int sg_decide(
    sg_session *session, bool round_is_open, sg_action *action, sg_fault *fault) {
    return session->strategy->remote == NULL
               ? sg_local_decide(session, round_is_open, action, fault)
               : sg_remote_decide(session, round_is_open, action, fault);
}

static inline int sg_learn(sg_session *session, double reward, sg_fault *fault) {
    return session->strategy->remote == NULL ? sg_local_learn(session, reward, fault)
                                             : sg_remote_learn(session, reward, fault);
}

static inline int sg_legal(sg_session *session, sg_fault *fault) {
    return session->game->remote == NULL ? sg_local_legal(session, fault)
                                         : sg_remote_legal(session, fault);
}

static inline int sg_step(
    sg_session *session, const sg_action *action, sg_outcome *outcome, sg_fault *fault) {
    return session->game->remote == NULL ? sg_local_step(session, action, outcome, fault)
                                         : sg_remote_step(session, action, outcome, fault);
}

static inline int sg_observe(sg_session *session, sg_fault *fault) {
    return session->game->remote == NULL ? sg_local_observe(session, fault)
                                         : sg_remote_observe(session, fault);
}

#endif
