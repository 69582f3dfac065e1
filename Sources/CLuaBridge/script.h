// A scripted source of random numbers: the host chooses the outcome of each draw, so that it can
// walk all of them. A stream with a script gives no random numbers of its own; see walk.c.
#ifndef STRATAGEM_SCRIPT_H
#define STRATAGEM_SCRIPT_H

#include <lua.h>
#include <stdint.h>

#include "random.h"

#define SG_DRAWS_MAX 1000    // of one call: more is a loop that has no end

// One draw: which of its branches is taken, counted from 0, and what that weighs.
typedef struct {
    uint64_t branches, taken;
    uint64_t weight, total;  // chance of the branch: weight / total
} sg_draw;

struct sg_script {
    int32_t count;           // draws of the path
    int32_t at;              // draws of the running call so far
    bool samples;            // beyond the path: a random branch, not the first
    sg_stream dice;          // of samples
    char refusal[256];       // why the call can not be walked; "" when it can
    sg_draw draws[SG_DRAWS_MAX];
};

// A new call begins: its draws follow the path.
void sg_script_begin(sg_script *script);

// The branch that the next draw takes, of `branches` equally likely ones.
uint64_t sg_script_take(lua_State *L, sg_script *script, uint64_t branches);

// What the branch just taken weighs, where branches are not equally likely.
void sg_script_weigh(sg_script *script, uint64_t weight, uint64_t total);

// Ends the call with an error that stays even where the plugin catches it.
_Noreturn void sg_script_refuse(lua_State *L, sg_script *script, const char *why);

// Goes to the next path: the last draw that has another branch takes it, and later draws are
// forgotten. false when there is none, or when the first draw would reach branch `end`.
bool sg_script_advance(sg_script *script, uint64_t end);

#endif
