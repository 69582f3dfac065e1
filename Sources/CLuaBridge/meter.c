// Fuel accounting: windows, checkpoint, charge and the sticky kill.
#include "meter.h"

#include "fault.h"

const char sg_main_function_key = 0;
static const char kill_token = 0;
_Thread_local sg_meter *sg_running_meter;

// F after a kill: so far below zero that every later block entry reaches the checkpoint, and so
// far above INT64_MIN that no number of charges wraps it.
#define SG_FUEL_DEAD (INT64_MIN / 2)

static int64_t saturating_add(int64_t a, int64_t b) {
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

int64_t sg_denial_price(sg_meter *meter) {
    int32_t earlier = meter->denials < 20 ? meter->denials : 20;
    meter->denials++;
    return (int64_t)SG_DENIAL_FUEL << earlier;
}

// Pushes nothing; the registry look-up costs about 10 ns, paid once a window.
static int64_t read_fuel(lua_State *L) {
    int64_t value = 0;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &sg_main_function_key) == LUA_TFUNCTION) {
        if (lua_getupvalue(L, -1, 1) != NULL) {
            value = lua_tointeger(L, -1);
            lua_pop(L, 1);
        }
    }
    lua_pop(L, 1);
    return value;
}

static void write_fuel(lua_State *L, int64_t value) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &sg_main_function_key) == LUA_TFUNCTION) {
        lua_pushinteger(L, value);
        if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static _Noreturn void throw_kill(lua_State *L) {
    lua_pushlightuserdata(L, (void *)&kill_token);
    lua_error(L);
    __builtin_unreachable();
}

static bool room_for_stack(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    meter->host_window++;
    bool room = lua_checkstack(L, 8) != 0;
    meter->host_window--;
    return room;
}

_Noreturn void sg_raise_kill(lua_State *L, sg_kill reason) {
    sg_meter *meter = sg_meter_of(L);
    bool first = meter->killed == SG_ALIVE;
    if (first) meter->killed = reason;
    if (room_for_stack(L)) {
        if (!meter->settled) {
            meter->blocks = saturating_add(meter->blocks, meter->window - read_fuel(L));
            meter->settled = true;
        }
        write_fuel(L, SG_FUEL_DEAD);
        if (first) {
            sg_profile_sample_library(meter, L);
            sg_trace_keep_kill(L);
        }
    }
    throw_kill(L);
}

void sg_rethrow_if_killed(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    if (meter->killed != SG_ALIVE) sg_raise_kill(L, meter->killed);
}

void sg_charge(lua_State *L, lua_Integer units) {
    sg_meter *meter = sg_meter_of(L);
    // A price below zero is one that overflowed in its function: more than any budget.
    meter->library = saturating_add(meter->library, units < 0 ? INT64_MAX : units);
    if (meter->library >= meter->profile.library_due) sg_profile_sample_library(meter, L);
    if (sg_fuel_spent(meter) > meter->budget) sg_raise_kill(L, SG_KILL_FUEL);
}

int sg_checkpoint(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    sg_rethrow_if_killed(L);
    int64_t left = read_fuel(L);
    meter->blocks = saturating_add(meter->blocks, meter->window - left);
    meter->window = left;
    sg_profile_sample(meter, L, 1, NULL);
    if (sg_is_interrupted(meter)) sg_raise_kill(L, SG_KILL_WALL);
    int64_t rest = meter->budget - sg_fuel_spent(meter);
    if (rest < 0) sg_raise_kill(L, SG_KILL_FUEL);
    meter->window = rest < SG_WINDOW ? rest : SG_WINDOW;
    write_fuel(L, meter->window);
    return 0;
}

int64_t sg_fuel_used(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    return saturating_add(sg_fuel_spent(meter), meter->window - read_fuel(L));
}

void sg_call_begin(lua_State *L, int main_index, int64_t fuel) {
    sg_meter *meter = sg_meter_of(L);
    meter->budget = fuel;
    meter->blocks = 0;
    meter->allocation = 0;
    meter->library = 0;
    meter->log_bytes = 0;
    meter->host_calls = 0;
    sg_fault_forget(meter);
    meter->denials = 0;
    meter->profile.sampled = 0;
    meter->profile.count = 0;
    meter->profile.library_due = meter->profile.allocation_due = SG_WINDOW;
    meter->settled = false;
    meter->window = fuel < SG_WINDOW ? fuel : SG_WINDOW;
    lua_pushinteger(L, meter->window);
    if (lua_setupvalue(L, main_index, 1) == NULL) lua_pop(L, 1);
    if (atomic_load_explicit(&meter->interrupted, memory_order_relaxed)) {
        // A hook of the call before; a coroutine's own looks at the number when it fires.
        atomic_store_explicit(&meter->interrupted, 0, memory_order_relaxed);
        lua_sethook(L, NULL, 0, 0);
    }
    sg_running_meter = meter;
    uint64_t number = atomic_load_explicit(&meter->call_number, memory_order_relaxed);
    atomic_store_explicit(&meter->call_number, number + 1, memory_order_release);
    meter->host_window = 0;
}

int64_t sg_call_end(lua_State *L, int main_index) {
    sg_meter *meter = sg_meter_of(L);
    meter->host_window = 1;
    uint64_t number = atomic_load_explicit(&meter->call_number, memory_order_relaxed);
    atomic_store_explicit(&meter->call_number, number + 1, memory_order_relaxed);
    // The plugin may be closed on another thread; a late signal to this one must not find it.
    sg_running_meter = NULL;
    if (!meter->settled && lua_getupvalue(L, main_index, 1) != NULL) {
        meter->blocks = saturating_add(meter->blocks, meter->window - lua_tointeger(L, -1));
        meter->settled = true;
        lua_pop(L, 1);
    }
    return sg_fuel_spent(meter);
}
