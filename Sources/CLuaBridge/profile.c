// Samples of a call's fuel, and the heaviest functions of them.
#include "profile.h"

#include <stdio.h>
#include <string.h>

#include "meter.h"
#include "names.h"
#include "plugin.h"

static bool is_same(const sg_frame *a, const sg_frame *b) {
    return a->line_defined == b->line_defined && a->last_line == b->last_line &&
           a->library == b->library && strcmp(a->source, b->source) == 0;
}

// The function's entry, or the one whose place it takes.
static int32_t entry_of(sg_profile *profile, const sg_frame *frame) {
    int32_t lightest = 0;
    for (int32_t i = 0; i < profile->count; i++) {
        if (is_same(&profile->entries[i].frame, frame)) return i;
        if (profile->entries[i].fuel < profile->entries[lightest].fuel) lightest = i;
    }
    sg_profile_entry fresh = {.frame = *frame};
    if (profile->count < SG_PROFILE_FUNCTIONS) {
        lightest = profile->count++;
    } else {
        fresh.fuel = profile->entries[lightest].fuel;
    }
    profile->entries[lightest] = fresh;
    return lightest;
}

// Boyer and Moore's vote: a line with more than half of the fuel stays.
static void vote(sg_profile_entry *entry, int32_t line, int64_t fuel) {
    if (entry->frame.line == line) {
        entry->line_fuel += fuel;
    } else if (entry->line_fuel >= fuel) {
        entry->line_fuel -= fuel;
    } else {
        entry->frame.line = line;
        entry->line_fuel = fuel - entry->line_fuel;
    }
}

static bool nearest_lua(lua_State *L, int level, sg_frame *frame) {
    for (int end = level + 20; level < end; level++) {
        if (!sg_frame_read(L, level, false, frame)) return false;
        if (frame->kind == SG_FRAME_LUA) return true;
    }
    return false;
}

void sg_profile_sample(sg_meter *meter, lua_State *L, int level, lua_CFunction library) {
    sg_profile *profile = &meter->profile;
    int64_t spent = sg_fuel_spent(meter);
    int64_t fuel = spent - profile->sampled;
    profile->library_due = meter->library < INT64_MAX - SG_WINDOW
        ? meter->library + SG_WINDOW : INT64_MAX;
    profile->allocation_due = meter->allocation + SG_WINDOW;
    sg_frame frame;
    // The host may stand in the way: a coroutine's body that is a library function has no Lua.
    if (!nearest_lua(L, level, &frame)) return;
    frame.library = library;
    profile->sampled = spent;
    profile->newest = entry_of(profile, &frame);
    sg_profile_entry *entry = &profile->entries[profile->newest];
    entry->fuel = entry->fuel < INT64_MAX - fuel ? entry->fuel + fuel : INT64_MAX;
    vote(entry, frame.line, fuel);
}

void sg_profile_sample_library(sg_meter *meter, lua_State *L) {
    sg_frame frame;
    meter->host_window++;
    bool names = lua_checkstack(L, 2) != 0;
    meter->host_window--;
    lua_CFunction library = NULL;
    if (sg_frame_read(L, 0, names, &frame)) library = frame.library;
    sg_profile_sample(meter, L, 0, library == sg_checkpoint ? NULL : library);
}

static void describe(
    const sg_plugin *plugin, const sg_profile_entry *entry, sg_hot_function *out) {
    memset(out, 0, sizeof *out);
    const sg_frame *frame = &entry->frame;
    memcpy(out->source, frame->source, sizeof frame->source);
    out->line = frame->line;
    out->line_defined = frame->line_defined;
    out->fuel = entry->fuel;
    const char *library = frame->library == NULL ? NULL : sg_library_name(frame->library);
    char name[SG_NAME_BYTES] = "";
    if (sg_is_main(plugin, frame)) {
        snprintf(name, sizeof name, "main chunk");
    } else {
        (void)sg_function_name(plugin, frame, name);
    }
    memcpy(out->name, name, sizeof name);
    if (library != NULL) snprintf(out->library, sizeof out->library, "%s", library);
}

int32_t sg_profile_top(
    const sg_plugin *plugin, const sg_profile *profile, int64_t spent,
    sg_hot_function out[SG_HOT_FUNCTIONS]) {
    int64_t fuel[SG_PROFILE_FUNCTIONS];
    int64_t rest = spent > profile->sampled ? spent - profile->sampled : 0;
    for (int32_t i = 0; i < profile->count; i++) {
        fuel[i] = profile->entries[i].fuel;
        if (i == profile->newest && fuel[i] < INT64_MAX - rest) fuel[i] += rest;
    }
    int32_t count = 0;
    while (count < SG_HOT_FUNCTIONS) {
        int32_t best = -1;
        for (int32_t i = 0; i < profile->count; i++) {
            // The one that ran last is always told: it is where the call ended.
            if (fuel[i] > 0 && (best < 0 || fuel[i] > fuel[best])) best = i;
        }
        if (best < 0 || (count > 0 && fuel[best] < spent / 100)) break;
        describe(plugin, &profile->entries[best], &out[count]);
        out[count++].fuel = fuel[best];
        fuel[best] = 0;
    }
    return count;
}
