// Basic functions of the sandbox. Those of stock Lua that are safe as they are come from the
// system library by an allow list; the others are here.
//
// Left out: dofile, loadfile, require, package, io, os, debug (reach the system), collectgarbage
// (its numbers differ between processes, a full collection is not metered), warn, print of the
// standard output (print is log here), string.dump, coroutine.close (crashes Lua 5.4.4 when
// nested 12,000 deep).
#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "inject.h"
#include "library.h"
#include "library_base.h"
#include "meter.h"
#include "plugin.h"

// Text without addresses: the same in every process.
const char *sg_tolstring(lua_State *L, int index, size_t *length) {
    index = lua_absindex(L, index);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
        return lua_tolstring(L, -1, length);
    }
    switch (lua_type(L, index)) {
        case LUA_TNUMBER:
            if (!lua_isinteger(L, index) && lua_tonumber(L, index) != lua_tonumber(L, index)) {
                lua_pushliteral(L, "nan");
                break;
            }
            lua_pushvalue(L, index);
            lua_tolstring(L, -1, NULL);
            break;
        case LUA_TSTRING: lua_pushvalue(L, index); break;
        case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
        case LUA_TNIL: lua_pushliteral(L, "nil"); break;
        default:
            // Exactly one value is pushed: a luaL_Buffer of the caller may lie below it.
            switch (luaL_getmetafield(L, index, "__name")) {
                case LUA_TSTRING: break;
                case LUA_TNIL: lua_pushstring(L, luaL_typename(L, index)); break;
                default:
                    lua_pop(L, 1);
                    lua_pushstring(L, luaL_typename(L, index));
            }
    }
    return lua_tolstring(L, -1, length);
}

static int base_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    size_t length;
    sg_tolstring(L, 1, &length);
    sg_charge(L, 4 + (lua_Integer)(length / 16));
    return 1;
}

// Upvalue 1 is stock tonumber. It gets right arguments only: called from here it has no name, and
// its messages would say "bad argument #1 to '?'".
static int base_tonumber(lua_State *L) {
    if (lua_isnoneornil(L, 2)) {
        luaL_checkany(L, 1);
    } else {
        lua_Integer base = sg_check_integer(L, 2);
        luaL_checktype(L, 1, LUA_TSTRING);
        luaL_argcheck(L, 2 <= base && base <= 36, 2, "base out of range");
    }
    size_t length = lua_type(L, 1) == LUA_TSTRING ? lua_rawlen(L, 1) : 0;
    sg_charge(L, 2 + (lua_Integer)(length / 4));
    int arguments = lua_gettop(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, arguments, 1);
    return 1;
}

static void refuse_field(lua_State *L, const char *field) {
    lua_pushstring(L, field);
    if (lua_rawget(L, 2) != LUA_TNIL) {
        luaL_error(L, "metatables of plugins can not have %s: it makes rounds depend on garbage "
                      "collection", field);
    }
    lua_pop(L, 1);
}

// A __mode that is set in a metatable later is not seen: every write would have to be looked at.
// It makes a weak table; a plugin that looks at what collection left there makes its own session
// not reproducible (corpus A04d).
static int base_setmetatable(lua_State *L) {
    sg_charge(L, 2);
    int type = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
        return luaL_error(L, "cannot change a protected metatable");
    }
    if (type == LUA_TTABLE) {
        refuse_field(L, "__gc");
        refuse_field(L, "__mode");
    }
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

// The end of pcall and xpcall. A kill goes on; so does the end of memory. `extra` results of the
// wrapper itself lie below the results.
static int finish_protected(lua_State *L, int status, lua_KContext extra) {
    sg_meter *meter = sg_meter_of(L);
    sg_rethrow_if_killed(L);
    if (status == LUA_ERRMEM && meter->denied) sg_raise_kill(L, SG_KILL_MEMORY);
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_pushboolean(L, 0);
        lua_pushvalue(L, -2);
        return 2;
    }
    return lua_gettop(L) - (int)extra;
}

static int base_pcall(lua_State *L);
static int base_xpcall(lua_State *L);
static const lua_CFunction catchers[2] = {base_pcall, base_xpcall};

// The message handler of pcall: the plugin may raise the error again later.
static int keep_caught(lua_State *L) {
    sg_trace_keep_caught(L, catchers);
    return 1;
}

static int base_pcall(lua_State *L) {
    sg_charge(L, 4);
    luaL_checkany(L, 1);
    lua_pushcfunction(L, keep_caught);
    lua_pushboolean(L, 1);
    lua_rotate(L, 1, 2);
    int status = lua_pcallk(L, lua_gettop(L) - 3, LUA_MULTRET, 1, 1, finish_protected);
    return finish_protected(L, status, 1);
}

// Runs the plugin's message handler (upvalue 1), but never for a kill.
static int guarded_handler(lua_State *L) {
    if (sg_meter_of(L)->killed != SG_ALIVE) return 1;
    sg_trace_keep_caught(L, catchers);
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 1, 1);
    return 1;
}

