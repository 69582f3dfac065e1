// What fresh.h states. No plugin code runs here: only raw accesses, in protected calls.
#include "fresh.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"

struct sg_fresh {
    uint64_t hash;
    int objects;             // reference of a list in the registry, in the order they were reached
    int object_count;
    int table_count;
    const void *tables[];    // of the objects, ascending
};

typedef struct {
    sg_plugin *plugin;
    const void *fuel;        // the upvalue F: it changes with every call
    bool is_untold;
    uint64_t hash;
    int count, table_count;
    const void *data_tables[SG_FRESH_DATA_TABLES_MAX];
    int data_count;
    const void *kept, *lent; // what the host keeps of seen, and lends
} walker;

// --- hashes -----------------------------------------------------------------------------------

// The finisher of splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
// 2014).
static inline uint64_t mix(uint64_t value) {
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

static uint64_t hash_of_text(const char *text, size_t length) {
    uint64_t hash = mix(length + 1);
    while (length > 0) {
        uint64_t word = 0;
        size_t part = length < 8 ? length : 8;
        memcpy(&word, text, part);
        hash = mix(hash ^ word) + 0x9E3779B97F4A7C15u;
        text += part;
        length -= part;
    }
    return hash;
}

static uint64_t hash_of_value(walker *walk, lua_State *L, int index) {
    uint64_t bits = 0;
    int type = lua_type(L, index);
    switch (type) {
        case LUA_TNIL: break;
        case LUA_TBOOLEAN: bits = (uint64_t)lua_toboolean(L, index); break;
        case LUA_TNUMBER:
            if (lua_isinteger(L, index)) {
                bits = (uint64_t)lua_tointeger(L, index);
            } else {
                lua_Number number = lua_tonumber(L, index);
                memcpy(&bits, &number, sizeof bits);
                type += 16;
            }
            break;
        case LUA_TSTRING: {
            size_t length;
            const char *text = lua_tolstring(L, index, &length);
            bits = hash_of_text(text, length);
            break;
        }
        case LUA_TTABLE:
        case LUA_TFUNCTION: bits = (uint64_t)(uintptr_t)lua_topointer(L, index); break;
        default: walk->is_untold = true;
    }
    return mix(bits ^ mix((uint64_t)type + 1));
}

// Over the entries in any order: Lua's depends on what a table held before.
static uint64_t hash_of_table(walker *walk, lua_State *L, int index) {
    uint64_t sum = mix((uint64_t)lua_rawlen(L, index) + 1);
    if (lua_getmetatable(L, index)) {
        sum += hash_of_value(walk, L, -1);
        lua_pop(L, 1);
    }
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        uint64_t key = hash_of_value(walk, L, -2);
        sum += mix(key * 3 + hash_of_value(walk, L, -1));
    }
    return sum;
}

static uint64_t hash_of_function(walker *walk, lua_State *L, int index) {
    uint64_t hash = 0;
    for (int n = 1; lua_getupvalue(L, index, n) != NULL; n++) {
        bool is_fuel =
            !lua_iscfunction(L, index) && lua_upvalueid(L, index, n) == walk->fuel;
        if (!is_fuel) hash = mix(hash + hash_of_value(walk, L, -1)) + (uint64_t)n;
        lua_pop(L, 1);
    }
    return hash;
}

// Of the objects in the list at an index.
static uint64_t hash_of_objects(walker *walk, lua_State *L, int list, int count) {
    uint64_t hash = 0;
    for (int i = 1; i <= count && !walk->is_untold; i++) {
        lua_rawgeti(L, list, i);
        int object = lua_gettop(L);
        hash = mix(
            hash + (lua_istable(L, object) ? hash_of_table(walk, L, object)
                                           : hash_of_function(walk, L, object)));
        lua_settop(L, object - 1);
    }
    return hash;
}

// --- writing down -----------------------------------------------------------------------------

enum { NOTE_WALKER = 1, NOTE_ROOT_FIRST, NOTE_ROOT_LAST = 5, NOTE_LIST, NOTE_SEEN };

static bool has_upvalues(lua_State *L, int index) {
    if (lua_getupvalue(L, index, 1) == NULL) return false;
    lua_pop(L, 1);
    return true;
}

