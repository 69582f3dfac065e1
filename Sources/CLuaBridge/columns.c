// Journal columns of a chunk: the distinct round tuples, and one index a round.
//
// A round tuple holds what a round did and paid, but not what it showed:
//   flags      bit 0: the game said done; bit 1: the round was voided by a fault
//   2 bytes    number of decisions: low seven bits, then the rest
//   a decision: LEB128 action index, LEB128 amount, LEB128 payout of its step
#include <stdlib.h>
#include <string.h>

#include "session.h"

static uint32_t hash_of(const uint8_t *bytes, size_t count) {
    uint64_t hash = 0xcbf29ce484222325u ^ count;
    while (count >= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
        bytes += 8;
        count -= 8;
    }
    for (size_t i = 0; i < count; i++) hash = (hash ^ bytes[i]) * 0x100000001b3u;
    hash ^= hash >> 32;
    return (uint32_t)hash;
}

static void insert(tuple_slot *slots, int32_t slot_count, tuple_slot fresh) {
    uint32_t mask = (uint32_t)slot_count - 1;
    uint32_t at = fresh.hash & mask;
    while (slots[at].index >= 0) at = (at + 1) & mask;
    slots[at] = fresh;
}

static void grow_slots(sg_session *session) {
    size_t count = session->slot_count <= 0 ? 64 : (size_t)session->slot_count * 2;
    tuple_slot *fresh = malloc(count * sizeof(tuple_slot));
    if (fresh == NULL) abort();
    for (size_t i = 0; i < count; i++) fresh[i].index = -1;
    for (int32_t i = 0; i < session->slot_count; i++) {
        if (session->slots[i].index >= 0) insert(fresh, (int32_t)count, session->slots[i]);
    }
    free(session->slots);
    session->slots = fresh;
    session->slot_count = (int32_t)count;
}

static int32_t index_of(sg_session *session, const uint8_t *bytes, size_t count) {
    uint32_t hash = hash_of(bytes, count);
    if (session->slot_count > 0) {
        uint32_t mask = (uint32_t)session->slot_count - 1;
        for (uint32_t at = hash & mask; session->slots[at].index >= 0; at = (at + 1) & mask) {
            const tuple_slot *slot = &session->slots[at];
            if (slot->hash == hash && slot->length == count &&
                memcmp(session->tuples.bytes + slot->offset, bytes, count) == 0) {
                return slot->index;
            }
        }
    }
    if (2 * (session->tuple_count + 1) > session->slot_count) grow_slots(session);
    uint8_t prefix[10];
    size_t prefix_length = 0;
    for (uint64_t rest = count;; rest >>= 7) {
        prefix[prefix_length++] = (uint8_t)(rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
        if (rest < 0x80) break;
    }
    sg_buffer_append(&session->tuples, prefix, prefix_length);
    uint32_t offset = (uint32_t)session->tuples.count;
    sg_buffer_append(&session->tuples, bytes, count);
    tuple_slot fresh = {hash, offset, (uint32_t)count, session->tuple_count};
    insert(session->slots, session->slot_count, fresh);
    return session->tuple_count++;
}

// Adds the round in session->tuple and session->extra to columns and digest bytes.
void sg_columns_append(sg_session *session) {
    if (session->is_unrecorded) return;
    if (session->round_count == session->round_capacity) {
        int32_t capacity = session->round_capacity == 0 ? 256 : session->round_capacity * 2;
        uint16_t *indexes = realloc(session->indexes, (size_t)capacity * sizeof(uint16_t));
        if (indexes == NULL) abort();
        session->indexes = indexes;
        session->round_capacity = capacity;
    }
    const sg_buffer *tuple = &session->tuple;
    session->indexes[session->round_count++] =
        (uint16_t)index_of(session, tuple->bytes, tuple->count);
    sg_buffer_append(&session->digest, tuple->bytes, tuple->count);
    sg_buffer_append(&session->digest, session->extra.bytes, session->extra.count);
}

sg_columns sg_session_columns(sg_session *session) {
    return (sg_columns){{session->tuples.bytes, session->tuples.count},
                        session->indexes,
                        session->tuple_count,
                        session->round_count};
}

void sg_session_reset_columns(sg_session *session) {
    for (int32_t i = 0; i < session->slot_count; i++) session->slots[i].index = -1;
    session->tuples.count = 0;
    session->tuple_count = 0;
    session->round_count = 0;
}

void sg_columns_free(sg_session *session) {
    sg_buffer_free(&session->tuples);
    free(session->slots);
    free(session->indexes);
}