static int base_xpcall(lua_State *L) {
    sg_charge(L, 4);
    int arguments = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, guarded_handler, 1);
    lua_replace(L, 2);
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);
    int status = lua_pcallk(L, arguments - 2, LUA_MULTRET, 2, 2, finish_protected);
    return finish_protected(L, status, 2);
}

// Longest text given to load. The parser takes time that grows with the square of the length (long
// chains of 'or', names looked up through many functions), it runs twice (before and after the
// charges are put in), and nothing can stop it: for the worst text of 64 KiB that is 0.7 s, for one
// of this length 47 ms.
#define LOADED_BYTES_MAX (1 << 14)

// load(text [, name [, mode [, env]]]): text only, metered as the plugin itself. The price grows
// with the square of the length as the parser's time does.
static int base_load(lua_State *L) {
    if (lua_type(L, 1) != LUA_TSTRING) {
        return luaL_error(L, "load takes text, not a %s", luaL_typename(L, 1));
    }
    size_t length;
    const char *text = lua_tolstring(L, 1, &length);
    const char *mode = luaL_optstring(L, 3, "t");
    const char *name = luaL_optstring(L, 2, "=(load)");
    if (strchr(mode, 't') == NULL) {
        return luaL_error(L, "load takes text only, not binary chunks");
    }
    bool has_environment = !lua_isnone(L, 4);
    lua_settop(L, 4);
    lua_Integer units = (lua_Integer)length;
    if (units > LOADED_BYTES_MAX) {
        sg_charge(L, 100 + units);
        luaL_pushfail(L);
        lua_pushfstring(L, "load: the text has %I bytes; load takes at most %d", units,
                        LOADED_BYTES_MAX);
        return 2;
    }
    sg_charge(L, 100 + units + units * (units / 256));
    if (sg_compile(L, text, length, name, &sg_meter_of(L)->allocation) != LUA_OK) {
        luaL_pushfail(L);
        lua_insert(L, -2);
        return 2;
    }
    if (has_environment) {
        lua_pushvalue(L, 4);
        if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
    }
    lua_call(L, 0, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &sg_main_function_key);
    lua_upvaluejoin(L, -2, 1, -1, 1);
    lua_upvaluejoin(L, -2, 2, -1, 2);
    lua_pop(L, 1);
    return 1;
}

static int budget_used(lua_State *L) {
    sg_charge(L, 2);
    lua_pushinteger(L, sg_fuel_used(L));
    return 1;
}

static int budget_left(lua_State *L) {
    sg_charge(L, 2);
    int64_t left = sg_meter_of(L)->budget - sg_fuel_used(L);
    lua_pushinteger(L, left < 0 ? 0 : left);
    return 1;
}

#define LOG_KEPT_BYTES (1 << 18)     // of one plugin between two slices; later lines are dropped

// Counts bytes before they are copied, so that a line ends the call as soon as it is too long.
static void count_log(lua_State *L, size_t bytes) {
    sg_meter *meter = sg_meter_of(L);
    sg_charge(L, (lua_Integer)(bytes / 8));
    meter->log_bytes += (int64_t)bytes;
    if (meter->log_bytes > meter->log_bytes_max) sg_raise_kill(L, SG_KILL_LOG);
}

static int base_log(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    sg_buffer *log = &meter->plugin->log;
    int arguments = lua_gettop(L);
    if (++meter->host_calls > meter->host_calls_max) sg_raise_kill(L, SG_KILL_HOST_CALLS);
    sg_charge(L, 20);
    sg_text line;
    sg_text_begin(&line, L);
    count_log(L, 1);
    for (int i = 1; i <= arguments; i++) {
        size_t length;
        sg_tolstring(L, i, &length);
        count_log(L, length + (i > 1));
        if (i > 1) sg_text_add(&line, "\t", 1);
        sg_text_add_top(&line);
    }
    sg_text_add(&line, "\n", 1);
    if (log->count + line.count <= LOG_KEPT_BYTES && sg_buffer_reserve(log, line.count)) {
        sg_buffer_append(log, line.bytes, line.count);
    }
    return 0;
}

static int base_print(lua_State *L) { return base_log(L); }

