// Reading actions and outcomes: raw accesses only, so that no plugin code runs here.
#include "round_values.h"

#include <stdio.h>
#include <string.h>

#include "convert.h"
#include "fault.h"

static const char *type_name(lua_State *L, int index) {
    return lua_typename(L, lua_type(L, index));
}

// A number as people write it, for messages.
static void describe_number(lua_State *L, int index, char out[48]) {
    if (lua_isinteger(L, index)) {
        snprintf(out, 48, "%lld", (long long)lua_tointeger(L, index));
    } else if (lua_tonumber(L, index) != lua_tonumber(L, index)) {
        snprintf(out, 48, "nan");       // without the sign, which depends on the processor
    } else {
        snprintf(out, 48, "%.14g", lua_tonumber(L, index));
    }
}

// --- action -----------------------------------------------------------------------------------

static int32_t action_index(const sg_session *session, const char *text) {
    for (int32_t i = 0; i < session->action_count; i++) {
        if (session->strategy_actions[i] == text) return i;
    }
    return -1;
}

static bool read_type(sg_session *session, lua_State *S, sg_action *action, sg_fault *fault) {
    lua_pushvalue(S, SLOT_TYPE);
    if (lua_rawget(S, -2) != LUA_TSTRING) {
        sg_fault_contract(
            fault, "decide",
            "decide returned a table whose type is a %s; an action is { type = \"PlaceBet\", "
            "amount = ... }", type_name(S, -1));
        lua_pop(S, 1);
        return false;
    }
    const char *text = lua_tostring(S, -1);
    action->index = action_index(session, text);
    if (action->index < 0 || !(session->legal >> action->index & 1)) {
        char legal[400] = "";
        size_t used = 0;
        for (int32_t i = 0; i < session->action_count && used < sizeof legal; i++) {
            if (!(session->legal >> i & 1)) continue;
            used += (size_t)snprintf(legal + used, sizeof legal - used, "%s%s",
                                     used == 0 ? "" : ", ", session->actions[i]);
        }
        sg_fault_contract(
            fault, "decide", "decide chose %.60s, which is not legal now; legal are: %s", text,
            legal);
        lua_pop(S, 1);
        return false;
    }
    lua_pop(S, 1);
    return true;
}

