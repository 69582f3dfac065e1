// What the fuzz targets share: a sandbox and a stock Lua state side by side, the same values made
// in both from the bytes of one input, and results as text that can be compared.
#ifndef STRATAGEM_BOTH_STATES_H
#define STRATAGEM_BOTH_STATES_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../Sources/CLuaBridge/plugin.h"

// The bytes of one run, read from the front; after the end every byte is 0.
typedef struct {
    const uint8_t *at, *end;
} fuzz_input;

uint8_t fuzz_byte(fuzz_input *input);

// The sandbox's main thread and a stock state with all libraries; made at the first call.
lua_State *fuzz_sandbox(void);
lua_State *fuzz_stock(void);
sg_plugin *fuzz_plugin(void);

// Drops both, so that nothing of the runs so far is left.
void fuzz_forget(void);

// A text that grows; never longer than a few MiB, because values are.
typedef struct {
    char *bytes;
    size_t count, capacity;
} fuzz_text;

void fuzz_add(fuzz_text *text, const char *bytes, size_t count);
void fuzz_free(fuzz_text *text);

// Appends the value at index: type and content, tables two levels deep, no addresses.
void fuzz_show(fuzz_text *text, lua_State *L, int index, int depth);

// Ends the process with both texts, as a failure that the fuzzer keeps. With FUZZ_GO_ON in the
// environment it only prints them.
void fuzz_differs(const char *what, const fuzz_text *ours, const fuzz_text *stock);

#endif
