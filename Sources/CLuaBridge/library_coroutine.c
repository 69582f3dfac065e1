// Coroutines. A kill goes through resume and wrap; live coroutines are capped; close is left out.
//
// A coroutine that ends in an error is dropped, not closed: lua_resetthread of Lua 5.4.4 loses
// count of nested C calls. So its pending to-be-closed variables are not closed then.
#include <lauxlib.h>
#include <lualib.h>

#include "fault.h"
#include "library.h"
#include "meter.h"
#include "plugin.h"

// Registry key of the weak table of live coroutines.
static const char threads_key = 0;

// Whether the coroutine can still run or is running.
static bool is_alive(lua_State *thread) {
    lua_Debug frame;
    if (lua_status(thread) == LUA_YIELD) return true;
    if (lua_status(thread) != LUA_OK) return false;
    return lua_getstack(thread, 0, &frame) || lua_gettop(thread) > 0;
}

static lua_Integer live_threads(lua_State *L) {
    lua_gc(L, LUA_GCCOLLECT, 0);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &threads_key);
    lua_Integer count = 0;
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) count += is_alive(lua_tothread(L, -2));
    lua_pop(L, 1);
    return count;
}

static int coroutine_create(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    if (meter->threads >= SG_THREADS_MAX) {
        sg_charge(L, sg_denial_price(meter));
        meter->threads = (int32_t)live_threads(L);
        if (meter->threads >= SG_THREADS_MAX) {
            return luaL_error(L, "too many coroutines: %d are alive", SG_THREADS_MAX);
        }
    }
    lua_State *thread = lua_newthread(L);
    meter->threads++;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &threads_key);
    lua_pushvalue(L, -2);
    lua_pushboolean(L, 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    lua_pushvalue(L, 1);
    lua_xmove(L, thread, 1);
    return 1;
}

static lua_State *check_thread(lua_State *L) {
    lua_State *thread = lua_tothread(L, 1);
    luaL_argexpected(L, thread != NULL, 1, "thread");
    return thread;
}

// Moves the arguments over, runs, moves results back. Returns their number, or -1 with the error
// value on top of L; `goes_on` when the caller raises it again.
static int resume(lua_State *L, lua_State *thread, int arguments, bool goes_on) {
    if (!lua_checkstack(thread, arguments)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    sg_meter *meter = sg_meter_of(L);
    bool could_run = is_alive(thread);
    lua_xmove(L, thread, arguments);
    int results;
    atomic_store_explicit(&meter->running, thread, memory_order_relaxed);
    int status = lua_resume(thread, L, arguments, &results);
    atomic_store_explicit(&meter->running, L, memory_order_relaxed);
    if (could_run && status != LUA_YIELD && lua_status(thread) == status) meter->threads--;
    if (status == LUA_OK || status == LUA_YIELD) {
        if (lua_checkstack(L, results + 1)) {
            lua_xmove(thread, L, results);
            return results;
        }
        lua_pop(thread, results);
        lua_pushliteral(L, "too many results to resume");
        return -1;
    }
    if (meter->killed != SG_ALIVE) sg_trace_keep_next(L);
    sg_rethrow_if_killed(L);
    if (status == LUA_ERRMEM && meter->denied) sg_raise_kill(L, SG_KILL_MEMORY);
    sg_trace_keep_coroutine(meter, thread, goes_on);
    lua_xmove(thread, L, 1);
    return -1;
}

static int coroutine_resume(lua_State *L) {
    sg_charge(L, 10);
    lua_State *thread = check_thread(L);
    int results = resume(L, thread, lua_gettop(L) - 1, false);
    lua_pushboolean(L, results >= 0);
    lua_insert(L, results >= 0 ? -(results + 1) : -2);
    return results >= 0 ? results + 1 : 2;
}

static int wrapped(lua_State *L) {
    sg_charge(L, 10);
    lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
    int results = resume(L, thread, lua_gettop(L), true);
    if (results >= 0) return results;
    if (lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int coroutine_wrap(lua_State *L) {
    coroutine_create(L);
    lua_pushcclosure(L, wrapped, 1);
    return 1;
}

const sg_function sg_coroutine_functions[] = {
    {"create", coroutine_create, "f: function", "thread", "100", SG_SAME_RESULT,
     "A new coroutine that will run f.", "at most 256 live ones a plugin"},
    {"isyieldable", NULL, "thread?: thread", "boolean", "0", SG_SAME_RESULT,
     "Whether the running coroutine can yield.", "reads one flag"},
    {"resume", coroutine_resume, "thread: thread, ...: any", "boolean, ...", "10", SG_SAME_RESULT,
     "Runs a coroutine until it yields, ends or fails.", "a kill passes through it"},
    {"running", NULL, "", "thread, boolean", "0", SG_SAME_RESULT,
     "The running coroutine, and whether it is the main one.",
     "a value that plugins cannot look into"},
    {"status", NULL, "thread: thread", "string", "0", SG_SAME_RESULT,
     "running, suspended, normal or dead.", "reads one flag"},
    {"wrap", coroutine_wrap, "f: function", "function", "106", SG_SAME_RESULT,
     "A function that resumes a new coroutine.", "as create and resume"},
    {"yield", NULL, "...: any", "any, ...", "0", SG_SAME_RESULT, "Suspends the running coroutine.",
     "never crosses the host: the main function is called unyieldable"},
    SG_FUNCTIONS_END,
};

void sg_open_coroutine(lua_State *L) {
    lua_createtable(L, 0, 0);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &threads_key);
    lua_createtable(L, 0, 8);
    sg_register(L, sg_coroutine_functions);
    sg_register_stock(L, luaopen_coroutine, sg_coroutine_functions);
}
