// What went wrong in a plugin, as data: kind, message, place, traceback.
#ifndef STRATAGEM_FAULT_H
#define STRATAGEM_FAULT_H

#include <lua.h>

#include "include/CLuaBridge.h"
#include "meter.h"

// Message handler for lua_pcall: keeps the traceback of an ordinary error and returns the error
// value as text. Never runs plugin code.
int sg_message_handler(lua_State *L);

// Keeps the frames of a coroutine that ended in the error on top of its stack; `goes_on` when the
// host raises the same error again.
void sg_trace_keep_coroutine(sg_meter *meter, lua_State *thread, bool goes_on);

// Keeps the frames of an error that pcall or xpcall catches, from its message handler.
void sg_trace_keep_caught(lua_State *L, const lua_CFunction catchers[2]);

// Keeps the frames of a kill, from the stack where it is raised.
void sg_trace_keep_kill(lua_State *L);

// Goes on with the stack L when a kill has gone through the coroutine that it had resumed.
void sg_trace_keep_next(lua_State *L);

// Keeps where thread L is as meter->place. Allocates nothing and pushes nothing, so the allocator
// may call it in the middle of an instruction.
void sg_place_keep(sg_meter *meter, lua_State *L);

// Adds the frames of L below the traceback of a fault in another state, which L had called
// through the host: note says how.
void sg_fault_add_caller(sg_fault *fault, lua_State *L, const char *note);
// The same with frames that another process wrote.
void sg_fault_add_frames(sg_fault *fault, const char *traceback);

// Fills the fault from the error value on top of the stack (popped) after a failed lua_pcall.
void sg_fault_fill(lua_State *L, sg_fault *fault, int status, const char *call);

// Fills the fault with a text of the host's own: a broken contract rather than an error.
void sg_fault_contract(
    sg_fault *fault, const char *call, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
