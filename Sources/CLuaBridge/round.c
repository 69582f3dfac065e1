// The round driver: plays rounds between a strategy and a game, each in its own state; sides.h says
// what is asked of them.
//
// One round: decide -> checks against the wallet -> step, again while the outcome is open; then
// the record, then learn. A fault or a refusal before the round is settled voids it: the money
// stands as before. The checks are the rule of Accounts' Allowance, as integer compares.
//
// Digest bytes of a round: its tuple (columns.c), then for each decision: when the action is one of
// the game's own, LEB128 length and plain data of the whole action (length 0: only type and
// amount); LEB128 number of symbols and their indexes; LEB128 length of info and its plain data.
#include <string.h>

#include "convert.h"
#include "fault.h"
#include "sides.h"

// What ends a round early.
typedef enum { STEP_SETTLED, STEP_OPEN, STEP_CASH_OUT, STEP_REFUSED, STEP_FAULT } outcome_kind;

typedef struct {
    sg_session *session;
    sg_fault *fault;
    sg_result *result;
    int64_t stake, payout, fees;     // of the round so far
    int32_t decisions;
    int32_t first_action;
    double reward;                   // of the settled round
    bool game_over;
} round_state;

static outcome_kind fail(round_state *round, int32_t role) {
    sg_session *session = round->session;
    sg_blame(role == SG_ROLE_STRATEGY ? session->strategy : session->game, role, round->fault);
    return STEP_FAULT;
}

// Adds a value below 128 as one byte, the common case, or as LEB128.
static inline void append(sg_buffer *out, uint64_t value) {
    if (value < 0x80 && out->count < out->capacity) {
        out->bytes[out->count++] = (uint8_t)value;
    } else {
        sg_append_varint(out, value);
    }
}

// --- money ------------------------------------------------------------------------------------

static outcome_kind refuse(round_state *round, sg_limit limit, int64_t asked, int64_t left) {
    round->result->limit = limit;
    round->result->asked = asked;
    round->result->left = left;
    return STEP_REFUSED;
}

// Takes amount and fees from the allowance, by the rule at the top of Accounts/Allowance.swift.
static outcome_kind pay(round_state *round, int64_t amount) {
    sg_money *money = &round->session->money;
    int64_t fee = money->query_fee, asked;
    if (amount > money->max_bet - round->stake) {
        return refuse(round, SG_LIMIT_MAX_BET, amount, money->max_bet - round->stake);
    }
    // A sum that does not fit is over every balance, even over the largest.
    bool opens = round->decisions == 0;
    bool too_large = (opens && __builtin_add_overflow(fee, money->spin_fee, &fee)) ||
                     __builtin_add_overflow(amount, fee, &asked);
    if (too_large) asked = INT64_MAX;
    if (too_large || asked > money->balance) {
        sg_limit limit = amount <= money->balance ? SG_LIMIT_FEE : SG_LIMIT_BALANCE;
        return refuse(round, limit, asked, money->balance);
    }
    if (asked > money->day_left) return refuse(round, SG_LIMIT_DAILY, asked, money->day_left);
    money->balance -= asked;
    if (money->day_left != SG_NO_LIMIT) money->day_left -= asked;
    round->stake += amount;
    round->fees += fee;
    return STEP_SETTLED;
}

// --- step -------------------------------------------------------------------------------------

// Whether the session's sums still fit when this round is added.
static bool sums_fit(const round_state *round) {
    const sg_carry *carry = &round->session->carry;
    int64_t sum;
    return !__builtin_add_overflow(carry->staked, round->stake, &sum) &&
           !__builtin_add_overflow(carry->paid, round->payout, &sum) &&
           !__builtin_add_overflow(carry->fees, round->fees, &sum);
}

