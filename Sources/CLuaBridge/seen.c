// What a strategy sees: a read-only table whose fields are made when they are read, so that a
// strategy pays for what it looks at. Tables in it are fresh for every call.
#include <lauxlib.h>

#include "convert.h"
#include "fault.h"
#include "library_base.h"
#include "meter.h"
#include "sides.h"

enum {
    SEEN_SESSION_ID, SEEN_GAME_ID, SEEN_ROUND, SEEN_BALANCE, SEEN_CURRENCY, SEEN_STAKES, SEEN_LEGAL,
    SEEN_VIEW, SEEN_STATE, SEEN_LAST, SEEN_METRICS, SEEN_REWARDS, SEEN_COUNT,
};
_Static_assert(SEEN_COUNT <= SG_SEEN_MAX, "session.h keeps one name a field");

static const struct {
    const char *name;
    int context;
} fields[SEEN_COUNT] = {
    {"session_id", SG_CONTEXT_BOOTSTRAP}, {"game_id", SG_CONTEXT_BOOTSTRAP},
    {"round", SG_CONTEXT_BOOTSTRAP}, {"balance", SG_CONTEXT_BOOTSTRAP},
    {"currency", SG_CONTEXT_BOOTSTRAP}, {"stakes", SG_CONTEXT_BOOTSTRAP},
    {"legal", SG_CONTEXT_BOOTSTRAP}, {"view", SG_CONTEXT_BOOTSTRAP},
    {"state", SG_CONTEXT_PLAY}, {"last", SG_CONTEXT_PLAY},
    {"metrics", SG_CONTEXT_SUMMARY}, {"rewards", SG_CONTEXT_SUMMARY},
};

#define KEPT_BETWEEN_CALLS (1u << SEEN_STAKES)

void sg_seen_refresh(sg_session *session) { session->cached &= KEPT_BETWEEN_CALLS; }

// Of what a strategy may reach of seen only the list of stakes outlives a call. Pushes it; false,
// with nothing pushed, when it is not built yet.
static bool push_kept(sg_session *session) {
    if (!(session->cached & KEPT_BETWEEN_CALLS)) return false;
    lua_State *L = session->strategy->L;
    lua_getmetatable(L, SLOT_LENT);
    lua_pushliteral(L, "__index");
    lua_rawget(L, -2);
    lua_getupvalue(L, -1, 1);
    lua_rawgeti(L, -1, SEEN_STAKES + 1);
    lua_insert(L, -4);
    lua_pop(L, 3);
    return true;
}

const void *sg_seen_kept(sg_session *session) {
    if (!push_kept(session)) return NULL;
    const void *kept = lua_topointer(session->strategy->L, -1);
    lua_pop(session->strategy->L, 1);
    return kept;
}

bool sg_session_has_kept(const sg_session *session) {
    return (session->cached & KEPT_BETWEEN_CALLS) != 0;
}

// A list that was not built yet is built as it should be.
bool sg_seen_is_fresh(sg_session *session) {
    lua_State *L = session->strategy->L;
    int top = lua_gettop(L);
    if (!push_kept(session)) return true;
    int stakes = lua_gettop(L);
    bool fresh = lua_istable(L, stakes) && !lua_getmetatable(L, stakes);
    int32_t count = 0;
    for (lua_pushnil(L); fresh && lua_next(L, stakes); lua_pop(L, 1)) {
        lua_Integer place = lua_isinteger(L, -2) ? lua_tointeger(L, -2) : 0;
        fresh = place >= 1 && place <= session->stake_count && lua_isinteger(L, -1) &&
                lua_tointeger(L, -1) == session->stakes[place - 1];
        count++;
    }
    lua_settop(L, top);
    return fresh && count == session->stake_count;
}

static void set_integer(lua_State *L, const char *name, int64_t value) {
    lua_pushinteger(L, value);
    lua_setfield(L, -2, name);
}

static void push_stakes(lua_State *L, const sg_session *session) {
    lua_createtable(L, session->stake_count, 0);
    for (int32_t i = 0; i < session->stake_count; i++) {
        lua_pushinteger(L, session->stakes[i]);
        lua_rawseti(L, -2, i + 1);
    }
}

// No call runs, so nobody pays.
void sg_session_build_kept(sg_session *session) {
    lua_State *L = session->strategy->L;
    if (session->strategy->remote != NULL || sg_session_has_kept(session)) return;
    lua_getmetatable(L, SLOT_LENT);
    lua_pushliteral(L, "__index");
    lua_rawget(L, -2);
    lua_getupvalue(L, -1, 1);
    push_stakes(L, session);
    lua_rawseti(L, -2, SEEN_STAKES + 1);
    lua_pop(L, 3);
    session->cached |= KEPT_BETWEEN_CALLS;
}

static void push_legal(lua_State *L, const sg_session *session) {
    lua_createtable(L, session->action_count, 0);
    lua_Integer count = 0;
    for (int32_t i = 0; i < session->action_count; i++) {
        if (!(session->legal >> i & 1)) continue;
        lua_pushstring(L, session->actions[i]);
        lua_rawseti(L, -2, ++count);
    }
}

