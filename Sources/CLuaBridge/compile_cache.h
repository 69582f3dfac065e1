// Compiled plugin texts, kept for the process; see compile_cache.c.
#ifndef STRATAGEM_COMPILE_CACHE_H
#define STRATAGEM_COMPILE_CACHE_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

// As sg_compile of inject.h: pushes the wrapper function, or a message with a status. May be
// called outside lua_pcall; any thread.
int sg_compile_cached(lua_State *L, const char *text, size_t length, const char *chunk_name);

// Texts that are kept now.
int64_t sg_compile_cache_count(void);

#endif
