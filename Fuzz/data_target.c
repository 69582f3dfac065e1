// Goal: any bytes may come out of a store or a child process: the host reads them safely, and data
// has one form only. Method: what can be decoded is encoded, decoded and encoded again: both forms
// must be equal. The stack must be as before when the bytes are refused.
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "../Sources/CLuaBridge/convert.h"
#include "both_states.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static int runs;
    if (++runs % 20000 == 0) fuzz_forget();
    lua_State *L = fuzz_sandbox();
    sg_buffer first = {0}, second = {0};
    char message[256];
    lua_settop(L, SLOT_TOP);
    // A block of its own: the sanitizer sees a read behind its end.
    uint8_t *bytes = malloc(size + 1);
    memcpy(bytes, data, size);
    bool decoded = sg_decode(L, bytes, size);
    free(bytes);
    if (!decoded && lua_gettop(L) != SLOT_TOP) abort();
    if (decoded && sg_encode(L, -1, "data", false, &first, message)) {
        lua_settop(L, SLOT_TOP);
        if (!sg_decode(L, first.bytes, first.count)) abort();
        if (!sg_encode(L, -1, "data", false, &second, message)) abort();
        if (first.count != second.count || memcmp(first.bytes, second.bytes, first.count) != 0) {
            abort();
        }
    }
    lua_settop(L, SLOT_TOP);
    sg_buffer_free(&first);
    sg_buffer_free(&second);
    return 0;
}
