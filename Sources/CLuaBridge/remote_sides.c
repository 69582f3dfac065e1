// The sides of a round that live in processes of their own, and what is believed of their answers:
// an action or outcome is checked as if a plugin had returned it, and then once more for what only
// a process that was taken over could send.
#include "sides.h"

#include <string.h>

#include "fault.h"

// --- the session ------------------------------------------------------------------------------

static void put_names(sg_channel *channel, const char *const *names, int32_t count) {
    sg_put_u32(channel, (uint32_t)count);
    for (int32_t i = 0; i < count; i++) sg_put_bytes(channel, names[i], strlen(names[i]));
}

int sg_remote_open(
    sg_plugin *plugin, const sg_session_setup *setup, bool game_observes, sg_fault *fault) {
    sg_remote *remote = plugin->remote;
    sg_channel *channel = sg_remote_begin(plugin, SG_WIRE_SESSION);
    sg_put_u32(channel, (uint32_t)remote->role);
    sg_put_i64(channel, (int64_t)remote->seed);
    sg_put_i64(channel, (int64_t)remote->episode);
    sg_put_u32(channel, game_observes);
    sg_put_u32(channel, (uint32_t)setup->context);
    const char *const names[] = {setup->session_id, setup->game_id, setup->currency};
    put_names(channel, names, 3);
    put_names(channel, setup->symbols, setup->symbol_count);
    put_names(channel, setup->actions, setup->action_count);
    sg_put_u32(channel, (uint32_t)setup->stake_count);
    for (int32_t i = 0; i < setup->stake_count; i++) sg_put_i64(channel, setup->stakes[i]);
    sg_reader reply;
    if (sg_remote_request(plugin, NULL, "load", &reply, fault) != SG_OK) return SG_FAULT;
    remote->has_after = sg_take_u32(&reply) != 0;
    remote->has_actions = sg_take_u32(&reply) != 0;
    remote->act_line = (int32_t)(sg_take_u32(&reply) & INT32_MAX);
    remote->actions_line = (int32_t)(sg_take_u32(&reply) & INT32_MAX);
    if (sg_reader_is_done(&reply)) return SG_OK;
    return sg_remote_distrust(plugin, "load", "a session that is not one", fault);
}

// The round that a request belongs to, when it is the first of the round.
static void put_round(sg_channel *channel, sg_remote *remote) {
    sg_put_i64(channel, remote->fresh_round);
    remote->fresh_round = 0;
}

// --- the strategy -----------------------------------------------------------------------------

// What seen shows besides the view.
static sg_channel *begin_strategy(sg_session *session, sg_wire_kind kind, sg_fault *fault) {
    session->fault = fault;
    session->fault_filled = false;
    sg_channel *channel = sg_remote_begin(session->strategy, kind);
    put_round(channel, session->strategy->remote);
    const sg_carry *carry = &session->carry;
    size_t symbols = (size_t)carry->last_symbol_count * sizeof carry->last_symbols[0];
    sg_put_i64(channel, session->money.balance);
    sg_put_u32(channel, session->legal);
    sg_put_bytes(channel, carry, offsetof(sg_carry, last_symbols) + symbols);
    return channel;
}

// The game's failure in between is already in the fault.
static int call_strategy(
    sg_session *session, const char *call, sg_reader *reply, sg_fault *fault) {
    sg_fault own;
    int status = sg_remote_request(session->strategy, session, call, reply, &own);
    session->round_strategy_fuel += session->strategy->last_fuel;
    if (session->fault_filled) {
        if (status != SG_OK) sg_fault_add_frames(fault, own.traceback);
        return SG_FAULT;
    }
    if (status != SG_OK) *fault = own;
    return status;
}

int sg_observe_for(sg_session *session) {
    if (session->fault_filled) return SG_FAULT;
    if (sg_observe(session, session->fault) == SG_OK) return SG_OK;
    session->fault->role = SG_ROLE_GAME;
    session->fault_filled = true;
    return SG_FAULT;
}

static bool action_is_sound(
    const sg_session *session, bool round_is_open, const sg_action *action) {
    if (action->index < 0 || action->index >= session->action_count || action->amount < 0) {
        return false;
    }
    bool is_legal = session->legal >> action->index & 1;
    switch (action->index) {
        case ACTION_CASH_OUT: return is_legal && !round_is_open && action->amount == 0;
        case ACTION_PLACE_BET:
            // A Spin comes as the bet that it repeats.
            if ((session->legal >> ACTION_SPIN & 1) && action->amount > 0 &&
                action->amount == session->carry.last_bet) {
                return true;
            }
            return is_legal && action->amount > 0 &&
                   sg_stake_is_allowed(session, action->amount);
        case ACTION_SPIN: return false;
        default:
            return is_legal &&
                   (action->amount == 0 || sg_stake_is_allowed(session, action->amount));
    }
}

static bool take_action_data(sg_session *session, sg_reader *reply, const sg_action *action) {
    sg_bytes data = sg_take_bytes(reply);
    session->scratch.count = 0;
    if (!sg_reader_is_done(reply)) return false;
    if (!action->has_data) return data.count == 0;
    if (action->index < ACTIONS_COMMON || !sg_data_is_sound(data.bytes, data.count, false)) {
        return false;
    }
    sg_buffer_append(&session->scratch, data.bytes, data.count);
    return data.bytes[0] == 7;    // a map: an action has a type
}

