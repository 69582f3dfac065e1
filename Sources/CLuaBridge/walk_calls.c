// The calls that a walk makes: step, a declared stage of it, decide.
//
// Results, as bytes:
//   step    1 byte open (0 or 1), LEB128 payout; when open: length and plain data of the key (what
//           `odds.key` gives, else the state), then, not part of the identity, the state
//   stage   LEB128 times, length and plain data of the next stage (length 0: none), LEB128 of
//           each part of the payout
//   decide  LEB128 action index, LEB128 amount, length and plain data of the action when it is one
//           of the game's own with data, length and plain data of the memory after it
#include <lauxlib.h>
#include <string.h>

#include "convert.h"
#include "fault.h"
#include "walk.h"

static void append_block(sg_buffer *out, const sg_buffer *block) {
    sg_append_varint(out, block->count);
    sg_buffer_append(out, block->bytes, block->count);
}

static int restore(sg_plugin *plugin, const sg_buffer *data, bool *dirty, sg_fault *fault) {
    if (!*dirty) return SG_OK;
    if (sg_plugin_restore(plugin, data->bytes, data->count, fault) != SG_OK) return SG_FAULT;
    *dirty = false;
    return SG_OK;
}

bool sg_walk_take_data(
    sg_walk *walk, sg_plugin *plugin, const sg_buffer *before, bool *dirty, const char *name,
    sg_fault *fault) {
    char message[256];
    walk->scratch.count = 0;
    if (!sg_encode(plugin->L, SLOT_DATA, name, false, &walk->scratch, message)) {
        sg_fault_contract(fault, "save", "%s", message);
        return false;
    }
    *dirty = walk->scratch.count != before->count ||
             memcmp(walk->scratch.bytes, before->bytes, before->count) != 0;
    return true;
}

// As the round driver does: the same table for every action without data of its own.
static void push_action(sg_walk *walk) {
    lua_State *G = walk->session->game->L;
    if (walk->action_data.count > 0 &&
        sg_decode(G, walk->action_data.bytes, walk->action_data.count)) {
        return;
    }
    lua_pushvalue(G, SLOT_LENT);
    lua_pushvalue(G, SLOT_TYPE);
    lua_pushvalue(G, SLOT_TOP + 1 + walk->action);
    lua_rawset(G, -3);
    lua_pushvalue(G, SLOT_AMOUNT);
    if (walk->amount > 0) {
        lua_pushinteger(G, walk->amount);
    } else {
        lua_pushnil(G);
    }
    lua_rawset(G, -3);
}

static bool append_open_state(sg_walk *walk, sg_fault *fault) {
    sg_plugin *game = walk->session->game;
    if (walk->key == LUA_NOREF) {
        append_block(&walk->result, &walk->scratch);
        walk->identity = walk->result.count;
        append_block(&walk->result, &walk->scratch);
        return true;
    }
    lua_State *G = game->L;
    lua_rawgeti(G, LUA_REGISTRYINDEX, walk->key);
    lua_pushvalue(G, SLOT_DATA);
    if (sg_protected_call(game, 1, game->budget.fuel_call, "odds.key", fault) != SG_OK) {
        return false;
    }
    char message[256];
    sg_buffer key = {NULL, 0, 0};
    bool done = sg_encode(G, -1, "what odds.key returned", false, &key, message);
    lua_pop(G, 1);
    if (!done) sg_fault_contract(fault, "odds.key", "%s", message);
    append_block(&walk->result, &key);
    append_block(&walk->result, &walk->scratch);
    // Each state stays apart, so that those with one key can be compared.
    walk->identity = walk->result.count;
    sg_buffer_free(&key);
    return done;
}

