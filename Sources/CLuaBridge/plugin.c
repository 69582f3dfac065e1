// Plugin states: creation, loading, the calls outside rounds, saving and restoring data.
#include "plugin.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "allocator.h"
#include "compile_cache.h"
#include "convert.h"
#include "fault.h"
#include "fresh.h"
#include "inject.h"
#include "library.h"
#include "names.h"
#include "remote.h"

// --- creation ---------------------------------------------------------------------------------

static int open_sandbox(lua_State *L) {
    sg_open_base(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    sg_open_string(L);
    lua_setfield(L, -2, "string");
    sg_open_math(L);
    lua_setfield(L, -2, "math");
    sg_open_table(L);
    lua_setfield(L, -2, "table");
    sg_open_utf8(L);
    lua_setfield(L, -2, "utf8");
    sg_open_coroutine(L);
    lua_setfield(L, -2, "coroutine");
    return 0;
}

sg_plugin *sg_plugin_create(const sg_budget *budget) {
    sg_plugin *plugin = calloc(1, sizeof(sg_plugin));
    if (plugin == NULL) return NULL;
    plugin->budget = *budget;
    plugin->meter.plugin = plugin;
    plugin->meter.memory_max = budget->memory_bytes;
    plugin->meter.log_bytes_max = budget->log_bytes;
    plugin->meter.host_calls_max = budget->host_calls;
    plugin->meter.budget = INT64_MAX;
    plugin->meter.host_window = 1;
    plugin->L = lua_newstate(sg_allocate, &plugin->meter);
    if (plugin->L == NULL) {
        free(plugin);
        return NULL;
    }
    *(sg_meter **)lua_getextraspace(plugin->L) = &plugin->meter;
    sg_allocator_pace(plugin->L);
    lua_checkstack(plugin->L, SLOT_TOP + SG_ACTIONS_MAX + 40);
    atomic_store(&plugin->meter.running, plugin->L);
    lua_pushcfunction(plugin->L, open_sandbox);
    if (lua_pcall(plugin->L, 0, 0, 0) != LUA_OK) {
        sg_plugin_destroy(plugin);
        return NULL;
    }
    sg_watchdog_add(plugin);
    return plugin;
}

void sg_plugin_destroy(sg_plugin *plugin) {
    if (plugin == NULL) return;
    if (plugin->remote != NULL) {
        sg_remote_free(plugin);
    } else {
        sg_watchdog_remove(plugin);
        if (sg_running_meter == &plugin->meter) sg_running_meter = NULL;
        plugin->meter.host_window = 1;
        lua_close(plugin->L);
        sg_allocator_drop(&plugin->meter);
    }
    sg_buffer_free(&plugin->out);
    sg_buffer_free(&plugin->log);
    free(plugin->meter.trace);
    sg_fresh_free(plugin);
    free(plugin->text);
    free(plugin->usage);
    free(plugin);
}

// --- calls ------------------------------------------------------------------------------------

int sg_protected_call(
    sg_plugin *plugin, int arguments, int64_t fuel, const char *call, sg_fault *fault) {
    lua_State *L = plugin->L;
    if (sg_own_thread == 0) sg_watchdog_reach_thread();
    atomic_store_explicit(&plugin->thread, sg_own_thread, memory_order_relaxed);
    sg_call_begin(L, SLOT_MAIN, fuel);
    int status = lua_pcall(L, arguments, 1, SLOT_HANDLER);
    plugin->last_fuel = sg_call_end(L, SLOT_MAIN);
    if (plugin->last_fuel > fuel / 2) sg_usage_note(plugin, call);
    if (status == LUA_OK && plugin->meter.killed == SG_ALIVE) return SG_OK;
    sg_fault_fill(L, fault, status, call);
    return SG_FAULT;
}

// Keeps the text and how Lua shows its name, for the names of functions in faults.
static void keep_text(sg_plugin *plugin, const char *text, size_t length) {
    lua_Debug main_function;
    lua_pushvalue(plugin->L, -1);
    lua_getinfo(plugin->L, ">S", &main_function);
    memcpy(plugin->shown_name, main_function.short_src, sizeof plugin->shown_name);
    free(plugin->text);
    plugin->text = malloc(length + 1);
    if (plugin->text == NULL) return;
    memcpy(plugin->text, text, length);
    plugin->text[length] = '\0';
    plugin->text_length = length;
    plugin->line_count = sg_line_count(text, length);
}

// Compiles the text and pushes its main function, or a message.
static int compile(sg_plugin *plugin, const char *text, size_t length, const char *chunk_name) {
    lua_State *L = plugin->L;
    char name[256];
    size_t full = strlen(chunk_name);
    // Lua shows the last 56 bytes of a longer name.
    snprintf(name, sizeof name, "@%s", full < 250 ? chunk_name : chunk_name + full - 250);
    sg_fault_forget(&plugin->meter);
    int status = sg_compile_cached(L, text, length, name);
    if (status != LUA_OK) return status;
    lua_pushcfunction(L, sg_checkpoint);
    status = lua_pcall(L, 1, 1, 0);
    if (status == LUA_OK) keep_text(plugin, text, length);
    return status;
}

static void fill_slots(lua_State *L) {
    static const char *const keys[] = {
        "type", "amount", "payout", "symbols", "open", "done", "info"};
    lua_settop(L, SLOT_TOP);
    lua_pushcfunction(L, sg_message_handler);
    lua_replace(L, SLOT_HANDLER);
    sg_open_random(L);
    lua_replace(L, SLOT_RNG);
    for (int i = 0; i < SLOT_TOP - SLOT_TYPE + 1; i++) {
        lua_pushstring(L, keys[i]);
        lua_replace(L, SLOT_TYPE + i);
    }
}

// As luaL_loadfilex reads a file: without a byte order mark, and without a first line that begins
// with '#', whose line break stays, so that lines keep their numbers.
static void skip_comment(const char **text, size_t *length) {
    size_t skipped = 0;
    if (*length >= 3 && memcmp(*text, "\xEF\xBB\xBF", 3) == 0) skipped = 3;
    if (skipped < *length && (*text)[skipped] == '#') {
        while (skipped < *length && (*text)[skipped] != '\n') skipped++;
    }
    *text += skipped;
    *length -= skipped;
}

int sg_plugin_load(
    sg_plugin *plugin, const char *text, size_t length, const char *chunk_name, sg_fault *fault) {
    if (plugin->remote != NULL) return sg_remote_load(plugin, text, length, chunk_name, fault);
    lua_State *L = plugin->L;
    fill_slots(L);
    skip_comment(&text, &length);
    int status = compile(plugin, text, length, chunk_name);
    if (status != LUA_OK) {
        sg_fault_fill(L, fault, LUA_ERRSYNTAX, "load");
        return SG_FAULT;
    }
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &sg_main_function_key);
    lua_pushvalue(L, -1);
    lua_replace(L, SLOT_MAIN);
    if (sg_protected_call(plugin, 0, plugin->budget.fuel_load, "load", fault) != SG_OK) {
        return SG_FAULT;
    }
    if (!lua_istable(L, -1)) {
        sg_fault_contract(
            fault, "load", "%s returned a %s; a plugin file ends with `return { ... }`", chunk_name,
            luaL_typename(L, -1));
        lua_pop(L, 1);
        return SG_FAULT;
    }
    lua_replace(L, SLOT_MANIFEST);
    lua_gc(L, LUA_GCCOLLECT, 0);
    return SG_OK;
}