static void push_last(lua_State *L, const sg_session *session) {
    const sg_carry *carry = &session->carry;
    if (carry->last_action < 0 || carry->last_action >= session->action_count) {
        lua_pushnil(L);
        return;
    }
    lua_createtable(L, 0, 4);
    lua_pushstring(L, session->actions[carry->last_action]);
    lua_setfield(L, -2, "action");
    set_integer(L, "stake", carry->last_stake);
    set_integer(L, "payout", carry->last_payout);
    lua_createtable(L, carry->last_symbol_count, 0);
    for (int32_t i = 0; i < carry->last_symbol_count; i++) {
        if (carry->last_symbols[i] >= session->symbol_count) continue;
        lua_pushstring(L, session->symbols[carry->last_symbols[i]]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "symbols");
}

static void push_metrics(lua_State *L, const sg_session *session) {
    lua_createtable(L, 0, 3);
    set_integer(L, "total_spins", session->carry.rounds);
    set_integer(L, "total_staked", session->carry.staked);
    set_integer(L, "total_payout", session->carry.paid);
}

// The newest rewards, oldest first.
static void push_rewards(lua_State *L, const sg_session *session) {
    const sg_carry *carry = &session->carry;
    lua_createtable(L, carry->reward_count, 0);
    for (int32_t i = 0; i < carry->reward_count; i++) {
        int32_t at = (carry->reward_next - carry->reward_count + i + 2 * SG_REWARDS_KEPT) %
                     SG_REWARDS_KEPT;
        lua_createtable(L, 0, 2);
        lua_pushnumber(L, carry->rewards[at]);
        lua_setfield(L, -2, "reward");
        set_integer(L, "round", carry->reward_rounds[at]);
        lua_rawseti(L, -2, i + 1);
    }
}

// Asks the game for observe(state), in the middle of the strategy's call, and copies the result
// over. A game that fails here ends the round: the strategy is stopped too.
static void push_view(lua_State *L, sg_session *session) {
    // A strategy that kept `seen` may read it in start or migrate: there is no view then.
    if (!session->game_observes || session->fault == NULL) {
        lua_pushnil(L);
        return;
    }
    sg_meter *strategy_meter = sg_running_meter;
    int status = sg_observe(session, session->fault);
    sg_running_meter = strategy_meter;
    if (status != SG_OK) {
        sg_fault_add_caller(session->fault, L, "[host]: in 'seen.view'");
        session->fault->role = SG_ROLE_GAME;
        session->fault_filled = true;
        sg_raise_kill(L, SG_KILL_ABORTED);
    }
    sg_charge(L, (lua_Integer)session->scratch.count);
    if (!sg_decode(L, session->scratch.bytes, session->scratch.count)) lua_pushnil(L);
}

static void push_table_field(lua_State *L, sg_session *session, int field) {
    switch (field) {
        case SEEN_STAKES: push_stakes(L, session); break;
        case SEEN_LEGAL: push_legal(L, session); break;
        case SEEN_VIEW: push_view(L, session); break;
        case SEEN_LAST: push_last(L, session); break;
        case SEEN_METRICS: push_metrics(L, session); break;
        default: push_rewards(L, session); break;
    }
}

static void push_field(lua_State *L, sg_session *session, int field) {
    if (fields[field].context > session->context) {
        lua_pushnil(L);
        return;
    }
    switch (field) {
        case SEEN_SESSION_ID: lua_pushstring(L, session->session_id); return;
        case SEEN_GAME_ID: lua_pushstring(L, session->game_id); return;
        case SEEN_ROUND: lua_pushinteger(L, session->carry.rounds + 1); return;
        case SEEN_BALANCE: lua_pushinteger(L, session->money.balance); return;
        case SEEN_CURRENCY: lua_pushstring(L, session->currency); return;
        case SEEN_STATE: lua_pushliteral(L, "Playing"); return;
        default: break;
    }
    if (!(session->cached >> field & 1)) {
        push_table_field(L, session, field);
        lua_rawseti(L, lua_upvalueindex(1), field + 1);
        session->cached |= 1u << field;
    }
    lua_rawgeti(L, lua_upvalueindex(1), field + 1);
}

static int seen_index(lua_State *L) {
    sg_session *session = sg_meter_of(L)->plugin->session;
    sg_charge(L, 4);
    if (session == NULL || lua_type(L, 2) != LUA_TSTRING) return 0;
    const char *name = lua_tostring(L, 2);
    for (int field = 0; field < SEEN_COUNT; field++) {
        // Short strings are interned: one address a text.
        if (name == session->seen_names[field]) {
            push_field(L, session, field);
            return 1;
        }
    }
    return 0;
}

static int seen_newindex(lua_State *L) {
    return luaL_error(L, "seen is read-only: keep what you need in memory");
}

// pairs(seen) visits the fields of the plugin's level in canonical order.
static int seen_pairs(lua_State *L) {
    sg_session *session = sg_meter_of(L)->plugin->session;
    lua_settop(L, 0);
    lua_createtable(L, 0, SEEN_COUNT);
    for (int field = 0; session != NULL && field < SEEN_COUNT; field++) {
        push_field(L, session, field);
        lua_setfield(L, 1, fields[field].name);
    }
    return sg_ordered_pairs(L);
}

// The functions share a table, upvalue 1, of the fields built so far.
void sg_open_seen(lua_State *L, sg_session *session) {
    static const luaL_Reg functions[] = {
        {"__index", seen_index}, {"__newindex", seen_newindex}, {"__pairs", seen_pairs},
        {NULL, NULL},
    };
    session->cached = 0;
    lua_createtable(L, SEEN_COUNT, 0);
    for (int field = 0; field < SEEN_COUNT; field++) {
        session->seen_names[field] = lua_pushstring(L, fields[field].name);
        lua_rawseti(L, -2, field + 1);
    }
    luaL_ref(L, LUA_REGISTRYINDEX);
    lua_newtable(L);
    lua_createtable(L, 0, 4);
    lua_newtable(L);
    luaL_setfuncs(L, functions, 1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}