int sg_walk_step(sg_walk *walk, sg_fault *fault) {
    sg_session *session = walk->session;
    sg_plugin *game = session->game;
    lua_State *G = game->L;
    if (restore(game, &walk->state, &walk->state_dirty, fault) != SG_OK) return SG_FAULT;
    lua_pushvalue(G, SLOT_ACT);
    lua_pushvalue(G, SLOT_DATA);
    push_action(walk);
    lua_pushvalue(G, SLOT_RNG);
    walk->state_dirty = true;
    if (sg_protected_call(game, 3, game->budget.fuel_call, "step", fault) != SG_OK) return SG_FAULT;
    sg_outcome outcome;
    session->extra.count = 0;
    bool read = sg_read_outcome(session, G, &outcome, &session->extra, fault);
    lua_pop(G, 1);
    if (!read ||
        !sg_walk_take_data(walk, game, &walk->state, &walk->state_dirty, "state", fault)) {
        return SG_FAULT;
    }
    if (walk->state_dirty && !outcome.open && !outcome.done) walk->state_changed = true;
    uint8_t open = outcome.open ? 1 : 0;
    sg_buffer_append(&walk->result, &open, 1);
    sg_append_varint(&walk->result, (uint64_t)outcome.payout);
    walk->identity = walk->result.count;
    return !open || append_open_state(walk, fault) ? SG_OK : SG_FAULT;
}

// Calls a stage under protection: arguments are the walk, the function and its four arguments.
// Results of the function: next stage, how many of it, then the parts of the payout.
static int play_stage(lua_State *L) {
    sg_walk *walk = lua_touserdata(L, 1);
    lua_call(L, 4, LUA_MULTRET);
    luaL_checkstack(L, LUA_MINSTACK, "too many results");
    int results = lua_gettop(L) - 1;
    lua_Integer times = results < 1 || lua_isnil(L, 2) ? 0 : 1;
    if (times == 1 && results >= 2 && !lua_isnil(L, 3)) {
        times = luaL_checkinteger(L, 3);
        if (times < 1 || times > 1000000) {
            luaL_error(L, "a stage returned %I as the number of next stages; 1 to 1000000", times);
        }
    }
    sg_append_varint(&walk->result, (uint64_t)times);
    char message[256];
    walk->scratch.count = 0;
    if (times > 0 && !sg_encode(L, 2, "the next stage", false, &walk->scratch, message)) {
        luaL_error(L, "%s", message);
    }
    append_block(&walk->result, &walk->scratch);
    if (results - 2 > walk->parts) {
        luaL_error(
            L, "a stage returned %d parts of the payout and odds.parts lists %d", results - 2,
            walk->parts);
    }
    for (int part = 0; part < walk->parts; part++) {
        int at = 4 + part;
        lua_Integer units = at > lua_gettop(L) || lua_isnil(L, at) ? 0 : lua_tointeger(L, at);
        bool whole = at > lua_gettop(L) || lua_isnil(L, at) || lua_isinteger(L, at);
        if (!whole || units < 0) {
            luaL_error(
                L, "part %d of a stage's payout is %s; it must be a whole number, 0 or more",
                part + 1, luaL_tolstring(L, at, NULL));
        }
        sg_append_varint(&walk->result, (uint64_t)units);
    }
    lua_pushnil(L);
    return 1;
}

int sg_walk_stage(sg_walk *walk, sg_fault *fault) {
    sg_plugin *game = walk->session->game;
    lua_State *G = game->L;
    bool first = walk->stage.count == 0;
    if (first && restore(game, &walk->state, &walk->state_dirty, fault) != SG_OK) return SG_FAULT;
    lua_pushcfunction(G, play_stage);
    lua_pushlightuserdata(G, walk);
    lua_rawgeti(G, LUA_REGISTRYINDEX, walk->stages);
    lua_pushvalue(G, SLOT_TOP + 1 + walk->action);
    lua_rawget(G, -2);
    lua_remove(G, -2);
    if (first) {
        lua_pushvalue(G, SLOT_DATA);
    } else {
        lua_pushnil(G);
    }
    push_action(walk);
    lua_pushvalue(G, SLOT_RNG);
    if (first || !sg_decode(G, walk->stage.bytes, walk->stage.count)) lua_pushnil(G);
    int status = sg_protected_call(game, 6, game->budget.fuel_call, "odds.stages", fault);
    if (status != SG_OK) return SG_FAULT;
    lua_pop(G, 1);
    walk->identity = walk->result.count;
    if (!first) return SG_OK;
    bool taken = sg_walk_take_data(walk, game, &walk->state, &walk->state_dirty, "state", fault);
    return taken ? SG_OK : SG_FAULT;
}