static outcome_kind call_step(round_state *round, const sg_action *action) {
    sg_session *session = round->session;
    sg_outcome outcome;
    if (sg_step(session, action, &outcome, round->fault) != SG_OK) return fail(round, SG_ROLE_GAME);
    session->round_game_fuel += (int64_t)session->scratch.count;  // info is encoded and digested
    sg_money *money = &session->money;
    if (__builtin_add_overflow(money->balance, outcome.payout, &money->balance) ||
        __builtin_add_overflow(round->payout, outcome.payout, &round->payout)) {
        sg_fault_contract(round->fault, "step", "payout is too large for an account");
        return fail(round, SG_ROLE_GAME);
    }
    if (!sums_fit(round)) {
        sg_fault_contract(
            round->fault, "step",
            "the stakes, fees or payouts of all rounds no longer fit in one sum");
        return fail(round, SG_ROLE_GAME);
    }
    if (session->extra.count > SG_ROUND_BYTES_MAX) {
        sg_fault_contract(
            round->fault, "step", "the round shows more than %d bytes of symbols, info and data",
            SG_ROUND_BYTES_MAX);
        return fail(round, SG_ROLE_GAME);
    }
    append(&session->tuple, (uint64_t)action->index);
    append(&session->tuple, (uint64_t)action->amount);
    append(&session->tuple, (uint64_t)outcome.payout);
    if (outcome.done) round->game_over = true;
    return outcome.open ? STEP_OPEN : STEP_SETTLED;
}

// One decision and its step.
static outcome_kind play_decision(round_state *round) {
    sg_session *session = round->session;
    if (round->decisions == SG_DECISIONS_MAX) {
        sg_fault_contract(
            round->fault, "step", "the round is still open after %d decisions", SG_DECISIONS_MAX);
        return fail(round, SG_ROLE_GAME);
    }
    if (session->actions_change && sg_legal(session, round->fault) != SG_OK) {
        return fail(round, SG_ROLE_GAME);
    }
    sg_action action;
    if (sg_decide(session, round->decisions > 0, &action, round->fault) != SG_OK) {
        return session->fault_filled ? STEP_FAULT : fail(round, SG_ROLE_STRATEGY);
    }
    if (action.index == ACTION_CASH_OUT) return STEP_CASH_OUT;
    outcome_kind paid = pay(round, action.amount);
    if (paid != STEP_SETTLED) return paid;
    if (round->decisions == 0) round->first_action = action.index;
    if (action.index == ACTION_PLACE_BET) session->carry.last_bet = action.amount;
    round->decisions++;
    if (action.index >= ACTIONS_COMMON) {
        size_t count = action.has_data ? session->scratch.count : 0;
        session->round_strategy_fuel += (int64_t)count;
        sg_append_varint(&session->extra, count);
        sg_buffer_append(&session->extra, session->scratch.bytes, count);
    }
    return call_step(round, &action);
}

// --- settle -----------------------------------------------------------------------------------

// PlaceBet and Spin are one choice: a bet.
static inline int32_t choice_of(int32_t action) {
    return action == ACTION_SPIN ? ACTION_PLACE_BET : action;
}

// reward = (payout - stake) - operational cost + human-likeness score, in minor units.
static double reward_of(round_state *round, bool is_first, bool changed) {
    sg_session *session = round->session;
    double reward = (double)(round->payout - round->stake) - (double)round->fees;
    if (!session->has_likeness) return reward;
    sg_likeness_note(&session->carry, is_first, changed);
    const sg_stream *stream = &session->strategy->stream;
    return reward + session->likeness.weight *
                        sg_likeness_score(
                            &session->likeness, &session->waits, stream->seed, stream->episode,
                            &session->carry);
}

static void settle(round_state *round) {
    sg_session *session = round->session;
    sg_carry *carry = &session->carry;
    bool is_first = carry->last_action < 0;
    bool changed = carry->last_stake != round->stake ||
                   choice_of(carry->last_action) != choice_of(round->first_action);
    carry->rounds++;
    carry->decisions += round->decisions;
    carry->staked += round->stake;
    carry->paid += round->payout;
    carry->fees += round->fees;
    if (round->payout > 0) carry->hits++;
    carry->last_action = round->first_action;
    carry->last_stake = round->stake;
    carry->last_payout = round->payout;
    carry->last_symbol_count = session->shown_count;
    memcpy(carry->last_symbols, session->shown, (size_t)session->shown_count * sizeof(uint16_t));
    round->reward = reward_of(round, is_first, changed);
    carry->reward_total += round->reward;
    carry->rewards[carry->reward_next] = round->reward;
    carry->reward_rounds[carry->reward_next] = carry->rounds;
    carry->reward_next = (carry->reward_next + 1) % SG_REWARDS_KEPT;
    if (carry->reward_count < SG_REWARDS_KEPT) carry->reward_count++;
    // The head of the tuple is known only now; its two bytes were left free.
    session->tuple.bytes[0] = round->game_over ? 1 : 0;
    session->tuple.bytes[1] = (uint8_t)(round->decisions & 0x7f);
    session->tuple.bytes[2] = (uint8_t)(round->decisions >> 7);
    sg_columns_append(session);
}