static int data_fault(sg_plugin *plugin, const char *message, const char *call, sg_fault *fault) {
    sg_fault_contract(fault, call, "%s", message);
    fault->kind = SG_FAULT_DATA;
    fault->fuel_used = plugin->last_fuel;
    return SG_FAULT;
}

int sg_plugin_manifest(sg_plugin *plugin, sg_bytes *out, sg_fault *fault) {
    if (plugin->remote != NULL) return sg_remote_manifest(plugin, out, fault);
    char message[256];
    plugin->out.count = 0;
    if (!sg_encode(plugin->L, SLOT_MANIFEST, "the returned table", true, &plugin->out, message)) {
        return data_fault(plugin, message, "load", fault);
    }
    *out = (sg_bytes){plugin->out.bytes, plugin->out.count};
    return SG_OK;
}

static void bind(lua_State *L, const char *field, int slot) {
    lua_pushstring(L, field);
    if (lua_rawget(L, SLOT_MANIFEST) != LUA_TFUNCTION) {
        lua_pop(L, 1);
        lua_pushnil(L);
    }
    lua_replace(L, slot);
}

void sg_plugin_bind(sg_plugin *plugin, int32_t role) {
    if (plugin->remote != NULL) {
        plugin->remote->role = role;
        return;
    }
    lua_State *L = plugin->L;
    bool strategy = role == SG_ROLE_STRATEGY;
    bind(L, strategy ? "decide" : "step", SLOT_ACT);
    bind(L, strategy ? "learn" : "observe", SLOT_AFTER);
    bind(L, "actions", SLOT_ACTIONS);
}

