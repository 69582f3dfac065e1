// table.sort: a stable merge sort, the same result in every run.
//
// Stock Lua's quicksort picks pivots by the clock and so leaves equal elements in any order. Here
// the order is worked out on a permutation, while the table keeps its elements; only then are they
// moved. So an error in the comparison leaves the table as it was, and a comparison that
// contradicts itself gives some order, in n log2 n + n comparisons at most, and never reads past
// an end.
#include "library.h"

#define IN_PLACE 64  // items whose permutations lie on the C stack

// Stack slots.
#define TABLE 1
#define COMPARE 2
#define LEFT 4   // slot 3 holds the permutations of long lists
#define RIGHT 5

typedef struct {
    lua_State *L;
    sg_work work;
    bool has_compare;
} sorter;

// Whether the value in slot RIGHT comes before the one in slot LEFT.
static bool right_is_less(sorter *s) {
    lua_State *L = s->L;
    sg_spend(&s->work, 2 * 8);
    if (!s->has_compare) {
        if (lua_type(L, RIGHT) == LUA_TSTRING && lua_type(L, LEFT) == LUA_TSTRING) {
            size_t left = lua_rawlen(L, LEFT);
            size_t right = lua_rawlen(L, RIGHT);
            size_t shorter = left < right ? left : right;
            sg_spend(&s->work, (lua_Integer)(shorter / SG_BYTES_HANDLED) * 8);
        }
        return lua_compare(L, RIGHT, LEFT, LUA_OPLT);
    }
    lua_pushvalue(L, COMPARE);
    lua_pushvalue(L, RIGHT);
    lua_pushvalue(L, LEFT);
    lua_call(L, 2, 1);
    bool less = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return less;
}

static inline void load(sorter *s, int slot, uint32_t item) {
    lua_rawgeti(s->L, TABLE, (lua_Integer)item + 1);
    lua_replace(s->L, slot);
}

// Merges from[low..<middle] and from[middle..<high], both in order, into `to`.
static void merge(
    sorter *s, const uint32_t *from, uint32_t *to, uint32_t low, uint32_t middle, uint32_t high) {
    load(s, LEFT, from[middle - 1]);
    load(s, RIGHT, from[middle]);
    if (!right_is_less(s)) {  // in order already: the common case of sorted lists
        memcpy(to + low, from + low, (high - low) * sizeof(uint32_t));
        return;
    }
    uint32_t left = low, right = middle, out = low;
    if (middle - low == 1 && high - middle == 1) {  // the answer is known
        to[low] = from[middle];
        to[middle] = from[low];
        return;
    }
    load(s, LEFT, from[left]);
    for (;;) {
        if (right_is_less(s)) {
            to[out++] = from[right++];
            if (right == high) break;
            load(s, RIGHT, from[right]);
        } else {
            to[out++] = from[left++];
            if (left == middle) break;
            load(s, LEFT, from[left]);
        }
    }
    memcpy(to + out, from + left, (middle - left) * sizeof(uint32_t));
    out += middle - left;
    memcpy(to + out, from + right, (high - right) * sizeof(uint32_t));
}

// Moves the elements: element i becomes what was at order[i]. Uses up `order`.
static void apply(lua_State *L, uint32_t *order, uint32_t count) {
    for (uint32_t start = 0; start < count; start++) {
        if (order[start] == start) continue;
        lua_rawgeti(L, TABLE, (lua_Integer)start + 1);
        uint32_t hole = start;
        while (order[hole] != start) {
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
    sorter s = {L, {L, (lua_Integer)count * 2 * 8}, !lua_isnil(L, COMPARE)};
    sg_spend(&s.work, 0);
    lua_settop(L, RIGHT);
    if (count > IN_PLACE) {
        from = lua_newuserdatauv(L, 2 * (size_t)count * sizeof(uint32_t), 0);
        lua_replace(L, 3);
    }
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
    apply(L, from, count);
}
