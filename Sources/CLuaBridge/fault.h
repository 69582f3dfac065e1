// What went wrong in a plugin, as data: kind, message, place, traceback.
#ifndef STRATAGEM_FAULT_H
#define STRATAGEM_FAULT_H

#include <lua.h>

#include "include/CLuaBridge.h"
#include "meter.h"

// Message handler for lua_pcall: keeps the traceback of an ordinary error and returns the error
// value as text. Never runs plugin code.
int sg_message_handler(lua_State *L);

// Keeps the traceback of thread L in the meter (appends, when the error crosses a coroutine).
void sg_trace_keep(lua_State *L);

// Keeps where thread L is as meter->place, a short traceback without names. Allocates nothing and
// pushes nothing, so the allocator may call it in the middle of an instruction.
void sg_place_keep(sg_meter *meter, lua_State *L);

// Fills the fault from the error value on top of the stack (popped) after a failed lua_pcall.
void sg_fault_fill(lua_State *L, sg_fault *fault, int status, const char *call);

// Fills the fault with a text of the host's own: a broken contract rather than an error.
void sg_fault_contract(
    sg_fault *fault, const char *call, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
