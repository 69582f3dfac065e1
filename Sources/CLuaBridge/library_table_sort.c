// table.sort: a stable merge sort, the same result in every run.
//
// Stock Lua's quicksort picks pivots by the clock and so leaves equal elements in any order. Here
// the order is worked out on a permutation, and only then are the elements moved. So an error in
// the comparison leaves the table as it was, and a comparison that contradicts itself gives some
// order, in n log2 n + n comparisons at most, and never reads past an end.
#include "library.h"

#define IN_PLACE 64     // items whose permutations lie on the C stack
#define ON_STACK 8192   // items whose values are put on the Lua stack (128 KiB), where they are
                        // compared in place; those of longer lists are fetched from the table

// Stack slots. Slot 3 holds the permutations of long lists, slots 4 and 5 what is fetched.
#define TABLE 1
#define COMPARE 2
#define PERMUTATIONS 3
#define LEFT 4
#define RIGHT 5
#define VALUES 6

typedef struct {
    lua_State *L;
    sg_work work;
    bool has_compare;
    bool on_stack;
    bool has_text;  // strings whose comparison is charged by length may occur
} sorter;

// Whether the value in slot `right` comes before the one in slot `left`.
static bool right_is_less(sorter *s, int left, int right) {
    lua_State *L = s->L;
    sg_spend(&s->work, 2 * 8);
    if (s->has_compare) {
        lua_pushvalue(L, COMPARE);
        lua_pushvalue(L, right);
        lua_pushvalue(L, left);
        lua_call(L, 2, 1);
        bool less = lua_toboolean(L, -1);
        lua_pop(L, 1);
        return less;
    }
    if (s->has_text && lua_type(L, right) == LUA_TSTRING && lua_type(L, left) == LUA_TSTRING) {
        size_t left_bytes = lua_rawlen(L, left);
        size_t right_bytes = lua_rawlen(L, right);
        size_t shorter = left_bytes < right_bytes ? left_bytes : right_bytes;
        sg_spend(&s->work, (lua_Integer)(shorter / SG_BYTES_HANDLED) * 8);
    }
    return lua_compare(L, right, left, LUA_OPLT);
}

// The slot that holds an item: its own, or the given one after fetching it.
static inline int slot_of(sorter *s, uint32_t item, int slot) {
    if (s->on_stack) return VALUES + (int)item;
    lua_rawgeti(s->L, TABLE, (lua_Integer)item + 1);
    lua_replace(s->L, slot);
    return slot;
}

// Merges from[low..<middle] and from[middle..<high], both in order, into `to`.
static void merge(
    sorter *s, const uint32_t *from, uint32_t *to, uint32_t low, uint32_t middle, uint32_t high) {
    int left_slot = slot_of(s, from[middle - 1], LEFT);
    int right_slot = slot_of(s, from[middle], RIGHT);
    if (!right_is_less(s, left_slot, right_slot)) {  // all in order: common in sorted lists
        memcpy(to + low, from + low, (high - low) * sizeof(uint32_t));
        return;
    }
    if (high - low == 2) {  // the answer is known
        to[low] = from[middle];
        to[middle] = from[low];
        return;
    }
    uint32_t left = low, right = middle, out = low;
    left_slot = slot_of(s, from[left], LEFT);
    for (;;) {
        if (right_is_less(s, left_slot, right_slot)) {
            to[out++] = from[right++];
            if (right == high) break;
            right_slot = slot_of(s, from[right], RIGHT);
        } else {
            to[out++] = from[left++];
            if (left == middle) break;
            left_slot = slot_of(s, from[left], LEFT);
        }
    }
    memcpy(to + out, from + left, (middle - left) * sizeof(uint32_t));
    out += middle - left;
    memcpy(to + out, from + right, (high - right) * sizeof(uint32_t));
}

// Puts the values on the stack, when they are few enough and the stack can grow.
static void load(sorter *s, uint32_t count) {
    lua_State *L = s->L;
    s->on_stack = count <= ON_STACK && lua_checkstack(L, (int)count + LUA_MINSTACK);
    s->has_text = !s->on_stack;
    if (!s->on_stack) return;
    for (uint32_t i = 0; i < count; i++) {
        int type = lua_rawgeti(L, TABLE, (lua_Integer)i + 1);
        if (type == LUA_TSTRING && lua_rawlen(L, -1) >= SG_BYTES_HANDLED) s->has_text = true;
    }
}

// Moves the elements: element i becomes what was at order[i]. Uses up `order`.
static void apply(sorter *s, uint32_t *order, uint32_t count) {
    lua_State *L = s->L;
    for (uint32_t start = 0; start < count; start++) {
        if (s->on_stack) {
            lua_pushvalue(L, VALUES + (int)order[start]);
            lua_rawseti(L, TABLE, (lua_Integer)start + 1);
            continue;
        }
        if (order[start] == start) continue;
        lua_rawgeti(L, TABLE, (lua_Integer)start + 1);
        uint32_t hole = start;
        while (order[hole] != start) {  // along one cycle of the permutation
            uint32_t source = order[hole];
            lua_rawgeti(L, TABLE, (lua_Integer)source + 1);
            lua_rawseti(L, TABLE, (lua_Integer)hole + 1);
            order[hole] = hole;
            hole = source;
        }
        order[hole] = hole;
        lua_rawseti(L, TABLE, (lua_Integer)hole + 1);
    }
}

void sg_sort(lua_State *L, uint32_t count) {
    uint32_t in_place[2 * IN_PLACE];
    uint32_t *from = in_place;
    sorter s = {.L = L, .work = {L, 0}, .has_compare = !lua_isnil(L, COMPARE)};
    sg_spend(&s.work, (lua_Integer)count * 2 * 8);
    lua_settop(L, RIGHT);
    if (count > IN_PLACE) {
        from = lua_newuserdatauv(L, 2 * (size_t)count * sizeof(uint32_t), 0);
        lua_replace(L, PERMUTATIONS);
    }
    load(&s, count);
    uint32_t *to = from + count;
    for (uint32_t i = 0; i < count; i++) from[i] = i;
    for (uint32_t width = 1; width < count; width *= 2) {
        for (uint32_t low = 0; low < count; low += 2 * width) {
            uint32_t middle = low + width < count ? low + width : count;
            uint32_t high = middle + width < count ? middle + width : count;
            if (middle < high) {
                merge(&s, from, to, low, middle, high);
            } else {
                memcpy(to + low, from + low, (high - low) * sizeof(uint32_t));
            }
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    sg_settle(&s.work);
    apply(&s, from, count);
}
