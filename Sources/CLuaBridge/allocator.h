// The allocator of one plugin; see allocator.c.
#ifndef STRATAGEM_ALLOCATOR_H
#define STRATAGEM_ALLOCATOR_H

#include "meter.h"

// A lua_Alloc; context is the plugin's sg_meter.
void *sg_allocate(void *context, void *old, size_t old_bytes, size_t bytes);

// Sets how often a new state collects garbage, as sg_plugins_keep_small wants it.
void sg_allocator_pace(lua_State *L);

// Returns all slabs to the system, after lua_close.
void sg_allocator_drop(sg_meter *meter);

#endif
