// Random streams: Philox4x64-10, a counter-based generator (Salmon, Moraes, Dror, Shaw: "Parallel
// random numbers: as easy as 1, 2, 3", SC11; the same as numpy.random.Philox).
//
// key = (seed, 0), counter = (block, round, episode, role): round r of an episode sees the same
// numbers whatever happened before, so a snapshot needs no generator state and both arms of a
// comparison stay on common random numbers.
#include "random.h"

#include <lauxlib.h>

#include "include/CLuaBridge.h"
#include "library.h"
#include "meter.h"
#include "plugin.h"
#include "script.h"

static inline void multiply(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low) {
    unsigned __int128 product = (unsigned __int128)a * b;
    *high = (uint64_t)(product >> 64);
    *low = (uint64_t)product;
}

void sg_philox(const uint64_t counter[4], const uint64_t key[2], uint64_t out[4]) {
    uint64_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint64_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < 10; round++) {
        uint64_t high0, low0, high1, low1;
        multiply(0xD2E7470EE14C6C93u, c0, &high0, &low0);
        multiply(0xCA5A826395121157u, c2, &high1, &low1);
        c0 = high1 ^ c1 ^ k0;
        c1 = low1;
        c2 = high0 ^ c3 ^ k1;
        c3 = low0;
        k0 += 0x9E3779B97F4A7C15u;
        k1 += 0xBB67AE8584CAA73Bu;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

void sg_stream_seed(sg_stream *stream, uint64_t seed, uint64_t episode, uint64_t role) {
    stream->seed = seed;
    stream->episode = episode;
    stream->role = role;
    sg_stream_start_round(stream, 0);
}

void sg_stream_start_round(sg_stream *stream, uint64_t round) {
    stream->round = round;
    stream->block = 0;
    stream->used = 4;
}

uint64_t sg_stream_next(sg_stream *stream) {
    if (stream->used == 4) {
        const uint64_t counter[4] = {
            stream->block++, stream->round, stream->episode, stream->role};
        const uint64_t key[2] = {stream->seed, 0};
        sg_philox(counter, key, stream->buffer);
        stream->used = 0;
    }
    return stream->buffer[stream->used++];
}

// Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).
uint64_t sg_stream_below(sg_stream *stream, uint64_t n) {
    uint64_t high, low;
    multiply(sg_stream_next(stream), n, &high, &low);
    if (low < n) {
        uint64_t threshold = -n % n;
        while (low < threshold) multiply(sg_stream_next(stream), n, &high, &low);
    }
    return high;
}

double sg_stream_float(sg_stream *stream) {
    return (double)(sg_stream_next(stream) >> 11) * 0x1p-53;
}

static sg_stream *stream_of(lua_State *L) { return &sg_meter_of(L)->plugin->stream; }

// Uniform in [0, n). n > 0.
static uint64_t below(lua_State *L, uint64_t n) {
    sg_stream *stream = stream_of(L);
    return stream->script ? sg_script_take(L, stream->script, n) : sg_stream_below(stream, n);
}

// Numbers that have too many values to be walked one by one.
static void refuse_script(lua_State *L, const char *why) {
    sg_script *script = stream_of(L)->script;
    if (script) sg_script_refuse(L, script, why);
}

static double fraction(lua_State *L) {
    refuse_script(
        L, "a fraction drawn here has 2^53 values, so exact odds can not be walked; draw whole "
           "numbers, with rng:int(n) or rng:pick(weights)");
    return sg_stream_float(stream_of(L));
}

// Uniform in all 64 bits.
static uint64_t word(lua_State *L) {
    refuse_script(L, "a number drawn here has 2^64 values, so exact odds can not be walked");
    return sg_stream_next(stream_of(L));
}

// Uniform in [low, high].
static lua_Integer between(lua_State *L, lua_Integer low, lua_Integer high) {
    uint64_t span = (uint64_t)high - (uint64_t)low;
    uint64_t offset = span == UINT64_MAX ? word(L) : below(L, span + 1);
    return (lua_Integer)((uint64_t)low + offset);
}

static int random_int(lua_State *L) {
    sg_charge(L, 2);
    lua_Integer low = sg_check_integer(L, 2);
    lua_Integer high = low;
    if (lua_isnoneornil(L, 3)) {
        low = 1;
    } else {
        high = sg_check_integer(L, 3);
    }
    luaL_argcheck(L, low <= high, lua_isnoneornil(L, 3) ? 2 : 3, "interval is empty");
    lua_pushinteger(L, between(L, low, high));
    return 1;
}

static int random_float(lua_State *L) {
    sg_charge(L, 2);
    lua_pushnumber(L, fraction(L));
    return 1;
}

static double weight_at(lua_State *L, lua_Integer index, bool *whole) {
    if (lua_rawgeti(L, 2, index) != LUA_TNUMBER) {
        return luaL_error(
            L, "bad argument #1 to 'pick' (weight %I is not a number)", index);
    }
    double weight = lua_tonumber(L, -1);
    *whole = *whole && lua_isinteger(L, -1);
    lua_pop(L, 1);
    if (!(weight >= 0 && weight <= 1e15)) {
        return luaL_error(
            L, "bad argument #1 to 'pick' (weight %I is not between 0 and 1e15)", index);
    }
    return weight;
}

// The branch of a script: one for each weight above 0.
static lua_Integer pick_scripted(lua_State *L, lua_Integer count, double total, bool whole) {
    sg_script *script = stream_of(L)->script;
    if (!whole) {
        sg_script_refuse(
            L, script, "the weights are not all whole numbers, so their odds are not exact; write "
                       "{ 3, 1 }, not { 0.75, 0.25 }");
    }
    uint64_t branches = 0;
    for (lua_Integer i = 1; i <= count; i++) branches += weight_at(L, i, &whole) > 0;
    uint64_t left = sg_script_take(L, script, branches);
    for (lua_Integer i = 1; i <= count; i++) {
        double weight = weight_at(L, i, &whole);
        if (weight > 0 && left-- == 0) {
            sg_script_weigh(script, (uint64_t)weight, (uint64_t)total);
            return i;
        }
    }
    return count;
}

// The price of a walk along a list. A table can have its border at the last integer.
static void charge_list(lua_State *L, lua_Integer count) {
    sg_charge(L, count > LUA_MAXINTEGER - 4 ? count : 4 + count);
}

// Integer weights give exact odds while their sum stays under 2^53.
static int random_pick(lua_State *L) {
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
    charge_list(L, count);
    double total = 0;
    bool whole = true;
    for (lua_Integer i = 1; i <= count; i++) total += weight_at(L, i, &whole);
    luaL_argcheck(L, total > 0, 2, "weights must add up to more than 0");
    luaL_argcheck(L, total < 0x1p53, 2, "weights must add up to less than 2^53");
    if (stream_of(L)->script) {
        lua_pushinteger(L, pick_scripted(L, count, total, whole));
        return 1;
    }
    double place = whole
        ? (double)sg_stream_below(stream_of(L), (uint64_t)total)
        : sg_stream_float(stream_of(L)) * total;
    lua_Integer chosen = 0;
    for (lua_Integer i = 1; i <= count; i++) {
        double weight = weight_at(L, i, &whole);
        if (weight > 0) chosen = i;
        if (place < weight) break;
        place -= weight;
    }
    lua_pushinteger(L, chosen);
    return 1;
}

// Fisher-Yates from the end, in place; returns the list.
static int random_shuffle(lua_State *L) {
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
    charge_list(L, count);
    for (lua_Integer i = count; i > 1; i--) {
        lua_Integer j = 1 + (lua_Integer)below(L, (uint64_t)i);
        lua_rawgeti(L, 2, i);
        lua_rawgeti(L, 2, j);
        lua_rawseti(L, 2, i);
        lua_rawseti(L, 2, j);
    }
    lua_settop(L, 2);
    return 1;
}

// As math.random of Lua 5.4, over the stream of the round.
int sg_math_random(lua_State *L) {
    sg_charge(L, 2);
    lua_Integer low = 1, high;
    switch (lua_gettop(L)) {
        case 0:
            lua_pushnumber(L, fraction(L));
            return 1;
        case 1:
            high = sg_check_integer(L, 1);
            if (high == 0) {
                lua_pushinteger(L, (lua_Integer)word(L));
                return 1;
            }
            break;
        case 2:
            low = sg_check_integer(L, 1);
            high = sg_check_integer(L, 2);
            break;
        default: return luaL_error(L, "wrong number of arguments");
    }
    luaL_argcheck(L, low <= high, lua_gettop(L), "interval is empty");
    lua_pushinteger(L, between(L, low, high));
    return 1;
}

const sg_function sg_random_functions[] = {
    {"int", random_int,
     "self: any, n: integer [1..9223372036854775807] ; self: any, a: integer, b: integer",
     "integer", "2", SG_DRAWS, "Uniform in 1..n, or in a..b.", "drawn from the round's stream"},
    {"float", random_float, "self: any", "number", "2", SG_DRAWS,
     "Uniform in [0, 1), with 53 bits.", "drawn from the round's stream"},
    {"pick", random_pick, "self: any, weights: table", "integer", "4 + #weights", SG_DRAWS,
     "An index, drawn with these weights.", "drawn from the round's stream"},
    {"shuffle", random_shuffle, "self: any, list: table", "table", "4 + #list", SG_DRAWS,
     "Shuffles a list in place, and gives it.", "drawn from the round's stream"},
    SG_FUNCTIONS_END,
};

void sg_open_random(lua_State *L) {
    lua_createtable(L, 0, 4);
    sg_register(L, sg_random_functions);
}
