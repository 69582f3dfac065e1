// Where the fuel of a call went, by samples: at each checkpoint, at large charges of the library,
// and at the kill, the fuel since the last sample is put down to the function that runs.
//
// A fixed table of the heaviest functions by the rule of "space-saving" (Metwally, Agrawal and El
// Abbadi, ICDT 2005): a new function takes the place of the lightest and keeps its count. So every
// function with more than a sixteenth of the fuel is in the table, and shares add up. All of it
// follows from the text and the input: the same call gives the same profile everywhere.
#ifndef STRATAGEM_PROFILE_H
#define STRATAGEM_PROFILE_H

#include <lua.h>
#include <stdint.h>

#include "include/CLuaBridge.h"
#include "trace.h"

#define SG_PROFILE_FUNCTIONS 16

typedef struct {
    sg_frame frame;              // its line is the one with most samples, by majority vote
    int64_t line_fuel;
    int64_t fuel;
} sg_profile_entry;

typedef struct {
    int64_t sampled;             // fuel of the call that is put down
    int64_t library_due;         // library fuel at which the next sample is taken
    int64_t allocation_due;      // and allocation fuel
    int32_t count, newest;
    sg_profile_entry entries[SG_PROFILE_FUNCTIONS];
} sg_profile;

struct sg_meter;
struct sg_plugin;

// Puts the fuel since the last sample down to the Lua function at this level or the next one
// above it that is Lua, and to `library` when that is not NULL. Pushes and allocates nothing.
void sg_profile_sample(
    struct sg_meter *meter, lua_State *L, int level, lua_CFunction library);

// A sample from inside a library function, which is told from others when there is room.
void sg_profile_sample_library(struct sg_meter *meter, lua_State *L);

// The heaviest functions, heaviest first; what was used since the last sample belongs to the
// newest. Those under a hundredth are left out.
int32_t sg_profile_top(
    const struct sg_plugin *plugin, const sg_profile *profile, int64_t spent,
    sg_hot_function out[SG_HOT_FUNCTIONS]);

#endif
