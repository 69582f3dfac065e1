// The sides of a round that live in this process: the plugins' functions are called, and what they
// return is read, with raw stack access.
#include "sides.h"

#include <lauxlib.h>
#include <string.h>

#include "convert.h"
#include "fault.h"

// A broken contract has no traceback: the line where the function that broke it begins.
static int32_t line_of_contract(const sg_plugin *plugin, const char *call) {
    bool is_actions = strcmp(call, "actions") == 0;
    if (plugin->remote != NULL) {
        return is_actions ? plugin->remote->actions_line : plugin->remote->act_line;
    }
    return sg_line_of(plugin, is_actions ? SLOT_ACTIONS : SLOT_ACT);
}

int32_t sg_line_of(const sg_plugin *plugin, int slot) {
    lua_State *L = plugin->L;
    lua_pushvalue(L, slot);
    if (!lua_isfunction(L, -1)) {
        lua_pop(L, 1);
        return 0;
    }
    lua_Debug function;
    lua_getinfo(L, ">S", &function);
    return function.linedefined > 0 ? function.linedefined : 0;
}

void sg_blame(const sg_plugin *plugin, int32_t role, sg_fault *fault) {
    fault->role = role;
    if (fault->fuel_budget != 0) return;
    fault->fuel_used = plugin->last_fuel;
    fault->fuel_budget = plugin->budget.fuel_call;
    fault->line = line_of_contract(plugin, fault->call);
}

// --- the strategy -----------------------------------------------------------------------------

// Calls what is on the strategy's stack; what the game failed with in between goes first.
static int call_strategy(
    sg_session *session, int arguments, const char *call, sg_fault *fault) {
    sg_fault own;
    int status = sg_protected_call(
        session->strategy, arguments, session->strategy->budget.fuel_call, call, &own);
    session->round_strategy_fuel += session->strategy->last_fuel;
    if (status != SG_OK && !session->fault_filled) *fault = own;
    return status;
}

static void begin_strategy(sg_session *session, int function, sg_fault *fault) {
    lua_State *S = session->strategy->L;
    sg_seen_refresh(session);
    session->fault = fault;
    session->fault_filled = false;
    lua_pushvalue(S, function);
    lua_pushvalue(S, SLOT_DATA);
    lua_pushvalue(S, SLOT_LENT);
}

int sg_local_decide(
    sg_session *session, bool round_is_open, sg_action *action, sg_fault *fault) {
    lua_State *S = session->strategy->L;
    begin_strategy(session, SLOT_ACT, fault);
    lua_pushvalue(S, SLOT_RNG);
    if (call_strategy(session, 3, "decide", fault) != SG_OK) return SG_FAULT;
    bool done = sg_read_action(session, S, round_is_open, action, fault);
    lua_pop(S, 1);
    return done ? SG_OK : SG_FAULT;
}

int sg_local_learn(sg_session *session, double reward, sg_fault *fault) {
    begin_strategy(session, SLOT_AFTER, fault);
    lua_pushnumber(session->strategy->L, reward);
    if (call_strategy(session, 3, "learn", fault) != SG_OK) return SG_FAULT;
    lua_pop(session->strategy->L, 1);
    return SG_OK;
}

// --- the game ---------------------------------------------------------------------------------

static int call_game(sg_session *session, int arguments, const char *call, sg_fault *fault) {
    int status = sg_protected_call(
        session->game, arguments, session->game->budget.fuel_call, call, fault);
    session->round_game_fuel += session->game->last_fuel;
    return status;
}

int sg_local_legal(sg_session *session, sg_fault *fault) {
    lua_State *G = session->game->L;
    lua_pushvalue(G, SLOT_ACTIONS);
    lua_pushvalue(G, SLOT_DATA);
    if (call_game(session, 1, "actions", fault) != SG_OK) return SG_FAULT;
    bool done = sg_read_legal(session, G, fault);
    lua_pop(G, 1);
    return done ? SG_OK : SG_FAULT;
}

// The action as the game sees it: the lent table, or what the strategy returned when it holds more
// than type and amount. Those two are set in any case: they are what was checked and paid.
static void push_action(sg_session *session, const sg_action *action) {
    lua_State *G = session->game->L;
    bool has_data = action->has_data &&
                    sg_decode(G, session->scratch.bytes, session->scratch.count);
    if (!has_data) lua_pushvalue(G, SLOT_LENT);
    lua_pushvalue(G, SLOT_TYPE);
    lua_pushvalue(G, SLOT_TOP + 1 + action->index);
    lua_rawset(G, -3);
    lua_pushvalue(G, SLOT_AMOUNT);
    if (action->amount > 0) {
        lua_pushinteger(G, action->amount);
    } else {
        lua_pushnil(G);
    }
    lua_rawset(G, -3);
}

int sg_local_step(
    sg_session *session, const sg_action *action, sg_outcome *outcome, sg_fault *fault) {
    lua_State *G = session->game->L;
    lua_pushvalue(G, SLOT_ACT);
    lua_pushvalue(G, SLOT_DATA);
    push_action(session, action);
    lua_pushvalue(G, SLOT_RNG);
    if (call_game(session, 3, "step", fault) != SG_OK) return SG_FAULT;
    bool done = sg_read_outcome(session, G, outcome, &session->extra, fault);
    lua_pop(G, 1);
    return done ? SG_OK : SG_FAULT;
}

int sg_local_observe(sg_session *session, sg_fault *fault) {
    lua_State *G = session->game->L;
    char message[256];
    lua_pushvalue(G, SLOT_AFTER);
    lua_pushvalue(G, SLOT_DATA);
    session->scratch.count = 0;
    if (call_game(session, 1, "observe", fault) != SG_OK) return SG_FAULT;
    bool done = sg_encode(G, -1, "view", false, &session->scratch, message);
    lua_pop(G, 1);
    if (!done) sg_fault_contract(fault, "observe", "%s", message);
    return done ? SG_OK : SG_FAULT;
}
