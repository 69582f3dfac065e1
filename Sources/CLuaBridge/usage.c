// Calls that come near their budget: what a warning is made of.
#include <stdlib.h>
#include <string.h>

#include "plugin.h"
#include "remote.h"

static int32_t line_of(sg_plugin *plugin, const char *call) {
    static const struct {
        const char *call;
        int slot;
    } bound[] = {
        {"decide", SLOT_ACT}, {"step", SLOT_ACT}, {"learn", SLOT_AFTER}, {"observe", SLOT_AFTER},
        {"actions", SLOT_ACTIONS},
    };
    lua_State *L = plugin->L;
    int slot = 0;
    for (size_t i = 0; i < sizeof bound / sizeof bound[0]; i++) {
        if (strcmp(bound[i].call, call) == 0) slot = bound[i].slot;
    }
    bool is_of_manifest = strcmp(call, "start") == 0 || strcmp(call, "migrate") == 0;
    if (slot > 0) {
        lua_pushvalue(L, slot);
    } else if (is_of_manifest && lua_istable(L, SLOT_MANIFEST)) {
        lua_pushstring(L, call);
        lua_rawget(L, SLOT_MANIFEST);
    } else {
        return 0;
    }
    if (!lua_isfunction(L, -1)) {
        lua_pop(L, 1);
        return 0;
    }
    lua_Debug function;
    lua_getinfo(L, ">S", &function);
    return function.linedefined > 0 ? function.linedefined : 0;
}

static sg_usage_entry *entry_of(sg_plugin *plugin, const char *call) {
    for (int32_t i = 0; i < plugin->usage_count; i++) {
        if (strcmp(plugin->usage[i].call, call) == 0) return &plugin->usage[i];
    }
    if (plugin->usage_count == SG_USAGE_CALLS) return NULL;
    if (plugin->usage == NULL) plugin->usage = calloc(SG_USAGE_CALLS, sizeof(sg_usage_entry));
    if (plugin->usage == NULL) return NULL;
    sg_usage_entry *fresh = &plugin->usage[plugin->usage_count++];
    memset(fresh, 0, sizeof *fresh);
    fresh->call = call;
    fresh->line = line_of(plugin, call);
    return fresh;
}

void sg_usage_note(sg_plugin *plugin, const char *call) {
    // A call that was killed is told as a fault.
    if (plugin->meter.killed != SG_ALIVE) return;
    sg_usage_entry *entry = entry_of(plugin, call);
    if (entry == NULL) return;
    entry->calls++;
    if (plugin->last_fuel <= entry->fuel_most) return;
    entry->fuel_most = plugin->last_fuel;
    entry->fuel_budget = plugin->meter.budget;
    entry->profile = plugin->meter.profile;
}

bool sg_plugin_usage(sg_plugin *plugin, int32_t index, sg_usage *out) {
    if (plugin->remote != NULL) return sg_remote_usage(plugin, index, out);
    if (index < 0 || index >= plugin->usage_count) return false;
    const sg_usage_entry *entry = &plugin->usage[index];
    memset(out, 0, sizeof *out);
    strncpy(out->call, entry->call, sizeof out->call - 1);
    out->line = entry->line;
    out->calls = entry->calls;
    out->fuel_most = entry->fuel_most;
    out->fuel_budget = entry->fuel_budget;
    out->hot_count = sg_profile_top(plugin, &entry->profile, entry->fuel_most, out->hot);
    return true;
}

void sg_plugin_forget_usage(sg_plugin *plugin) {
    if (plugin->remote != NULL) sg_remote_forget_usage(plugin);
    plugin->usage_count = 0;
}
