// Goal: whatever a text does, it ends for the fuel it has, it costs the same in every state, and
// no step is taken outside of memory. Method: the input runs as a plugin text in two fresh
// sandboxes, which hash strings with different seeds: result, fault and fuel must be equal. A hook
// counts the instructions of the virtual machine: a text that runs many for each unit of fuel has
// found a way around the charges.
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both_states.h"

#define FUEL 20000
#define STEP 1000                    // instructions between two calls of the hook
#define STEPS_MAX (10 * FUEL / STEP + 100)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int steps;

static void count_steps(lua_State *L, lua_Debug *frame) {
    (void)L;
    (void)frame;
    if (++steps < STEPS_MAX) return;
    fprintf(stderr, "%d instructions for %d units of fuel\n", steps * STEP, FUEL);
    abort();
}

typedef struct {
    int status;
    int64_t fuel;
    fuzz_text text;
} answer;

static answer run(const char *text, size_t length) {
    const sg_budget budget = {
        .fuel_load = FUEL, .fuel_call = FUEL, .memory_bytes = 64 << 20, .log_bytes = 4096,
        .host_calls = 100, .wall_milliseconds = 1 << 30};
    sg_plugin *plugin = sg_plugin_create(&budget);
    if (plugin == NULL) abort();
    sg_plugin_seed(plugin, 1, 2, SG_ROLE_GAME);
    lua_sethook(plugin->L, count_steps, LUA_MASKCOUNT, STEP);
    steps = 0;
    sg_bytes out = {0};
    sg_fault fault = {0};
    answer got = {0};
    got.status = sg_plugin_evaluate(plugin, text, length, "text", FUEL, &out, &fault);
    got.fuel = sg_plugin_last_fuel(plugin);
    if (got.status == SG_OK) {
        fuzz_add(&got.text, (const char *)out.bytes, out.count);
    } else {
        fuzz_add(&got.text, fault.message, strlen(fault.message));
    }
    sg_bytes log = sg_plugin_take_log(plugin);
    if (log.count > 0) fuzz_add(&got.text, (const char *)log.bytes, log.count);
    sg_plugin_destroy(plugin);
    return got;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    answer first = run(text, size), second = run(text, size);
    if (first.status != second.status || first.fuel != second.fuel ||
        first.text.count != second.text.count ||
        (first.text.count > 0 &&
         memcmp(first.text.bytes, second.text.bytes, first.text.count) != 0)) {
        fprintf(stderr, "fuel %lld and %lld\n", (long long)first.fuel, (long long)second.fuel);
        fuzz_differs("two runs", &first.text, &second.text);
    }
    fuzz_free(&first.text);
    fuzz_free(&second.text);
    free(text);
    return 0;
}
