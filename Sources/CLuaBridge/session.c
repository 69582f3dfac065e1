// Sessions: creation from names and plugins, and what Swift reads and sets.
#include "remote.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t slot_of(const sg_session *session, const char *text) {
    return (uint32_t)(((uintptr_t)text >> 4) * 0x9E3779B97F4A7C15u >> 54) & session->symbol_mask;
}

// Interns the names in a state and anchors them in its registry, so that a name is recognised by
// its address: Lua keeps one copy of each string of up to 40 bytes.
static void intern(lua_State *L, char (*names)[48], int32_t count, const char **out) {
    lua_createtable(L, count, 0);
    for (int32_t i = 0; i < count; i++) {
        out[i] = lua_pushstring(L, names[i]);
        lua_rawseti(L, -2, i + 1);
    }
    luaL_ref(L, LUA_REGISTRYINDEX);
}

static void intern_symbols(sg_session *session) {
    const char *interned[SG_SYMBOLS_MAX];
    intern(session->game->L, session->symbols, session->symbol_count, interned);
    for (int32_t i = 0; i < session->symbol_count; i++) {
        uint32_t slot = slot_of(session, interned[i]);
        while (session->symbol_slots[slot].text != NULL) slot = (slot + 1) & session->symbol_mask;
        session->symbol_slots[slot] = (symbol_slot){interned[i], i};
    }
}

int32_t sg_symbol_index(const sg_session *session, const char *text) {
    uint32_t slot = slot_of(session, text);
    while (session->symbol_slots[slot].text != NULL) {
        if (session->symbol_slots[slot].text == text) return session->symbol_slots[slot].index;
        slot = (slot + 1) & session->symbol_mask;
    }
    return -1;
}

static void copy_names(char (*out)[48], const char *const *names, int32_t count) {
    for (int32_t i = 0; i < count; i++) snprintf(out[i], 48, "%s", names[i]);
}

static bool take_setup(sg_session *session, const sg_session_setup *setup) {
    if (setup->symbol_count > SG_SYMBOLS_MAX || setup->action_count > SG_ACTIONS_MAX ||
        setup->symbol_count < 0 || setup->action_count < ACTIONS_COMMON ||
        setup->stake_count < 0) {
        return false;
    }
    session->context = setup->context;
    session->has_likeness = setup->likeness != NULL;
    if (session->has_likeness) session->likeness = *setup->likeness;
    session->action_count = setup->action_count;
    session->symbol_count = setup->symbol_count;
    session->stake_count = setup->stake_count;
    session->actions = calloc((size_t)setup->action_count + 1, 48);
    session->symbols = calloc((size_t)setup->symbol_count + 1, 48);
    session->stakes = calloc((size_t)setup->stake_count + 1, sizeof(int64_t));
    uint32_t slots = 8;  // at most 4 * SG_SYMBOLS_MAX: as many as slot_of tells apart
    while (slots < 4 * (uint32_t)setup->symbol_count) slots *= 2;
    session->symbol_mask = slots - 1;
    session->symbol_slots = calloc(slots, sizeof(symbol_slot));
    if (session->actions == NULL || session->symbols == NULL || session->stakes == NULL ||
        session->symbol_slots == NULL) {
        return false;
    }
    copy_names(session->actions, setup->actions, setup->action_count);
    copy_names(session->symbols, setup->symbols, setup->symbol_count);
    memcpy(session->stakes, setup->stakes, (size_t)setup->stake_count * sizeof(int64_t));
    snprintf(session->session_id, sizeof session->session_id, "%s", setup->session_id);
    snprintf(session->game_id, sizeof session->game_id, "%s", setup->game_id);
    snprintf(session->currency, sizeof session->currency, "%s", setup->currency);
    return true;
}

static void open_strategy(sg_session *session) {
    lua_State *S = session->strategy->L;
    intern(S, session->actions, session->action_count, session->strategy_actions);
    session->strategy_learns = lua_isfunction(S, SLOT_AFTER);
    sg_open_seen(S, session);
    lua_replace(S, SLOT_LENT);
}

static void open_game(sg_session *session) {
    lua_State *G = session->game->L;
    intern(G, session->actions, session->action_count, session->game_actions);
    intern_symbols(session);
    session->game_observes = lua_isfunction(G, SLOT_AFTER);
    session->actions_change = lua_isfunction(G, SLOT_ACTIONS);
    lua_createtable(G, 0, 2);
    lua_replace(G, SLOT_LENT);
    lua_settop(G, SLOT_TOP);
    for (int32_t i = 0; i < session->action_count; i++) {
        lua_pushstring(G, session->actions[i]);
    }
}

// Opens each side where it lives. The strategy is told whether the game observes.
static bool open_sides(sg_session *session, const sg_session_setup *setup, sg_fault *fault) {
    sg_remote *game = session->game->remote, *strategy = session->strategy->remote;
    if (game == NULL) {
        open_game(session);
    } else {
        if (!game->is_host && sg_remote_open(session->game, setup, false, fault) != SG_OK) {
            return false;
        }
        session->game_observes = game->has_after;
        session->actions_change = game->has_actions;
    }
    if (strategy == NULL) {
        open_strategy(session);
        return true;
    }
    if (!strategy->is_host &&
        sg_remote_open(session->strategy, setup, session->game_observes, fault) != SG_OK) {
        return false;
    }
    session->strategy_learns = strategy->has_after;
    return true;
}

sg_session *sg_session_create(
    sg_plugin *strategy, sg_plugin *game, const sg_session_setup *setup, sg_fault *fault) {
    sg_session *session = calloc(1, sizeof(sg_session));
    fault->kind = SG_FAULT_NONE;
    if (session == NULL) return NULL;
    session->strategy = strategy;
    session->game = game;
    if (!take_setup(session, setup)) {
        sg_session_destroy(session);
        return NULL;
    }
    strategy->session = session;
    game->session = session;
    session->money = (sg_money){0, SG_NO_LIMIT, SG_NO_LIMIT, 0, 0};
    session->carry.last_action = -1;
    session->legal = (uint32_t)((1ull << session->action_count) - 1);
    if (!open_sides(session, setup, fault)) {
        sg_session_destroy(session);
        return NULL;
    }
    return session;
}

void sg_session_destroy(sg_session *session) {
    if (session == NULL) return;
    if (session->strategy->session == session) session->strategy->session = NULL;
    if (session->game->session == session) session->game->session = NULL;
    free(session->actions);
    free(session->symbols);
    free(session->stakes);
    free(session->symbol_slots);
    sg_buffer_free(&session->scratch);
    sg_buffer_free(&session->tuple);
    sg_buffer_free(&session->extra);
    sg_buffer_free(&session->digest);
    sg_columns_free(session);
    free(session);
}

void sg_session_set_recording(sg_session *session, bool records) {
    session->is_unrecorded = !records;
}

sg_money *sg_session_money(sg_session *session) { return &session->money; }
sg_carry *sg_session_carry(sg_session *session) { return &session->carry; }

sg_bytes sg_session_take_digest_bytes(sg_session *session) {
    sg_bytes lent = {session->digest.bytes, session->digest.count};
    session->digest.count = 0;
    return lent;
}
