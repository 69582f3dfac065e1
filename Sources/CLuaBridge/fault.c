// Faults: error values and tracebacks become fixed-size text, without running plugin code.
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin.h"

void sg_trace_keep_coroutine(sg_meter *meter, lua_State *thread, bool goes_on) {
    // Only so many a call: a plugin may catch very many errors.
    bool keeps = meter->trace == NULL || meter->trace->caught < SG_CAUGHT_MAX;
    if (keeps) {
        sg_trace_begin(meter, thread, -1);
        sg_trace_add_stack(meter, thread, 0);
        sg_trace_add_note(meter, "(...a coroutine, resumed by...)");
    }
    if (meter->trace == NULL) return;
    meter->trace->caught += keeps;
    meter->trace->in_flight = goes_on && keeps;
}

void sg_trace_keep_caught(lua_State *L, const lua_CFunction catchers[2]) {
    sg_meter *meter = sg_meter_of(L);
    if (meter->killed != SG_ALIVE) return;
    if (meter->trace != NULL && meter->trace->caught >= SG_CAUGHT_MAX) {
        meter->trace->in_flight = false;
        return;
    }
    sg_trace_begin(meter, L, 1);
    sg_trace_add_caught(meter, L, 1, catchers);
    if (meter->trace != NULL) meter->trace->caught++;
}

void sg_trace_keep_kill(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    sg_trace_forget(meter);
    // Where the allocator refused tells more than where the refusal was noticed.
    bool by_place = meter->killed == SG_KILL_MEMORY && meter->place_count > 0;
    if (by_place) {
        sg_trace_add_frames(meter, meter->place, meter->place_count);
    } else {
        sg_trace_add_stack(meter, L, 0);
    }
    if (meter->trace != NULL) meter->trace->is_complete = true;
}

void sg_trace_keep_next(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    // The allocator kills without a trace: it may not look at more than the place.
    if (meter->trace == NULL || !meter->trace->is_complete) {
        sg_trace_forget(meter);
        sg_trace_add_frames(meter, meter->place, meter->place_count);
    }
    sg_trace_add_note(meter, "(...a coroutine, resumed by...)");
    sg_trace_add_stack(meter, L, 0);
    if (meter->trace != NULL) meter->trace->is_complete = true;
}

void sg_place_keep(sg_meter *meter, lua_State *L) {
    int32_t count = 0;
    while (count < SG_PLACE_FRAMES && sg_frame_read(L, count, false, &meter->place[count])) count++;
    meter->place_count = count;
}

int sg_message_handler(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    if (meter->killed != SG_ALIVE) return 1;
    sg_trace_begin(meter, L, 1);
    sg_trace_add_stack(meter, L, 1);
    if (meter->trace != NULL) meter->trace->is_complete = true;
    return 1;
}

void sg_fault_add_caller(sg_fault *fault, lua_State *L, const char *note) {
    sg_meter *meter = sg_meter_of(L);
    char *text = fault->traceback;
    size_t room = sizeof fault->traceback;
    if (text[0] == '\0') snprintf(text, room, "stack traceback:");
    size_t used = strlen(text);
    sg_trace_forget(meter);
    sg_trace_add_note(meter, note);
    sg_trace_add_stack(meter, L, 1);
    char below[sizeof fault->traceback];
    const sg_trace *trace = meter->trace;
    if (trace == NULL) return;
    sg_trace_write(meter, trace->frames, trace->count, below, sizeof below / 2);
    sg_trace_join(text, used, below + strlen("stack traceback:"), room);
    sg_trace_forget(meter);
}

void sg_fault_add_frames(sg_fault *fault, const char *traceback) {
    static const char title[] = "stack traceback:";
    if (strncmp(traceback, title, sizeof title - 1) != 0) return;
    char *text = fault->traceback;
    if (text[0] == '\0') snprintf(text, sizeof fault->traceback, "%s", title);
    sg_trace_join(text, strlen(text), traceback + sizeof title - 1, sizeof fault->traceback);
}

static sg_fault_kind kind_of(sg_kill kill) {
    switch (kill) {
        case SG_KILL_FUEL: return SG_FAULT_FUEL;
        case SG_KILL_MEMORY: return SG_FAULT_MEMORY;
        case SG_KILL_WALL: return SG_FAULT_WALL;
        case SG_KILL_LOG: return SG_FAULT_LOG;
        case SG_KILL_HOST_CALLS: return SG_FAULT_HOST_CALLS;
        case SG_KILL_ABORTED: return SG_FAULT_ABORTED;
        case SG_ALIVE: break;
    }
    return SG_FAULT_ERROR;
}

static void set_budget(sg_fault *fault, int64_t used, int64_t budget, int64_t allowed) {
    fault->budget_used = used;
    fault->budget = budget;
    fault->budget_allowed = allowed > budget ? allowed : budget;
}