void sg_plugin_seed(sg_plugin *plugin, uint64_t seed, uint64_t episode, uint64_t role) {
    if (plugin->remote != NULL) {
        plugin->remote->seed = seed;
        plugin->remote->episode = episode;
    }
    sg_stream_seed(&plugin->stream, seed, episode, role);
}

int sg_plugin_start(sg_plugin *plugin, const uint8_t *ctx, size_t count, sg_fault *fault) {
    if (plugin->remote != NULL) return sg_remote_start(plugin, ctx, count, fault);
    lua_State *L = plugin->L;
    lua_pushliteral(L, "start");
    if (lua_rawget(L, SLOT_MANIFEST) != LUA_TFUNCTION) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_replace(L, SLOT_DATA);
        return SG_OK;
    }
    if (!sg_decode(L, ctx, count)) {
        lua_pop(L, 1);
        return data_fault(plugin, "ctx is not plain data", "start", fault);
    }
    sg_stream_start_round(&plugin->stream, 0);
    lua_pushvalue(L, SLOT_RNG);
    if (sg_protected_call(plugin, 2, plugin->budget.fuel_load, "start", fault) != SG_OK) {
        return SG_FAULT;
    }
    if (!lua_istable(L, -1)) {
        sg_fault_contract(
            fault, "start", "start returned a %s; it returns a table, the data that is kept",
            luaL_typename(L, -1));
        lua_pop(L, 1);
        return SG_FAULT;
    }
    lua_replace(L, SLOT_DATA);
    return SG_OK;
}

int sg_plugin_migrate(sg_plugin *plugin, const char *from_version, sg_fault *fault) {
    if (plugin->remote != NULL) return sg_remote_migrate(plugin, from_version, fault);
    lua_State *L = plugin->L;
    lua_pushliteral(L, "migrate");
    if (lua_rawget(L, SLOT_MANIFEST) != LUA_TFUNCTION) {
        lua_pop(L, 1);
        return SG_OK;
    }
    lua_pushvalue(L, SLOT_DATA);
    lua_pushstring(L, from_version);
    if (sg_protected_call(plugin, 2, plugin->budget.fuel_load, "migrate", fault) != SG_OK) {
        return SG_FAULT;
    }
    if (!lua_istable(L, -1)) {
        sg_fault_contract(
            fault, "migrate", "migrate returned a %s; it returns the migrated table",
            luaL_typename(L, -1));
        lua_pop(L, 1);
        return SG_FAULT;
    }
    lua_replace(L, SLOT_DATA);
    return SG_OK;
}

// --- data -------------------------------------------------------------------------------------

int sg_plugin_save(sg_plugin *plugin, const char *name, sg_bytes *out, sg_fault *fault) {
    if (plugin->remote != NULL) return sg_remote_save(plugin, name, out, fault);
    char message[256];
    plugin->out.count = 0;
    if (!sg_encode(plugin->L, SLOT_DATA, name, false, &plugin->out, message)) {
        return data_fault(plugin, message, "save", fault);
    }
    *out = (sg_bytes){plugin->out.bytes, plugin->out.count};
    return SG_OK;
}

