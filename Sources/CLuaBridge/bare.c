#define _POSIX_C_SOURCE 200809L
// The limit that `stratagem bench` compares with: the same two plugin texts, unmetered, in one
// plain Lua state with the system's own libraries and allocator, driven by a loop in Lua. The only
// thing shared with the product is the random stream, so that both play the same rounds.
#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "fault.h"
#include "plugin.h"
#include "random.h"

static const char loop[] =
    "local strategy, game, rng, new_round, stake, rounds = ...\n"
    "local memory = strategy.start({ params = { base = stake }, game = { stakes = { stake } } })\n"
    "local state = game.start({}, rng)\n"
    "local decide, step = strategy.decide, game.step\n"
    "local seen = { balance = 1 << 40, stakes = { stake } }\n"
    "local staked, paid = 0, 0\n"
    "for round = 1, rounds do\n"
    "  new_round(round)\n"
    "  local action = decide(memory, seen, rng)\n"
    "  local outcome = step(state, action, rng)\n"
    "  staked = staked + action.amount\n"
    "  paid = paid + outcome.payout\n"
    "end\n"
    "return staked, paid\n";

static int new_round(lua_State *L) {
    sg_stream_start_round(
        &sg_meter_of(L)->plugin->stream, (uint64_t)luaL_checkinteger(L, 1));
    return 0;
}

static int64_t now_nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int run(
    lua_State *L, const char *strategy, size_t strategy_length, const char *game,
    size_t game_length, int64_t stake, int64_t rounds) {
    int status = luaL_loadbufferx(L, loop, strlen(loop), "=loop", "t");
    if (status != LUA_OK) return status;
    status = luaL_loadbufferx(L, strategy, strategy_length, "=strategy", "t");
    if (status == LUA_OK) status = lua_pcall(L, 0, 1, 0);
    if (status != LUA_OK) return status;
    status = luaL_loadbufferx(L, game, game_length, "=game", "t");
    if (status == LUA_OK) status = lua_pcall(L, 0, 1, 0);
    if (status != LUA_OK) return status;
    sg_open_random(L);
    lua_pushcfunction(L, new_round);
    lua_pushinteger(L, stake);
    lua_pushinteger(L, rounds);
    return lua_pcall(L, 6, 2, 0);
}

int sg_bare_play(
    const char *strategy, size_t strategy_length, const char *game, size_t game_length,
    int64_t stake, int64_t rounds, uint64_t seed, sg_bare_result *result, sg_fault *fault) {
    sg_plugin plugin = {.meter = {.budget = INT64_MAX}};
    plugin.meter.plugin = &plugin;
    lua_State *L = luaL_newstate();
    memset(result, 0, sizeof *result);
    if (L == NULL) {
        sg_fault_contract(fault, "bare", "the system has no memory for a Lua state");
        return SG_FAULT;
    }
    *(sg_meter **)lua_getextraspace(L) = &plugin.meter;
    luaL_openlibs(L);
    sg_stream_seed(&plugin.stream, seed, 0, SG_ROLE_GAME);
    int64_t start = now_nanoseconds();
    int status = run(L, strategy, strategy_length, game, game_length, stake, rounds);
    result->nanoseconds = now_nanoseconds() - start;
    if (status == LUA_OK) {
        result->rounds = rounds;
        result->staked = lua_tointeger(L, -2);
        result->paid = lua_tointeger(L, -1);
    } else {
        const char *text = lua_tostring(L, -1);
        sg_fault_contract(fault, "bare", "%s", text == NULL ? "failed" : text);
    }
    lua_close(L);
    return status == LUA_OK ? SG_OK : SG_FAULT;
}

int64_t sg_thread_nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int sg_bare_run(const char *text, size_t length, int64_t *nanoseconds, sg_fault *fault) {
    lua_State *L = luaL_newstate();
    if (L == NULL) {
        sg_fault_contract(fault, "bare", "the system has no memory for a Lua state");
        return SG_FAULT;
    }
    luaL_openlibs(L);
    int status = luaL_loadbufferx(L, text, length, "=text", "t");
    int64_t start = sg_thread_nanoseconds();
    if (status == LUA_OK) status = lua_pcall(L, 0, 1, 0);
    *nanoseconds = sg_thread_nanoseconds() - start;
    if (status != LUA_OK) {
        const char *message = lua_tostring(L, -1);
        sg_fault_contract(fault, "bare", "%s", message == NULL ? "failed" : message);
    }
    lua_close(L);
    return status == LUA_OK ? SG_OK : SG_FAULT;
}