int sg_remote_decide(
    sg_session *session, bool round_is_open, sg_action *action, sg_fault *fault) {
    sg_plugin *strategy = session->strategy;
    sg_channel *channel = begin_strategy(session, SG_WIRE_DECIDE, fault);
    sg_put_u32(channel, round_is_open);
    sg_reader reply;
    if (call_strategy(session, "decide", &reply, fault) != SG_OK) return SG_FAULT;
    action->index = (int32_t)sg_take_u32(&reply);
    action->amount = sg_take_i64(&reply);
    action->has_data = sg_take_u32(&reply) != 0;
    if (!take_action_data(session, &reply, action) ||
        !action_is_sound(session, round_is_open, action)) {
        return sg_remote_distrust(strategy, "decide", "an action that is not legal", fault);
    }
    if (action->has_data && !sg_data_is_quick(session->scratch.bytes, session->scratch.count)) {
        sg_fault_contract(
            fault, "decide",
            "the action holds more than %d entries with numeric keys, which do not cross between "
            "processes; use a list", SG_NUMBER_KEYS_MAX);
        return SG_FAULT;
    }
    return SG_OK;
}

int sg_remote_learn(sg_session *session, double reward, sg_fault *fault) {
    sg_channel *channel = begin_strategy(session, SG_WIRE_LEARN, fault);
    int64_t bits;
    memcpy(&bits, &reward, sizeof bits);
    sg_put_i64(channel, bits);
    sg_reader reply;
    if (call_strategy(session, "learn", &reply, fault) != SG_OK) return SG_FAULT;
    if (sg_reader_is_done(&reply)) return SG_OK;
    return sg_remote_distrust(session->strategy, "learn", "more than was asked for", fault);
}

// --- the game ---------------------------------------------------------------------------------

static int call_game(sg_session *session, const char *call, sg_reader *reply, sg_fault *fault) {
    int status = sg_remote_request(session->game, NULL, call, reply, fault);
    session->round_game_fuel += session->game->last_fuel;
    return status;
}

static sg_channel *begin_game(sg_session *session, sg_wire_kind kind) {
    sg_channel *channel = sg_remote_begin(session->game, kind);
    put_round(channel, session->game->remote);
    return channel;
}

int sg_remote_legal(sg_session *session, sg_fault *fault) {
    begin_game(session, SG_WIRE_LEGAL);
    sg_reader reply;
    if (call_game(session, "actions", &reply, fault) != SG_OK) return SG_FAULT;
    uint32_t legal = sg_take_u32(&reply);
    if (!sg_reader_is_done(&reply) || legal == 0 ||
        (uint64_t)legal >> session->action_count != 0) {
        return sg_remote_distrust(
            session->game, "actions", "an action that the game does not have", fault);
    }
    session->legal = legal;
    return SG_OK;
}

// Symbols into session->shown and the digest's bytes, as sg_read_outcome does.
static bool take_symbols(sg_session *session, sg_reader *reply) {
    uint32_t count = sg_take_u32(reply);
    if (reply->bad || count > SG_SYMBOLS_MAX) return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t symbol = sg_take_u32(reply);
        if (symbol >= (uint32_t)session->symbol_count) return false;
        session->shown[i] = (uint16_t)symbol;
    }
    session->shown_count = (int32_t)count;
    sg_append_shown(session, &session->extra);
    return !reply->bad;
}

static bool take_info(sg_session *session, sg_reader *reply) {
    sg_bytes info = sg_take_bytes(reply);
    if (!sg_reader_is_done(reply)) return false;
    if (info.count > 0 && !sg_data_is_sound(info.bytes, info.count, false)) return false;
    session->scratch.count = 0;
    sg_buffer_append(&session->scratch, info.bytes, info.count);
    sg_append_info(session, &session->extra);
    return true;
}

int sg_remote_step(
    sg_session *session, const sg_action *action, sg_outcome *outcome, sg_fault *fault) {
    sg_channel *channel = begin_game(session, SG_WIRE_STEP);
    sg_put_u32(channel, (uint32_t)action->index);
    sg_put_i64(channel, action->amount);
    sg_put_u32(channel, action->has_data);
    sg_put_bytes(channel, session->scratch.bytes, action->has_data ? session->scratch.count : 0);
    sg_reader reply;
    if (call_game(session, "step", &reply, fault) != SG_OK) return SG_FAULT;
    outcome->payout = sg_take_i64(&reply);
    outcome->open = sg_take_u32(&reply) != 0;
    outcome->done = sg_take_u32(&reply) != 0;
    if (outcome->payout >= 0 && take_symbols(session, &reply) && take_info(session, &reply)) {
        return SG_OK;
    }
    return sg_remote_distrust(session->game, "step", "an outcome that is not one", fault);
}

int sg_remote_observe(sg_session *session, sg_fault *fault) {
    if (session->game->remote->is_host) return sg_host_view(session, fault);
    begin_game(session, SG_WIRE_OBSERVE);
    sg_reader reply;
    if (call_game(session, "observe", &reply, fault) != SG_OK) return SG_FAULT;
    sg_bytes view = sg_take_bytes(&reply);
    if (!sg_reader_is_done(&reply) || !sg_data_is_sound(view.bytes, view.count, false)) {
        return sg_remote_distrust(session->game, "observe", "a view that is not one", fault);
    }
    if (!sg_data_is_quick(view.bytes, view.count)) {
        sg_fault_contract(
            fault, "observe",
            "the view holds more than %d entries with numeric keys, which do not cross between "
            "processes; use a list", SG_NUMBER_KEYS_MAX);
        return SG_FAULT;
    }
    session->scratch.count = 0;
    sg_buffer_append(&session->scratch, view.bytes, view.count);
    return SG_OK;
}
