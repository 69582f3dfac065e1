// A walk over the draws of calls: its data, shared by walk.c and walk_calls.c.
#ifndef STRATAGEM_WALK_H
#define STRATAGEM_WALK_H

#include "round_values.h"
#include "script.h"
#include "walk_table.h"

#define SG_PARTS_MAX 16

struct sg_walk {
    sg_session *session;
    sg_script script;
    sg_walk_kind kind;
    bool open;                          // a round is open when decide is called
    sg_buffer state, memory, stage, action_data;
    int32_t action;
    int64_t amount;
    bool state_dirty, memory_dirty;     // the data differs from what the call begins with
    bool start_drew;                    // start of the game took random numbers
    bool state_changed;                 // a settled step left another state, and the game goes on
    int32_t stages, key;                // references to odds.stages and odds.key, or LUA_NOREF
    int32_t parts;                      // of a stage's payout
    uint64_t end;                       // of the first draw's branches
    bool over;
    size_t identity;                    // bytes of result that say which entry it belongs to
    sg_buffer result, scratch;
    sg_walk_table table;
};

// One call with the data that it begins with; the result goes to walk->result.
int sg_walk_step(sg_walk *walk, sg_fault *fault);
int sg_walk_stage(sg_walk *walk, sg_fault *fault);
int sg_walk_decide(sg_walk *walk, sg_fault *fault);

// Encodes the plugin's data into scratch and notes whether it differs from `before`.
bool sg_walk_take_data(
    sg_walk *walk, sg_plugin *plugin, const sg_buffer *before, bool *dirty, const char *name,
    sg_fault *fault);

#endif