static int call_learn(round_state *round) {
    sg_session *session = round->session;
    if (sg_learn(session, round->reward, round->fault) == SG_OK) return SG_OK;
    if (!session->fault_filled) fail(round, SG_ROLE_STRATEGY);
    return SG_FAULT;
}

static inline void begin_stream(sg_plugin *plugin, uint64_t round) {
    sg_stream_start_round(&plugin->stream, round);
    if (plugin->remote != NULL) plugin->remote->fresh_round = (int64_t)round;
}

static void begin_round(sg_session *session) {
    static const uint8_t head[3] = {0, 0, 0};
    uint64_t number = (uint64_t)session->carry.rounds + 1;
    begin_stream(session->strategy, number);
    begin_stream(session->game, number);
    session->tuple.count = 0;
    session->extra.count = 0;
    session->shown_count = 0;
    session->round_strategy_fuel = 0;
    session->round_game_fuel = 0;
    sg_buffer_append(&session->tuple, head, 3);
}

static outcome_kind play_round(round_state *round, int64_t skip_learn) {
    sg_session *session = round->session;
    sg_money before = session->money;
    int64_t last_bet = session->carry.last_bet;
    begin_round(session);
    outcome_kind kind;
    do {
        kind = play_decision(round);
    } while (kind == STEP_OPEN);
    if (kind != STEP_SETTLED) {
        session->money = before;
        session->carry.last_bet = last_bet;
        return kind;
    }
    settle(round);
    if (session->strategy_learns && session->carry.rounds != skip_learn &&
        call_learn(round) != SG_OK) {
        round->result->phase = 1;
        kind = STEP_FAULT;
    }
    session->carry.strategy_fuel += session->round_strategy_fuel;
    session->carry.game_fuel += session->round_game_fuel;
    return kind;
}

void sg_session_void_round(sg_session *session) {
    static const uint8_t voided[3] = {2, 0, 0};
    session->tuple.count = 0;
    session->extra.count = 0;
    sg_buffer_append(&session->tuple, voided, 3);
    session->carry.rounds++;
    session->carry.faults++;
    sg_columns_append(session);
}

static bool columns_are_full(const sg_session *session) {
    return session->round_count >= SG_COLUMN_ROUNDS_MAX ||
           session->tuples.count > SG_COLUMN_BYTES_MAX;
}

static sg_result play_rounds(
    sg_session *session, int64_t rounds, int64_t slice_fuel, int64_t skip_learn, sg_fault *fault) {
    sg_result result = {SG_END_ROUNDS, SG_LIMIT_NONE, 0, 0, 0};
    sg_carry *carry = &session->carry;
    int64_t fuel_end = carry->strategy_fuel + carry->game_fuel + slice_fuel;
    // A call to another process waits more than it works: there the clock ends the slice.
    bool waits = session->strategy->remote != NULL || session->game->remote != NULL;
    int64_t time_end = waits ? sg_now_nanoseconds() + SG_SLICE_NANOSECONDS : 0;
    for (int64_t i = 0; i < rounds; i++) {
        // A voided round may have filled them.
        if (columns_are_full(session)) {
            result.end = SG_END_FULL;
            return result;
        }
        round_state round = {.session = session, .fault = fault, .result = &result,
                             .first_action = -1};
        fault->fuel_budget = 0;
        switch (play_round(&round, skip_learn)) {
            case STEP_SETTLED:
            case STEP_OPEN: break;
            case STEP_CASH_OUT: result.end = SG_END_CASH_OUT; return result;
            case STEP_REFUSED: result.end = SG_END_REFUSED; return result;
            case STEP_FAULT: result.end = SG_END_FAULT; return result;
        }
        if (round.game_over) {
            result.end = SG_END_GAME_OVER;
            return result;
        }
        if (carry->strategy_fuel + carry->game_fuel >= fuel_end) break;
        if (session->digest.count >= SG_SLICE_BYTES) break;
        if (waits && sg_now_nanoseconds() >= time_end) break;
    }
    if (columns_are_full(session)) result.end = SG_END_FULL;
    return result;
}

sg_result sg_session_play(
    sg_session *session, int64_t rounds, int64_t slice_fuel, int64_t skip_learn, sg_fault *fault) {
    sg_result result = play_rounds(session, rounds, slice_fuel, skip_learn, fault);
    session->fault = NULL;  // it is the caller's
    sg_seen_refresh(session);
    return result;
}
