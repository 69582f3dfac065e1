// Whether a game keeps anything between rounds: in its state, or where its functions reach and the
// host does not save, in local variables and tables of its text. A game that keeps nothing plays
// every round of one action alike.
#include <lauxlib.h>
#include <string.h>

#include "walk.h"

bool sg_walk_start_drew(const sg_walk *walk) { return walk->start_drew; }

bool sg_walk_state_changed(const sg_walk *walk) { return walk->state_changed; }

int sg_walk_look(sg_walk *walk, bool *changed, sg_fault *fault) {
    sg_plugin *game = walk->session->game;
    uint32_t legal;
    sg_bytes view;
    *changed = false;
    if (sg_walk_legal(walk, &legal, fault) != SG_OK) return SG_FAULT;
    if (sg_walk_view(walk, &view, fault) != SG_OK) return SG_FAULT;
    bool taken = sg_walk_take_data(walk, game, &walk->state, &walk->state_dirty, "state", fault);
    *changed = walk->state_dirty;
    return taken ? SG_OK : SG_FAULT;
}

// --- what functions reach -----------------------------------------------------------------------

// Nested deeper nothing is looked into.
#define DEPTH_MAX 150

typedef struct {
    uint64_t sum;
    bool unknown;
    int seen;               // stack index of the set of what was met
    const void *meter[2];   // the meter's upvalues, which every call changes
} kept_sum;

static void mix(kept_sum *kept, uint64_t word) {
    kept->sum = (kept->sum ^ word) * 0x9E3779B97F4A7C15u;
    kept->sum ^= kept->sum >> 29;
}

static void mix_bytes(kept_sum *kept, const char *bytes, size_t count) {
    mix(kept, count);
    for (; count >= 8; bytes += 8, count -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        mix(kept, word);
    }
    for (size_t i = 0; i < count; i++) mix(kept, (uint8_t)bytes[i]);
}

static void mix_number(lua_State *L, kept_sum *kept) {
    uint64_t word;
    if (lua_isinteger(L, -1)) {
        word = (uint64_t)lua_tointeger(L, -1);
    } else {
        double number = lua_tonumber(L, -1);
        memcpy(&word, &number, sizeof word);
        mix(kept, 1);
    }
    mix(kept, word);
}

static void see(lua_State *L, kept_sum *kept, int depth);

static bool is_meter(lua_State *L, const kept_sum *kept, int function, int upvalue) {
    if (lua_iscfunction(L, function)) return false;
    const void *id = lua_upvalueid(L, function, upvalue);
    return id == kept->meter[0] || id == kept->meter[1];
}

static void see_function(lua_State *L, kept_sum *kept, int depth) {
    int function = lua_gettop(L);
    for (int upvalue = 1; upvalue <= 255; upvalue++) {
        if (lua_getupvalue(L, function, upvalue) == NULL) break;
        if (is_meter(L, kept, function, upvalue)) {
            lua_pop(L, 1);
        } else {
            see(L, kept, depth + 1);
        }
    }
}

// Unchanged tables are gone through in one order.
static void see_table(lua_State *L, kept_sum *kept, int depth) {
    int table = lua_gettop(L);
    if (lua_getmetatable(L, table)) see(L, kept, depth + 1);
    for (lua_pushnil(L); lua_next(L, table);) {
        see(L, kept, depth + 1);
        lua_pushvalue(L, -1);
        see(L, kept, depth + 1);
    }
}

// Counts the value on top in, and pops it.
static void see(lua_State *L, kept_sum *kept, int depth) {
    luaL_checkstack(L, 8, "too deep");
    int type = lua_type(L, -1);
    mix(kept, (uint64_t)type);
    size_t length;
    switch (type) {
        case LUA_TNIL: break;
        case LUA_TBOOLEAN: mix(kept, (uint64_t)lua_toboolean(L, -1)); break;
        case LUA_TNUMBER: mix_number(L, kept); break;
        case LUA_TSTRING: {
            const char *text = lua_tolstring(L, -1, &length);
            mix_bytes(kept, text, length);
            break;
        }
        case LUA_TTABLE:
        case LUA_TFUNCTION: {
            const void *place = lua_topointer(L, -1);
            mix(kept, (uint64_t)(uintptr_t)place);
            if (depth > DEPTH_MAX) kept->unknown = true;
            bool known = lua_rawgetp(L, kept->seen, place) != LUA_TNIL;
            lua_pop(L, 1);
            if (known || kept->unknown) break;
            lua_pushboolean(L, true);
            lua_rawsetp(L, kept->seen, place);
            if (type == LUA_TTABLE) {
                see_table(L, kept, depth);
            } else {
                see_function(L, kept, depth);
            }
            break;
        }
        default: kept->unknown = true;
    }
    lua_pop(L, 1);
}

// --- roots --------------------------------------------------------------------------------------

static const int roots[] = {SLOT_MANIFEST, SLOT_ACT, SLOT_AFTER, SLOT_ACTIONS};
#define ROOTS ((int)(sizeof roots / sizeof *roots))

// Arguments: the sum, and the roots.
static int see_all(lua_State *L) {
    kept_sum *kept = lua_touserdata(L, 1);
    lua_newtable(L);
    kept->seen = lua_gettop(L);
    for (int root = 2; root < kept->seen; root++) {
        lua_pushvalue(L, root);
        see(L, kept, 0);
    }
    lua_pushglobaltable(L);
    see(L, kept, 0);
    lua_pushliteral(L, "");
    if (lua_getmetatable(L, -1)) see(L, kept, 0);
    return 0;
}

bool sg_walk_kept(sg_walk *walk, uint64_t *sum) {
    lua_State *G = walk->session->game->L;
    kept_sum kept = {.sum = 0xcbf29ce484222325u};
    int top = lua_gettop(G);
    *sum = 0;
    if (!lua_checkstack(G, ROOTS + 8)) return false;
    for (int upvalue = 1; upvalue <= 2 && lua_isfunction(G, SLOT_MAIN); upvalue++) {
        kept.meter[upvalue - 1] = lua_upvalueid(G, SLOT_MAIN, upvalue);
    }
    lua_pushcfunction(G, see_all);
    lua_pushlightuserdata(G, &kept);
    for (int root = 0; root < ROOTS; root++) lua_pushvalue(G, roots[root]);
    bool done = lua_pcall(G, ROOTS + 1, 0, 0) == LUA_OK;
    lua_settop(G, top);
    *sum = kept.sum;
    return done && !kept.unknown;
}
