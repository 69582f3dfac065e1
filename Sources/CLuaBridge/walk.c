// Walks all draws of one call: the call is made again for each path of draws, from the same data,
// and what it comes to is added up with the exact chance of its path.
#include <lauxlib.h>
#include <stdlib.h>

#include "fault.h"
#include "walk.h"

static void fill(sg_buffer *buffer, sg_bytes bytes) {
    buffer->count = 0;
    sg_buffer_append(buffer, bytes.bytes, bytes.count);
}

static int reference(lua_State *L, const char *field, int type) {
    lua_pushliteral(L, "odds");
    if (lua_rawget(L, SLOT_MANIFEST) != LUA_TTABLE) {
        lua_pop(L, 1);
        return LUA_NOREF;
    }
    lua_pushstring(L, field);
    bool found = lua_rawget(L, -2) == type;
    lua_remove(L, -2);
    if (found) return luaL_ref(L, LUA_REGISTRYINDEX);
    lua_pop(L, 1);
    return LUA_NOREF;
}

sg_walk *sg_walk_create(sg_session *session, int32_t parts) {
    sg_walk *walk = calloc(1, sizeof(sg_walk));
    if (walk == NULL) return NULL;
    walk->session = session;
    walk->start_drew = session->game->stream.block != 0;
    walk->parts = parts < 1 ? 1 : parts > SG_PARTS_MAX ? SG_PARTS_MAX : parts;
    walk->stages = reference(session->game->L, "stages", LUA_TTABLE);
    walk->key = reference(session->game->L, "key", LUA_TFUNCTION);
    return walk;
}

void sg_walk_destroy(sg_walk *walk) {
    if (walk == NULL) return;
    walk->session->game->stream.script = NULL;
    walk->session->strategy->stream.script = NULL;
    sg_buffer *buffers[] = {
        &walk->state, &walk->memory, &walk->stage, &walk->action_data, &walk->result,
        &walk->scratch};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) sg_buffer_free(buffers[i]);
    sg_walk_table_free(&walk->table);
    free(walk);
}

void sg_walk_begin(sg_walk *walk, const sg_walk_call *call) {
    walk->kind = call->kind;
    walk->open = call->open;
    walk->action = call->action;
    walk->amount = call->amount;
    fill(&walk->state, call->state);
    fill(&walk->memory, call->memory);
    fill(&walk->stage, call->stage);
    fill(&walk->action_data, call->action_data);
    walk->state_dirty = walk->memory_dirty = true;
    walk->script.count = 0;
    walk->script.samples = false;
    walk->over = walk->state_changed = false;
    walk->end = UINT64_MAX;
    sg_walk_table_clear(&walk->table);
}

sg_walk_kind sg_walk_current(const sg_walk *walk) { return walk->kind; }

void sg_walk_range(sg_walk *walk, uint64_t first, uint64_t end, uint64_t branches) {
    walk->script.count = 1;
    walk->script.draws[0] = (sg_draw){branches, first, 1, branches};
    walk->end = end;
    walk->over = first >= end;
}

static int make_call(sg_walk *walk, sg_script *script, sg_fault *fault) {
    walk->session->game->stream.script = script;
    walk->session->strategy->stream.script = script;
    sg_script_begin(&walk->script);
    walk->result.count = 0;
    walk->identity = 0;
    fault->fuel_budget = 0;
    fault->role = SG_ROLE_GAME;
    int status;
    switch (walk->kind) {
        case SG_WALK_STEP: status = sg_walk_step(walk, fault); break;
        case SG_WALK_STAGE: status = sg_walk_stage(walk, fault); break;
        default: status = sg_walk_decide(walk, fault); break;
    }
    if (walk->script.refusal[0] == '\0') return status;
    if (status == SG_OK) sg_fault_contract(fault, "odds", "%s", walk->script.refusal);
    return SG_FAULT;
}

// --- walking ----------------------------------------------------------------------------------

// The chance of the path; false when its total does not fit in 127 bits.
static bool weigh(const sg_script *script, sg_wide *weight, sg_wide *total) {
    *weight = *total = 1;
    for (int32_t i = 0; i < script->at; i++) {
        const sg_draw *draw = &script->draws[i];
        if (__builtin_mul_overflow(*total, (sg_wide)draw->total, total)) return false;
        *weight *= draw->weight;
    }
    return *total >> 127 == 0;
}

int sg_walk_sample(
    sg_walk *walk, uint64_t number, double *branches, uint64_t *first, sg_fault *fault) {
    sg_script *script = &walk->script;
    script->count = 0;
    script->samples = true;
    sg_stream_seed(&script->dice, number, 0, 0);
    int status = make_call(walk, script, fault);
    *branches = 1;
    for (int32_t i = 0; i < script->at; i++) *branches *= (double)script->draws[i].branches;
    *first = script->at > 0 ? script->draws[0].branches : 1;
    script->samples = false;
    script->count = 0;
    return status;
}

int sg_walk_leaves(sg_walk *walk, int64_t most, int64_t *walked, sg_fault *fault) {
    *walked = 0;
    while (!walk->over && *walked < most) {
        if (make_call(walk, &walk->script, fault) != SG_OK) return SG_FAULT;
        sg_wide weight, total;
        if (walk->script.at < walk->script.count) {
            sg_fault_contract(
                fault, "odds", "the same call draws fewer numbers when it is made again: the "
                "plugin keeps data outside of what the host saves");
            return SG_FAULT;
        }
        if (!weigh(&walk->script, &weight, &total)) {
            sg_fault_contract(
                fault, "odds", "one call draws so much that its chances are below 2^-127: it has "
                "too many branches to be walked");
            return SG_FAULT;
        }
        if (!sg_walk_table_add(&walk->table, &walk->result, walk->identity, weight, total)) {
            sg_fault_contract(fault, "odds", "the system has no memory for more results");
            return SG_FAULT;
        }
        ++*walked;
        walk->over = !sg_script_advance(&walk->script, walk->end);
    }
    return SG_OK;
}

bool sg_walk_is_over(const sg_walk *walk) { return walk->over; }

int sg_walk_roll(
    sg_walk *walk, uint64_t round, bool goes_on, sg_bytes *result, uint64_t *drawn,
    sg_fault *fault) {
    sg_stream *stream = &walk->session->game->stream;
    if (!goes_on) sg_stream_start_round(stream, round);
    int status = make_call(walk, NULL, fault);
    *result = (sg_bytes){walk->result.bytes, walk->identity};
    *drawn = stream->block * 4 + (uint64_t)stream->used;
    return status;
}

size_t sg_walk_branch_count(const sg_walk *walk) { return walk->table.count; }

sg_walk_branch sg_walk_branch_at(const sg_walk *walk, size_t index) {
    const sg_walk_entry *entry = &walk->table.entries[index];
    return (sg_walk_branch){
        .result = {walk->table.bytes.bytes + entry->offset, entry->length},
        .weight_high = (uint64_t)(entry->weight >> 64), .weight_low = (uint64_t)entry->weight,
        .total_high = (uint64_t)(entry->total >> 64), .total_low = (uint64_t)entry->total,
    };
}
