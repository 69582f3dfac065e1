// Whether bytes are plain data, told without a Lua state: what comes from a plugin's own process is
// looked at before anything else reads it.
#include "convert.h"
#include "wire.h"

#include <string.h>

typedef struct {
    const uint8_t *at, *end;
    int depth, nodes, number_keys;
    bool functions;
} checker;

static bool skip_varint(checker *check, uint64_t *value) {
    *value = 0;
    for (int shift = 0; shift < 64 && check->at < check->end; shift += 7) {
        uint8_t byte = *check->at++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

static bool check_value(checker *check, bool is_key);

static bool check_table(checker *check, bool is_list) {
    uint64_t count;
    if (!skip_varint(check, &count) || count > (uint64_t)(check->end - check->at)) return false;
    if (++check->depth > SG_DATA_DEPTH_MAX) return false;
    for (uint64_t i = 0; i < count; i++) {
        if (!is_list && check->at < check->end) {
            check->number_keys += *check->at == 3 || *check->at == 4;
            if (!check_value(check, true)) return false;
        }
        if (!check_value(check, false)) return false;
    }
    check->depth--;
    return true;
}

static bool check_float(checker *check, bool is_key) {
    if (check->end - check->at < 8) return false;
    double value;
    memcpy(&value, check->at, sizeof value);
    check->at += 8;
    return !is_key || value == value;
}

static bool check_value(checker *check, bool is_key) {
    if (check->at >= check->end || ++check->nodes > 2 * SG_DATA_NODES_MAX) return false;
    uint64_t value;
    switch (*check->at++) {
        case 0: return !is_key;
        case 1: case 2: return true;
        case 3: return skip_varint(check, &value);
        case 4: return check_float(check, is_key);
        case 5:
            if (!skip_varint(check, &value) || value > (uint64_t)(check->end - check->at)) {
                return false;
            }
            check->at += value;
            return true;
        case 6: return !is_key && check_table(check, true);
        case 7: return !is_key && check_table(check, false);
        case 8: return check->functions && !is_key;
        default: return false;
    }
}

static bool check_all(checker *check) {
    size_t count = (size_t)(check->end - check->at);
    if (count == 0 || count > SG_DATA_BYTES_MAX) return false;
    return check_value(check, false) && check->at == check->end;
}

bool sg_data_is_sound(const uint8_t *bytes, size_t count, bool functions) {
    checker check = {.at = bytes, .end = bytes + count, .functions = functions};
    return check_all(&check);
}

bool sg_data_is_quick(const uint8_t *bytes, size_t count) {
    checker check = {.at = bytes, .end = bytes + count};
    return check_all(&check) && check.number_keys <= SG_NUMBER_KEYS_MAX;
}