// Puts the value at the top into the list when it is an object that is not there yet; pops it.
static void reach(walker *walk, lua_State *L) {
    int type = lua_type(L, -1);
    if (type == LUA_TTHREAD || type == LUA_TUSERDATA || type == LUA_TLIGHTUSERDATA) {
        walk->is_untold = true;
    }
    bool is_object = type == LUA_TTABLE ||
                     (type == LUA_TFUNCTION && (!lua_iscfunction(L, -1) || has_upvalues(L, -1)));
    if (!is_object || walk->is_untold) {
        lua_pop(L, 1);
        return;
    }
    lua_pushvalue(L, -1);
    if (lua_rawget(L, NOTE_SEEN) != LUA_TNIL) {
        lua_pop(L, 2);
        return;
    }
    lua_pop(L, 1);
    if (walk->count == SG_FRESH_OBJECTS_MAX) {
        walk->is_untold = true;
        lua_pop(L, 1);
        return;
    }
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, NOTE_SEEN);
    if (type == LUA_TTABLE) walk->table_count++;
    lua_rawseti(L, NOTE_LIST, ++walk->count);
}

static void reach_from_table(walker *walk, lua_State *L, int index) {
    if (lua_getmetatable(L, index)) reach(walk, L);
    for (lua_pushnil(L); lua_next(L, index) && !walk->is_untold;) {
        reach(walk, L);
        lua_pushvalue(L, -1);
        reach(walk, L);
    }
    lua_settop(L, index);
}

// What a C function holds is the host's own, but it may be a coroutine.
static void reach_from_function(walker *walk, lua_State *L, int index) {
    bool is_c = lua_iscfunction(L, index);
    for (int n = 1; lua_getupvalue(L, index, n) != NULL; n++) {
        if (is_c) {
            (void)hash_of_value(walk, L, -1);
            lua_pop(L, 1);
        } else {
            reach(walk, L);
        }
    }
}

static int compare_addresses(const void *left, const void *right) {
    uintptr_t a = (uintptr_t) * (const void *const *)left;
    uintptr_t b = (uintptr_t) * (const void *const *)right;
    return (a > b) - (a < b);
}

static void keep(walker *walk, lua_State *L) {
    struct sg_fresh *fresh =
        malloc(sizeof(struct sg_fresh) + (size_t)walk->table_count * sizeof(void *));
    if (fresh == NULL) return;
    fresh->hash = walk->hash;
    fresh->object_count = walk->count;
    fresh->table_count = 0;
    // Exactly as long as it has to be.
    lua_createtable(L, walk->count, 0);
    for (int i = 1; i <= walk->count; i++) {
        lua_rawgeti(L, NOTE_LIST, i);
        if (lua_istable(L, -1)) fresh->tables[fresh->table_count++] = lua_topointer(L, -1);
        lua_rawseti(L, -2, i);
    }
    fresh->objects = luaL_ref(L, LUA_REGISTRYINDEX);
    qsort(fresh->tables, (size_t)fresh->table_count, sizeof(void *), compare_addresses);
    walk->plugin->fresh = fresh;
}