int sg_plugin_restore(sg_plugin *plugin, const uint8_t *bytes, size_t count, sg_fault *fault) {
    if (plugin->remote != NULL) return sg_remote_restore(plugin, bytes, count, fault);
    if (!sg_decode(plugin->L, bytes, count)) {
        return data_fault(plugin, "the saved data is damaged", "restore", fault);
    }
    lua_replace(plugin->L, SLOT_DATA);
    return SG_OK;
}

sg_bytes sg_plugin_take_log(sg_plugin *plugin) {
    sg_bytes lent = {plugin->log.bytes, plugin->log.count};
    plugin->log.count = 0;
    return lent;
}

int64_t sg_plugin_memory(const sg_plugin *plugin) { return plugin->meter.bytes; }
int64_t sg_plugin_memory_peak(const sg_plugin *plugin) { return plugin->meter.bytes_peak; }
int64_t sg_plugin_last_fuel(const sg_plugin *plugin) { return plugin->last_fuel; }

// --- for tests and check ----------------------------------------------------------------------

static int inject(lua_State *L) {
    const char *text = lua_touserdata(L, 1);
    if (!sg_inject(L, text, (size_t)lua_tointeger(L, 2), "text")) return lua_error(L);
    return 1;
}

static int lend_text(sg_plugin *plugin, sg_bytes *out) {
    size_t length;
    const char *text = lua_tolstring(plugin->L, -1, &length);
    plugin->out.count = 0;
    sg_buffer_append(&plugin->out, text, length);
    lua_pop(plugin->L, 1);
    *out = (sg_bytes){plugin->out.bytes, plugin->out.count};
    return SG_OK;
}

int sg_plugin_injected(
    sg_plugin *plugin, const char *text, size_t length, sg_bytes *out, sg_fault *fault) {
    if (plugin->remote != NULL) return sg_remote_injected(plugin, text, length, out, fault);
    lua_State *L = plugin->L;
    sg_fault_forget(&plugin->meter);
    lua_pushcfunction(L, inject);
    lua_pushlightuserdata(L, (void *)text);
    lua_pushinteger(L, (lua_Integer)length);
    int status = lua_pcall(L, 2, 1, 0);
    if (status == LUA_OK) return lend_text(plugin, out);
    sg_fault_fill(L, fault, LUA_ERRSYNTAX, "inject");
    return SG_FAULT;
}

// Calls the function at index 1 and joins its results to one text.
static int evaluate(lua_State *L) {
    lua_call(L, 0, LUA_MULTRET);
    int results = lua_gettop(L);
    luaL_checkstack(L, LUA_MINSTACK, "too many results");
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    for (int i = 1; i <= results; i++) {
        if (i > 1) luaL_addchar(&text, '\t');
        sg_tolstring(L, i, NULL);
        luaL_addvalue(&text);
    }
    luaL_pushresult(&text);
    return 1;
}

int sg_plugin_evaluate(
    sg_plugin *plugin, const char *text, size_t length, const char *chunk_name, int64_t fuel,
    sg_bytes *out, sg_fault *fault) {
    if (plugin->remote != NULL) {
        return sg_remote_evaluate(plugin, text, length, chunk_name, fuel, out, fault);
    }
    lua_State *L = plugin->L;
    fill_slots(L);
    if (compile(plugin, text, length, chunk_name) != LUA_OK) {
        sg_fault_fill(L, fault, LUA_ERRSYNTAX, "load");
        return SG_FAULT;
    }
    // What an earlier text left behind shares the fuel of this one.
    if (lua_isfunction(L, SLOT_MAIN)) {
        lua_upvaluejoin(L, -1, 1, SLOT_MAIN, 1);
        lua_upvaluejoin(L, -1, 2, SLOT_MAIN, 2);
    }
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &sg_main_function_key);
    lua_pushvalue(L, -1);
    lua_replace(L, SLOT_MAIN);
    lua_pushcfunction(L, evaluate);
    lua_insert(L, -2);
    if (sg_protected_call(plugin, 1, fuel, "evaluate", fault) != SG_OK) return SG_FAULT;
    return lend_text(plugin, out);
}