static void describe_kill(const sg_meter *meter, sg_fault *fault) {
    const sg_budget *budget = &meter->plugin->budget;
    char *text = fault->message;
    size_t room = sizeof fault->message;
    switch (meter->killed) {
        case SG_KILL_FUEL:
            snprintf(text, room, "used up its fuel: %lld of %lld units", (long long)
                sg_fuel_spent(meter), (long long)meter->budget);
            set_budget(fault, sg_fuel_spent(meter), meter->budget,
                       meter->budget == budget->fuel_call ? budget->fuel_allowed : 0);
            break;
        case SG_KILL_MEMORY:
            snprintf(text, room, "used up its memory: %lld of %lld bytes are in use, and %lld "
                "more were asked for", (long long)meter->bytes, (long long)budget->memory_bytes,
                (long long)meter->request);
            set_budget(fault, meter->bytes, budget->memory_bytes, budget->memory_allowed);
            break;
        case SG_KILL_WALL:
            snprintf(text, room, "ran for more than its wall time of %lld ms",
                (long long)budget->wall_milliseconds);
            set_budget(fault, budget->wall_milliseconds, budget->wall_milliseconds, 0);
            break;
        case SG_KILL_LOG:
            snprintf(text, room, "logged more than %lld bytes in one call",
                (long long)budget->log_bytes);
            set_budget(fault, meter->log_bytes, budget->log_bytes, 0);
            break;
        case SG_KILL_HOST_CALLS:
            snprintf(text, room, "made more than %lld host calls in one call",
                (long long)budget->host_calls);
            set_budget(fault, meter->host_calls, budget->host_calls, 0);
            break;
        default: snprintf(text, room, "was stopped because the other plugin failed");
    }
    fault->fuel_allocation = meter->allocation;
    fault->fuel_library = meter->library;
    fault->memory_live = meter->bytes;
    fault->memory_peak = meter->bytes_peak;
    fault->memory_request = meter->killed == SG_KILL_MEMORY ? meter->request : 0;
    fault->hot_count = sg_profile_top(
        meter->plugin, &meter->profile, sg_fuel_spent(meter), fault->hot);
}

static void describe_error(lua_State *L, sg_fault *fault, int status) {
    char *text = fault->message;
    size_t room = sizeof fault->message;
    if (status == LUA_ERRMEM) {
        snprintf(text, room,
            "not enough memory: one string or table would be larger than %d bytes, or calls nest "
            "too deeply", SG_STRING_BYTES_MAX);
    } else if (lua_type(L, -1) == LUA_TNUMBER && lua_tonumber(L, -1) != lua_tonumber(L, -1)) {
        snprintf(text, room, "nan");    // without the sign, which depends on the processor
    } else if (lua_type(L, -1) == LUA_TSTRING || lua_type(L, -1) == LUA_TNUMBER) {
        size_t length;
        const char *message = lua_tolstring(L, -1, &length);
        if (length >= room) length = room - 1;
        memcpy(text, message, length);
        text[length] = '\0';
    } else {
        snprintf(text, room, "the error value is a %s", luaL_typename(L, -1));
    }
}

void sg_fault_fill(lua_State *L, sg_fault *fault, int status, const char *call) {
    sg_meter *meter = sg_meter_of(L);
    if (status == LUA_ERRMEM && meter->denied && meter->killed == SG_ALIVE) {
        meter->killed = SG_KILL_MEMORY;
    }
    memset(fault, 0, sizeof *fault);
    snprintf(fault->call, sizeof fault->call, "%s", call);
    fault->fuel_budget = meter->budget;
    fault->fuel_used = sg_fuel_spent(meter);
    if (meter->killed != SG_ALIVE) {
        fault->kind = (int32_t)kind_of(meter->killed);
        describe_kill(meter, fault);
    } else {
        fault->kind = status == LUA_ERRSYNTAX ? SG_FAULT_SYNTAX : SG_FAULT_ERROR;
        if (status == LUA_ERRSYNTAX) fault->fuel_budget = fault->fuel_used = 0;  // nothing ran
        describe_error(L, fault, status);
    }
    const sg_trace *trace = meter->trace;
    bool has_trace = trace != NULL && trace->is_complete;
    const sg_frame *frames = has_trace ? trace->frames : meter->place;
    int32_t count = has_trace ? trace->count : meter->place_count;
    if (count > 0) {
        sg_trace_write(meter, frames, count, fault->traceback, sizeof fault->traceback);
    }
    lua_pop(L, 1);
}

void sg_fault_contract(sg_fault *fault, const char *call, const char *format, ...) {
    memset(fault, 0, sizeof *fault);
    fault->kind = SG_FAULT_CONTRACT;
    snprintf(fault->call, sizeof fault->call, "%s", call);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->message, sizeof fault->message, format, arguments);
    va_end(arguments);
}
