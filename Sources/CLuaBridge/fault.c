// Faults: error values and tracebacks become fixed-size text, without running plugin code.
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin.h"

#define TRACE_BYTES 4095

void sg_trace_keep(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    if (meter->trace == NULL) meter->trace = malloc(TRACE_BYTES + 1);
    if (meter->trace == NULL || meter->trace_length >= TRACE_BYTES) return;
    meter->host_window++;
    // luaL_traceback of 5.4.4 does not check for stack room itself (fixed upstream 2db966fc).
    if (lua_checkstack(L, 20)) {
        luaL_traceback(L, L, NULL, 0);
        size_t length;
        const char *text = lua_tolstring(L, -1, &length);
        if (meter->trace_length > 0 && length > 16) {
            text += 16;          // the second "stack traceback:"
            length -= 16;
        }
        size_t room = TRACE_BYTES - meter->trace_length;
        if (length > room) length = room;
        memcpy(meter->trace + meter->trace_length, text, length);
        meter->trace_length += length;
        lua_pop(L, 1);
    }
    meter->host_window--;
}

void sg_place_keep(sg_meter *meter, lua_State *L) {
    static const char title[] = "stack traceback:";
    size_t used = sizeof title - 1;
    memcpy(meter->place, title, sizeof title);
    lua_Debug frame;
    for (int level = 0; level < 20 && lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline <= 0) continue;
        int written = snprintf(meter->place + used, SG_PLACE_BYTES - used, "\n\t%s:%d: in a call",
                               frame.short_src, frame.currentline);
        if (written < 0 || (size_t)written >= SG_PLACE_BYTES - used) break;
        used += (size_t)written;
    }
    meter->place[used] = '\0';
}

int sg_message_handler(lua_State *L) {
    sg_meter *meter = sg_meter_of(L);
    if (meter->killed == SG_ALIVE) sg_trace_keep(L);
    return 1;
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

static void describe_kill(const sg_meter *meter, sg_fault *fault) {
    const sg_budget *budget = &meter->plugin->budget;
    char *text = fault->message;
    size_t room = sizeof fault->message;
    switch (meter->killed) {
        case SG_KILL_FUEL:
            snprintf(text, room, "used up its fuel: %lld of %lld units", (long long)
                sg_fuel_spent(meter), (long long)meter->budget);
            break;
        case SG_KILL_MEMORY:
            snprintf(text, room, "used up its memory: the budget is %lld bytes",
                (long long)budget->memory_bytes);
            break;
        case SG_KILL_WALL:
            snprintf(text, room, "ran for more than its wall time of %lld ms",
                (long long)budget->wall_milliseconds);
            break;
        case SG_KILL_LOG:
            snprintf(text, room, "logged more than %lld bytes in one call",
                (long long)budget->log_bytes);
            break;
        case SG_KILL_HOST_CALLS:
            snprintf(text, room, "made more than %lld host calls in one call",
                (long long)budget->host_calls);
            break;
        default: snprintf(text, room, "was stopped because the other plugin failed");
    }
}

static void describe_error(lua_State *L, sg_fault *fault, int status) {
    char *text = fault->message;
    size_t room = sizeof fault->message;
    if (status == LUA_ERRMEM) {
        snprintf(text, room,
            "not enough memory: one string or table would be larger than %d bytes, or calls nest "
            "too deeply", SG_STRING_BYTES_MAX);
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
    if (meter->trace_length == 0) {
        memcpy(fault->traceback, meter->place, SG_PLACE_BYTES);
    } else {
        memcpy(fault->traceback, meter->trace, meter->trace_length);
        fault->traceback[meter->trace_length] = '\0';
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