const sg_function sg_base_functions[] = {
    {"_G", NULL, NULL, "table", "0", SG_SAME_RESULT, "The table of globals.",
     "holds the entries of this page and what the plugin adds"},
    {"_VERSION", NULL, NULL, "string", "0", SG_SAME_RESULT, "The version of the language: Lua 5.4.",
     "a constant"},
    {"assert", NULL, "v: any, message?: any, ...: any", "any, ...", "0", SG_SAME_RESULT,
     "Gives its arguments, or raises the message when the first is nil or false.",
     "raises its argument"},
    {"error", NULL, "message?: any, level?: integer", "", "0", SG_SAME_RESULT,
     "Raises the message, with file and line when it is a string.",
     "raises its argument, adds file and line"},
    {"getmetatable", NULL, "v: any", "any?", "0", SG_SAME_RESULT,
     "The metatable of a value, or its __metatable field.",
     "honours __metatable; the string metatable is locked"},
    {"ipairs", NULL, "t: any", "function, any, integer", "0", SG_SAME_RESULT,
     "Visits t[1], t[2] and so on up to the first nil.", "one step a call"},
    {"load", base_load, "text: string, name?: string, mode?: string, environment?: any",
     "function?, string?", "100 + n + n * (n // 256), n = #text", SG_SAME_RESULT,
     "Compiles a text; gives its function, or nil and a message.",
     "text only, never bytecode; metered as the plugin itself; the price covers the parser"},
    {"log", base_log, "...: any", "", "20 + #line / 8", SG_READS_HOST,
     "Writes a line to the session's log, values separated by tabs.",
     "lines and bytes of a call are limited; control characters are shown as text"},
    {"next", sg_ordered_next, "t: table, key?: any", "any?, any?",
     "4 + 4 * number of keys + bytes of keys / 64", SG_SAME_RESULT,
     "The entry after this key, in the order of pairs.",
     "the order is by key, never by address or hash"},
    {"pairs", sg_ordered_pairs, "t: any", "function, any, any?",
     "8 + 8 * number of keys + bytes of keys / 16", SG_SAME_RESULT,
     "Visits all entries: numbers ascending, then strings by bytes, then booleans.",
     "the order is by key, never by address or hash"},
    {"pcall", base_pcall, "f: any, ...: any", "boolean, ...", "4", SG_SAME_RESULT,
     "Calls f; gives true and its results, or false and the error.",
     "a kill and the end of memory pass through it"},
    {"print", base_print, "...: any", "", "20 + #line / 8", SG_READS_HOST, "The same as log.",
     "as log"},
    {"rawequal", NULL, "a: any, b: any", "boolean", "0", SG_SAME_RESULT,
     "Whether two values are the same, without __eq.", "compares at most 1 MiB"},
    {"rawget", NULL, "t: table, key: any", "any?", "0", SG_SAME_RESULT,
     "A field of a table, without __index.", "one table access"},
    {"rawlen", NULL, "v: table|string", "integer", "0", SG_SAME_RESULT,
     "The length of a table or string, without __len.", "one table access"},
    {"rawset", NULL, "t: table, key: any, value: any", "table", "0", SG_SAME_RESULT,
     "Sets a field of a table, without __newindex.", "one table access"},
    {"select", NULL, "n: any, ...: any", "any, ...", "0", SG_SAME_RESULT,
     "The arguments from number n on, or their count for '#'.",
     "at most as many values as were passed"},
    {"setmetatable", base_setmetatable, "t: table, metatable: table|nil", "table", "2",
     SG_SAME_RESULT, "Sets the metatable of a table.",
     "refuses __gc and __mode, which make rounds depend on garbage collection"},
    {"tonumber", base_tonumber, "v: any ; text: string, base: integer [2..36]", "number?",
     "2 + bytes of text / 4", SG_SAME_RESULT, "The number that a text holds, or nil.",
     "stock, at a price by length"},
    {"tostring", base_tostring, "v: any", "string", "4 + #text / 16", SG_SAME_RESULT,
     "The text of a value; honours __tostring and __name.",
     "holds no address and no sign of a NaN"},
    {"type", NULL, "v: any", "string", "0", SG_SAME_RESULT, "The type of a value, as text.",
     "a constant string"},
    {"xpcall", base_xpcall, "f: any, handler: function, ...: any", "boolean, ...", "4",
     SG_SAME_RESULT, "Calls f; errors go through the handler.",
     "a kill and the end of memory pass through it, unseen by the handler"},
    SG_FUNCTIONS_END,
};

const sg_function sg_budget_functions[] = {
    {"left", budget_left, "", "integer", "2", SG_READS_HOST, "Fuel that the running call has left.",
     "a number that is the same in every process"},
    {"used", budget_used, "", "integer", "2", SG_READS_HOST,
     "Fuel that the running call has used; a loop may have paid up to 256 units ahead.",
     "a number that is the same in every process"},
    SG_FUNCTIONS_END,
};

// Fills LUA_RIDX_GLOBALS with a new table that holds the allowed functions and nothing else.
void sg_open_base(lua_State *L) {
    lua_createtable(L, 0, 32);
    int globals = lua_gettop(L);
    sg_register(L, sg_base_functions);
    sg_register_stock(L, luaopen_base, sg_base_functions);
    lua_pushcfunction(L, luaopen_base);
    lua_call(L, 0, 1);
    lua_getfield(L, -1, "tonumber");
    lua_pushcclosure(L, base_tonumber, 1);
    lua_setfield(L, globals, "tonumber");
    lua_pop(L, 1);
    lua_pushvalue(L, globals);
    lua_setfield(L, globals, "_G");
    lua_createtable(L, 0, 2);
    sg_register(L, sg_budget_functions);
    lua_setfield(L, globals, "budget");
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}