static bool ask_legal(sg_walk *walk, sg_fault *fault) {
    sg_session *session = walk->session;
    sg_plugin *game = session->game;
    if (restore(game, &walk->state, &walk->state_dirty, fault) != SG_OK) return false;
    if (!session->actions_change) return true;
    lua_State *G = game->L;
    lua_pushvalue(G, SLOT_ACTIONS);
    lua_pushvalue(G, SLOT_DATA);
    if (sg_protected_call(game, 1, game->budget.fuel_call, "actions", fault) != SG_OK) return false;
    bool done = sg_read_legal(session, G, fault);
    lua_pop(G, 1);
    return done;
}

int sg_walk_legal(sg_walk *walk, uint32_t *legal, sg_fault *fault) {
    fault->fuel_budget = 0;
    fault->role = SG_ROLE_GAME;
    if (!ask_legal(walk, fault)) return SG_FAULT;
    *legal = walk->session->legal;
    return SG_OK;
}

int sg_walk_view(sg_walk *walk, sg_bytes *view, sg_fault *fault) {
    sg_plugin *game = walk->session->game;
    lua_State *G = game->L;
    fault->fuel_budget = 0;
    fault->role = SG_ROLE_GAME;
    *view = (sg_bytes){NULL, 0};
    if (restore(game, &walk->state, &walk->state_dirty, fault) != SG_OK) return SG_FAULT;
    if (!walk->session->game_observes) return SG_OK;
    lua_pushvalue(G, SLOT_AFTER);
    lua_pushvalue(G, SLOT_DATA);
    walk->state_dirty = true;
    if (sg_protected_call(game, 1, game->budget.fuel_call, "observe", fault) != SG_OK) {
        return SG_FAULT;
    }
    char message[256];
    walk->scratch.count = 0;
    bool done = sg_encode(G, -1, "view", false, &walk->scratch, message);
    lua_pop(G, 1);
    if (!done) sg_fault_contract(fault, "observe", "%s", message);
    *view = (sg_bytes){walk->scratch.bytes, walk->scratch.count};
    return done ? SG_OK : SG_FAULT;
}

int sg_walk_decide(sg_walk *walk, sg_fault *fault) {
    sg_session *session = walk->session;
    sg_plugin *strategy = session->strategy;
    if (!ask_legal(walk, fault)) return SG_FAULT;
    fault->role = SG_ROLE_STRATEGY;
    if (restore(strategy, &walk->memory, &walk->memory_dirty, fault) != SG_OK) return SG_FAULT;
    lua_State *S = strategy->L;
    sg_seen_refresh(session);
    session->fault = fault;
    session->fault_filled = false;
    lua_pushvalue(S, SLOT_ACT);
    lua_pushvalue(S, SLOT_DATA);
    lua_pushvalue(S, SLOT_LENT);
    lua_pushvalue(S, SLOT_RNG);
    walk->memory_dirty = true;
    sg_fault own;
    int status = sg_protected_call(strategy, 3, strategy->budget.fuel_call, "decide", &own);
    session->fault = NULL;
    if (status != SG_OK) {
        own.role = SG_ROLE_STRATEGY;
        if (!session->fault_filled) *fault = own;
        return SG_FAULT;
    }
    sg_action action;
    bool read = sg_read_action(session, S, walk->open, &action, fault);
    lua_pop(S, 1);
    if (!read) return SG_FAULT;
    sg_append_varint(&walk->result, (uint64_t)action.index);
    sg_append_varint(&walk->result, (uint64_t)action.amount);
    walk->scratch.count = 0;
    if (action.has_data) {
        sg_buffer_append(&walk->scratch, session->scratch.bytes, session->scratch.count);
    }
    append_block(&walk->result, &walk->scratch);
    if (!sg_walk_take_data(walk, strategy, &walk->memory, &walk->memory_dirty, "memory", fault)) {
        return SG_FAULT;
    }
    append_block(&walk->result, &walk->scratch);
    walk->identity = walk->result.count;
    return SG_OK;
}
