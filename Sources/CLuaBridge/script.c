// The path of draws that a walk follows, and the step to the next path: depth first, as an odometer
// counts.
#include "script.h"

#include <lauxlib.h>
#include <stdio.h>

void sg_script_begin(sg_script *script) {
    script->at = 0;
    script->refusal[0] = '\0';
}

void sg_script_refuse(lua_State *L, sg_script *script, const char *why) {
    luaL_where(L, 1);
    snprintf(script->refusal, sizeof script->refusal, "%s%s", lua_tostring(L, -1), why);
    lua_pushstring(L, script->refusal);
    lua_error(L);
    __builtin_unreachable();
}

uint64_t sg_script_take(lua_State *L, sg_script *script, uint64_t branches) {
    if (script->at == SG_DRAWS_MAX) {
        sg_script_refuse(
            L, script, "more than 1000 numbers are drawn in one call: it has too many branches");
    }
    sg_draw *draw = &script->draws[script->at];
    if (script->at < script->count) {
        if (draw->branches != branches) {
            sg_script_refuse(
                L, script,
                "the same call draws other numbers when it is made again: the plugin keeps data "
                "outside of what the host saves");
        }
    } else {
        draw->branches = branches;
        draw->taken = script->samples ? sg_stream_below(&script->dice, branches) : 0;
        script->count++;
    }
    script->at++;
    draw->weight = 1;
    draw->total = branches;
    return draw->taken;
}

void sg_script_weigh(sg_script *script, uint64_t weight, uint64_t total) {
    script->draws[script->at - 1].weight = weight;
    script->draws[script->at - 1].total = total;
}

bool sg_script_advance(sg_script *script, uint64_t end) {
    while (script->count > 0) {
        sg_draw *draw = &script->draws[script->count - 1];
        uint64_t limit = script->count == 1 && end < draw->branches ? end : draw->branches;
        if (++draw->taken < limit) return true;
        script->count--;
    }
    return false;
}