// Arguments: the walker, the returned table, the random numbers, the main function, what is lent.
static int note(lua_State *L) {
    walker *walk = lua_touserdata(L, NOTE_WALKER);
    lua_settop(L, NOTE_ROOT_LAST);
    lua_newtable(L);
    lua_newtable(L);
    for (int i = NOTE_ROOT_FIRST; i <= NOTE_ROOT_LAST; i++) {
        lua_pushvalue(L, i);
        reach(walk, L);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    reach(walk, L);
    lua_pushliteral(L, "");
    if (lua_getmetatable(L, -1)) reach(walk, L);
    lua_settop(L, NOTE_SEEN);
    for (int i = 1; i <= walk->count && !walk->is_untold; i++) {
        lua_rawgeti(L, NOTE_LIST, i);
        if (lua_istable(L, -1)) {
            reach_from_table(walk, L, lua_gettop(L));
        } else {
            reach_from_function(walk, L, lua_gettop(L));
        }
        lua_settop(L, NOTE_SEEN);
    }
    walk->hash = hash_of_objects(walk, L, NOTE_LIST, walk->count);
    if (!walk->is_untold) keep(walk, L);
    return 0;
}

// Calls with the walker and the roots. What is lent to a game is looked at below.
static bool run(walker *walk, lua_CFunction function) {
    sg_plugin *plugin = walk->plugin;
    lua_State *L = plugin->L;
    walk->fuel = lua_upvalueid(L, SLOT_MAIN, 1);
    lua_pushcfunction(L, function);
    lua_pushlightuserdata(L, walk);
    lua_pushvalue(L, SLOT_MANIFEST);
    lua_pushvalue(L, SLOT_RNG);
    lua_pushvalue(L, SLOT_MAIN);
    if (plugin->session->game == plugin) {
        lua_pushnil(L);
    } else {
        lua_pushvalue(L, SLOT_LENT);
    }
    bool done = lua_pcall(L, 5, 0, 0) == LUA_OK;
    if (!done) lua_pop(L, 1);
    return done && !walk->is_untold;
}

void sg_fresh_note(sg_plugin *plugin) {
    if (plugin->remote != NULL || plugin->fresh != NULL) return;
    walker walk = {.plugin = plugin};
    run(&walk, note);
    // What the walk left behind is as large as a small plugin.
    lua_gc(plugin->L, LUA_GCCOLLECT, 0);
}

// --- looking ----------------------------------------------------------------------------------

static bool is_written_down(const struct sg_fresh *fresh, const void *table) {
    return bsearch(&table, fresh->tables, (size_t)fresh->table_count, sizeof(void *),
                   compare_addresses) != NULL;
}

static bool is_new(walker *walk, const void *table) {
    if (walk->data_count == SG_FRESH_DATA_TABLES_MAX || table == walk->kept ||
        table == walk->lent) {
        return false;
    }
    for (int i = 0; i < walk->data_count; i++) {
        if (walk->data_tables[i] == table) return false;
    }
    walk->data_tables[walk->data_count++] = table;
    return !is_written_down(walk->plugin->fresh, table);
}

// Whether the table comes back from its bytes just as it is.
static bool comes_back(walker *walk, lua_State *L, int index, int depth) {
    if (depth > 32 || !is_new(walk, lua_topointer(L, index)) || !lua_checkstack(L, 8)) {
        return false;
    }
    if (lua_getmetatable(L, index)) return false;
    lua_Integer numbered = 0, last = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_isinteger(L, -2) && lua_tointeger(L, -2) > 0) {
            numbered++;
            if (lua_tointeger(L, -2) > last) last = lua_tointeger(L, -2);
        }
        int type = lua_type(L, -1);
        if (type == LUA_TTABLE) {
            if (!comes_back(walk, L, lua_gettop(L), depth + 1)) return false;
        } else if (type != LUA_TNUMBER && type != LUA_TSTRING && type != LUA_TBOOLEAN) {
            return false;
        }
    }
    return numbered == last;
}

static int look(lua_State *L) {
    walker *walk = lua_touserdata(L, NOTE_WALKER);
    const struct sg_fresh *fresh = walk->plugin->fresh;
    lua_rawgeti(L, LUA_REGISTRYINDEX, fresh->objects);
    walk->hash = hash_of_objects(walk, L, lua_gettop(L), fresh->object_count);
    return 0;
}

static int look_at_data(lua_State *L) {
    walker *walk = lua_touserdata(L, 1);
    if (!comes_back(walk, L, 2, 1)) walk->is_untold = true;
    return 0;
}

bool sg_fresh_holds(sg_plugin *plugin) {
    if (plugin->fresh == NULL) return false;
    walker walk = {.plugin = plugin};
    if (plugin->session->strategy == plugin) walk.kept = sg_seen_kept(plugin->session);
    lua_State *L = plugin->L;
    walk.lent = lua_topointer(L, SLOT_LENT);
    if (!lua_istable(L, SLOT_DATA)) return false;
    lua_pushcfunction(L, look_at_data);
    lua_pushlightuserdata(L, &walk);
    lua_pushvalue(L, SLOT_DATA);
    if (lua_pcall(L, 2, 0, 0) != LUA_OK) {
        lua_pop(L, 1);
        walk.is_untold = true;
    }
    return !walk.is_untold && run(&walk, look) && walk.hash == plugin->fresh->hash;
}

// The action that was lent to the game last: its two fields are set anew for every step.
static bool action_is_fresh(lua_State *G) {
    int others = 0;
    for (lua_pushnil(G); lua_next(G, SLOT_LENT); lua_pop(G, 1)) {
        if (!lua_rawequal(G, -2, SLOT_TYPE) && !lua_rawequal(G, -2, SLOT_AMOUNT)) others++;
    }
    if (lua_getmetatable(G, SLOT_LENT)) {
        lua_pop(G, 1);
        others++;
    }
    return others == 0;
}

bool sg_session_note_fresh(sg_session *session) {
    sg_fresh_note(session->strategy);
    sg_fresh_note(session->game);
    return session->strategy->fresh != NULL && session->game->fresh != NULL;
}

bool sg_session_is_fresh(sg_session *session) {
    return sg_fresh_holds(session->strategy) && sg_fresh_holds(session->game) &&
           action_is_fresh(session->game->L) && sg_seen_is_fresh(session);
}

void sg_fresh_free(sg_plugin *plugin) {
    free(plugin->fresh);
    plugin->fresh = NULL;
}