bool sg_stake_is_allowed(const sg_session *session, int64_t amount) {
    int32_t low = 0, high = session->stake_count - 1;
    while (low <= high) {
        int32_t middle = low + (high - low) / 2;
        if (session->stakes[middle] == amount) return true;
        if (session->stakes[middle] < amount) {
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return session->stake_count == 0;
}

static bool check_stake(const sg_session *session, int64_t amount, sg_fault *fault) {
    if (sg_stake_is_allowed(session, amount)) return true;
    int32_t count = session->stake_count;
    int64_t least = session->stakes[0], most = session->stakes[count - 1];
    if (amount < least || amount > most) {
        sg_fault_contract(
            fault, "decide",
            "amount %lld is %s the stakes of %s, which go from %lld to %lld minor units",
            (long long)amount, amount < least ? "under" : "over", session->game_id,
            (long long)least, (long long)most);
        return false;
    }
    int32_t at = 0;
    while (at < count && session->stakes[at] < amount) at++;
    sg_fault_contract(
        fault, "decide",
        "amount %lld is not one of the stakes of %s; the nearest are %lld and %lld minor units",
        (long long)amount, session->game_id, (long long)session->stakes[at - 1],
        (long long)session->stakes[at]);
    return false;
}

static bool read_amount(sg_session *session, lua_State *S, sg_action *action, sg_fault *fault) {
    lua_pushvalue(S, SLOT_AMOUNT);
    int type = lua_rawget(S, -2);
    bool is_integer = lua_isinteger(S, -1);
    action->amount = is_integer ? lua_tointeger(S, -1) : 0;
    bool sound = is_integer && action->amount > 0;
    char text[48] = "";
    if (!sound && type == LUA_TNUMBER) describe_number(S, -1, text);
    lua_pop(S, 1);
    if (sound) return check_stake(session, action->amount, fault);
    if (type == LUA_TNIL && action->index != ACTION_PLACE_BET) return true;
    if (type != LUA_TNUMBER) {
        sg_fault_contract(
            fault, "decide", "amount is a %s; %s needs an amount, an integer in minor units",
            lua_typename(S, type), session->actions[action->index]);
        return false;
    }
    if (!is_integer) {
        sg_fault_contract(
            fault, "decide",
            "amount is %s, a float; amounts are integers in minor units (use // or math.floor)",
            text);
        return false;
    }
    sg_fault_contract(fault, "decide", "amount is %s; it must be above 0", text);
    return false;
}

// Whether the action holds more than type and amount.
static bool carries_data(lua_State *S) {
    int fields = 0;
    for (lua_pushnil(S); lua_next(S, -2); lua_pop(S, 1)) {
        if (++fields > 2) {
            lua_pop(S, 2);
            return true;
        }
    }
    lua_pushvalue(S, SLOT_AMOUNT);
    bool has_amount = lua_rawget(S, -2) != LUA_TNIL;
    lua_pop(S, 1);
    return fields > (has_amount ? 2 : 1);
}

static bool read_data(sg_session *session, lua_State *S, sg_action *action, sg_fault *fault) {
    char message[256];
    action->has_data = action->index >= ACTIONS_COMMON && carries_data(S);
    if (!action->has_data) return true;
    session->scratch.count = 0;
    if (sg_encode(S, -1, "the action", false, &session->scratch, message)) return true;
    sg_fault_contract(fault, "decide", "%s", message);
    return false;
}

bool sg_read_action(
    sg_session *session, lua_State *S, bool round_is_open, sg_action *action, sg_fault *fault) {
    if (!lua_istable(S, -1)) {
        sg_fault_contract(
            fault, "decide", "decide returned a %s; it returns an action, such as "
            "{ type = \"PlaceBet\", amount = seen.stakes[1] }", type_name(S, -1));
        return false;
    }
    if (!read_type(session, S, action, fault)) return false;
    if (action->index == ACTION_CASH_OUT && round_is_open) {
        sg_fault_contract(fault, "decide", "CashOut while the round is open: finish it first");
        return false;
    }
    if (action->index == ACTION_SPIN) {
        if (session->carry.last_bet == 0) {
            sg_fault_contract(fault, "decide", "Spin repeats the last bet, but there was none yet");
            return false;
        }
        *action = (sg_action){ACTION_PLACE_BET, session->carry.last_bet, false};
        return true;
    }
    if (action->index == ACTION_CASH_OUT) {
        action->amount = 0;
        action->has_data = false;
        return true;
    }
    return read_amount(session, S, action, fault) && read_data(session, S, action, fault);
}

// --- outcome ----------------------------------------------------------------------------------

static bool read_payout(lua_State *G, sg_outcome *outcome, sg_fault *fault) {
    lua_pushvalue(G, SLOT_PAYOUT);
    int type = lua_rawget(G, -2);
    outcome->payout = lua_isinteger(G, -1) ? lua_tointeger(G, -1) : 0;
    bool sound = type == LUA_TNIL || (lua_isinteger(G, -1) && outcome->payout >= 0);
    if (!sound) {
        char text[48] = "";
        if (type == LUA_TNUMBER) describe_number(G, -1, text);
        sg_fault_contract(
            fault, "step", "payout is %s%s; it must be an integer in minor units, 0 or more",
            type == LUA_TNUMBER ? "" : "a ", type == LUA_TNUMBER ? text : lua_typename(G, type));
    }
    lua_pop(G, 1);
    return sound;
}

static bool read_symbol(sg_session *session, lua_State *G, lua_Integer at, sg_fault *fault) {
    const char *text = NULL;
    if (lua_rawgeti(G, -1, at) == LUA_TSTRING) text = lua_tostring(G, -1);
    int32_t index = text == NULL ? -1 : sg_symbol_index(session, text);
    if (index < 0) {
        sg_fault_contract(
            fault, "step", "symbols[%lld] is %.60s, which the manifest's symbols do not list",
            (long long)at, text == NULL ? type_name(G, -1) : text);
    }
    lua_pop(G, 1);
    if (index < 0) return false;
    session->shown[at - 1] = (uint16_t)index;
    return true;
}

void sg_append_shown(const sg_session *session, sg_buffer *extra) {
    size_t count = (size_t)session->shown_count;
    sg_append_varint(extra, count);
    sg_buffer_reserve(extra, count * 2);
    for (size_t i = 0; i < count; i++) {
        if (session->shown[i] < 0x80) {
            extra->bytes[extra->count++] = (uint8_t)session->shown[i];
        } else {
            sg_append_varint(extra, session->shown[i]);
        }
    }
}

static bool read_symbols(sg_session *session, lua_State *G, sg_buffer *extra, sg_fault *fault) {
    lua_pushvalue(G, SLOT_SYMBOLS);
    int type = lua_rawget(G, -2);
    lua_Integer count = type == LUA_TTABLE ? (lua_Integer)lua_rawlen(G, -1) : 0;
    bool sound = (type == LUA_TTABLE || type == LUA_TNIL) && count <= SG_SYMBOLS_MAX;
    if (!sound) {
        sg_fault_contract(
            fault, "step", "symbols must be a list of at most %d names", SG_SYMBOLS_MAX);
    }
    for (lua_Integer i = 1; sound && i <= count; i++) sound = read_symbol(session, G, i, fault);
    lua_pop(G, 1);
    if (!sound) return false;
    session->shown_count = (int32_t)count;
    sg_append_shown(session, extra);
    return true;
}

void sg_append_info(const sg_session *session, sg_buffer *extra) {
    sg_append_varint(extra, session->scratch.count);
    sg_buffer_append(extra, session->scratch.bytes, session->scratch.count);
}

static bool read_info(sg_session *session, lua_State *G, sg_buffer *extra, sg_fault *fault) {
    char message[256];
    lua_pushvalue(G, SLOT_INFO);
    bool sound = true;
    session->scratch.count = 0;
    if (lua_rawget(G, -2) != LUA_TNIL) {
        sound = sg_encode(G, -1, "info", false, &session->scratch, message);
        if (!sound) sg_fault_contract(fault, "step", "%s", message);
    }
    lua_pop(G, 1);
    if (sound) sg_append_info(session, extra);
    return sound;
}

static bool read_flag(lua_State *G, int slot) {
    lua_pushvalue(G, slot);
    lua_rawget(G, -2);
    bool set = lua_toboolean(G, -1);
    lua_pop(G, 1);
    return set;
}

bool sg_read_outcome(
    sg_session *session, lua_State *G, sg_outcome *outcome, sg_buffer *extra, sg_fault *fault) {
    if (!lua_istable(G, -1)) {
        sg_fault_contract(
            fault, "step", "step returned a %s; it returns an outcome, such as { payout = 0 }",
            type_name(G, -1));
        return false;
    }
    if (!read_payout(G, outcome, fault) || !read_symbols(session, G, extra, fault) ||
        !read_info(session, G, extra, fault)) {
        return false;
    }
    outcome->open = read_flag(G, SLOT_OPEN);
    outcome->done = read_flag(G, SLOT_DONE);
    return true;
}

// --- legal actions ----------------------------------------------------------------------------

bool sg_read_legal(sg_session *session, lua_State *G, sg_fault *fault) {
    if (!lua_istable(G, -1)) {
        sg_fault_contract(
            fault, "actions", "actions returned a %s; it returns a list of action types",
            type_name(G, -1));
        return false;
    }
    session->legal = 0;
    lua_Integer count = (lua_Integer)lua_rawlen(G, -1);
    if (count < 1 || count > SG_ACTIONS_MAX) {
        sg_fault_contract(
            fault, "actions", "actions returned %lld action types; it returns 1 to %d",
            (long long)count, SG_ACTIONS_MAX);
        return false;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        const char *text = lua_rawgeti(G, -1, i) == LUA_TSTRING ? lua_tostring(G, -1) : NULL;
        int32_t found = -1;
        for (int32_t k = 0; text != NULL && k < session->action_count; k++) {
            if (session->game_actions[k] == text) found = k;
        }
        lua_pop(G, 1);
        if (found < 0) {
            sg_fault_contract(
                fault, "actions", "actions returned %.60s at %lld, which the game does not declare",
                text == NULL ? "something that is not a name" : text, (long long)i);
            return false;
        }
        session->legal |= 1u << found;
    }
    return true;
}
