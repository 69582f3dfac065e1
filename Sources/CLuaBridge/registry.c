// Registration of library functions, and the walk over all of them.
#include "registry.h"

#include <lauxlib.h>

void sg_register(lua_State *L, const sg_function *functions) {
    for (; functions->name != NULL; functions++) {
        if (functions->function == NULL) continue;
        lua_pushcfunction(L, functions->function);
        lua_setfield(L, -2, functions->name);
    }
}

void sg_register_stock(lua_State *L, lua_CFunction open, const sg_function *functions) {
    lua_pushcfunction(L, open);
    lua_call(L, 0, 1);
    for (; functions->name != NULL; functions++) {
        if (functions->function != NULL) continue;
        lua_getfield(L, -1, functions->name);
        lua_setfield(L, -3, functions->name);
    }
    lua_pop(L, 1);
}

void sg_name_functions(lua_State *L, const char *library) {
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_newtable(L);
    for (lua_pushnil(L); lua_next(L, -4); lua_pop(L, 1)) {
        if (lua_type(L, -1) != LUA_TFUNCTION) continue;
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, -5);
    }
    lua_setfield(L, -2, library);
    lua_pop(L, 1);
}

#define FIELD(name, type, about) \
    {name, NULL, NULL, type, "4", SG_READS_HOST, about, "a copy, made when it is read"}

// What a strategy sees (seen.c); a field above the plugin's context is nil.
static const sg_function seen_fields[] = {
    FIELD("session_id", "string", "The session's id: the same in every store."),
    FIELD("game_id", "string", "The game's name."),
    FIELD("round", "integer", "The number of this round, from 1."),
    FIELD("balance", "integer", "What the session may still stake, in minor units."),
    FIELD("currency", "string", "The currency's code."),
    FIELD("stakes", "table", "The stakes that the game takes, ascending, in minor units."),
    FIELD("legal", "table", "The types of action that the game takes now."),
    FIELD("view", "any?", "What the game's observe returned; 1 more per byte of it, and observe."),
    FIELD("state", "string?", "From context play on: the state of the session."),
    FIELD("last", "table?", "From context play on: action, stake, payout, symbols of last round."),
    FIELD("metrics", "table?", "Context summary: total_spins, total_staked, total_payout."),
    FIELD("rewards", "table?", "Context summary: the latest 16 rewards, each with its round."),
    SG_FUNCTIONS_END,
};

static const struct {
    const char *name;        // as a plugin writes it; the metatable of strings has no name there
    const sg_function *functions;
} libraries[] = {
    {"", sg_base_functions},
    {"budget", sg_budget_functions},
    {"coroutine", sg_coroutine_functions},
    {"math", sg_math_functions},
    {"rng", sg_random_functions},
    {"seen", seen_fields},
    {"string", sg_string_functions},
    {"metatable of strings", sg_string_metamethods},
    {"table", sg_table_functions},
    {"utf8", sg_utf8_functions},
};

bool sg_registry_at(int32_t index, sg_registered *out) {
    if (index < 0) return false;
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        for (const sg_function *each = libraries[i].functions; each->name != NULL; each++) {
            if (index-- > 0) continue;
            *out = (sg_registered){
                .library = libraries[i].name, .name = each->name, .arguments = each->arguments,
                .results = each->results, .price = each->price, .about = each->about,
                .safe = each->safe, .determinism = each->determinism,
                .is_stock = each->function == NULL};
            return true;
        }
    }
    return false;
}

int32_t sg_registry_count(void) {
    sg_registered each;
    int32_t count = 0;
    while (sg_registry_at(count, &each)) count++;
    return count;
}
