// Injects fuel charges into plugin text; see inject.c.
#ifndef STRATAGEM_INJECT_H
#define STRATAGEM_INJECT_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

// Compiles plugin text with fuel charges. Pushes the wrapper: a function that takes the checkpoint
// T and returns the plugin's main function, whose upvalues 1 and 2 are F and T. Returns LUA_OK,
// or pushes a message (with name:line) and returns LUA_ERRSYNTAX or LUA_ERRMEM. Does not run any
// of the text. Raises memory errors: call it under lua_pcall. `allocation` is the counter of fuel
// that allocations in this state are charged to, for texts that a plugin gives to load; or NULL,
// for texts of the host, whose allocations are free.
int sg_compile(
    lua_State *L, const char *text, size_t length, const char *chunk_name, int64_t *allocation);

// The injected text itself, pushed as a string: for tests and `stratagem check --injected`.
// Returns 0 and pushes a message (with place:line) when the text uses a reserved name.
int sg_inject(lua_State *L, const char *text, size_t length, const char *place);

#endif
