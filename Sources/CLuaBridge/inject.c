// Metering by injection: charges.c finds where a plugin text has to pay and what, charge_text.c
// says how that is written, and here both are put together, on the same lines, and compiled.
//
// __fuel and __tick are locals of a wrapper around the text, so they are upvalues that every
// function of the plugin shares, in whatever coroutine, callback or handler it runs. The text may
// not contain the names of the meter.
//
// The text is compiled by itself first: only a valid chunk is wrapped, so it cannot close the
// wrapper early, and the lexer needs to be right for valid programs only. It follows llex.c of Lua
// 5.4 token by token.
//
// Loops are paid for ahead in texts that can not make coroutines, nor reach a text that can: there
// what was paid ahead is used up in the same call. A coroutine could wait in the middle of such a
// loop and use in a later call what an earlier one paid; `load` could bring in a text that makes
// one.
#include "inject.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "charges.h"
#include "meter.h"

static void write_injected(
    lua_State *L, const sg_charges *charges, const char *text, size_t length, sg_form form) {
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    size_t done = 0;
    for (int i = 0; i < charges->point_count; i++) {
        char charge[SG_CHARGE_BYTES];
        const sg_point *point = &charges->points[i];
        size_t written = sg_spell_charge(charge, form, charges, point);
        if (written == 0) continue;
        luaL_addlstring(&out, text + done, point->offset - done);
        done = point->offset;
        luaL_addlstring(&out, charge, written);
    }
    luaL_addlstring(&out, text + done, length - done);
    luaL_pushresult(&out);
}

// Refuses a text that is too long, with a message; before Lua's parser, whose time can grow with
// the square of the length.
static bool is_short_enough(lua_State *L, size_t length, const char *place) {
    if (length <= SG_SOURCE_BYTES_MAX) return true;
    lua_pushfstring(
        L, "%s: the text has %I bytes; a plugin may have at most %d", place, (lua_Integer)length,
        SG_SOURCE_BYTES_MAX);
    return false;
}

// The cheapest form that the text may have. `is_loaded` when a plugin gives it to load.
static sg_form form_of(const sg_charges *charges, bool is_loaded) {
    return is_loaded || charges->names_coroutines ? SG_FORM_LOCAL : SG_FORM_AHEAD;
}

int sg_inject(lua_State *L, const char *text, size_t length, const char *place) {
    if (!is_short_enough(L, length, place)) return 0;
    const sg_charges *charges = sg_find_charges(L, text, length, place, NULL);
    if (charges == NULL) return 0;
    write_injected(L, charges, text, length, form_of(charges, false));
    lua_remove(L, -2);
    return 1;
}

#define WRAPPER_HEAD "local __fuel,__tick=0,... return function(...)"
#define WRAPPER_TAIL "\nend"

// The wrapped text with charges in pieces, so that it takes no memory and so no fuel.
typedef struct {
    const sg_charges *charges;
    sg_form form;
    const char *text;
    size_t length, done;     // bytes of the text, and how many of them were given out
    int next;                // the point whose charge is the next one
    bool is_begun, is_ended;
    char charge[SG_CHARGE_BYTES];
} pieces;

static const char *text_piece(pieces *each, size_t stop, size_t *size) {
    const char *piece = each->text + each->done;
    *size = stop - each->done;
    each->done = stop;
    return piece;
}

static const char *next_piece(lua_State *L, void *context, size_t *size) {
    (void)L;
    pieces *each = context;
    if (!each->is_begun) {
        each->is_begun = true;
        *size = sizeof WRAPPER_HEAD - 1;
        return WRAPPER_HEAD;
    }
    for (; each->next < each->charges->point_count; each->next++) {
        const sg_point *point = &each->charges->points[each->next];
        if (each->done < point->offset) return text_piece(each, point->offset, size);
        *size = sg_spell_charge(each->charge, each->form, each->charges, point);
        if (*size == 0) continue;
        each->next++;
        return each->charge;
    }
    if (each->done < each->length) return text_piece(each, each->length, size);
    *size = each->is_ended ? 0 : sizeof WRAPPER_TAIL - 1;
    each->is_ended = true;
    return WRAPPER_TAIL;
}

// lua_pushstring, as the parser for a chunk's name, takes long texts from a small cache by address,
// if no collection came in between: what it allocates is not charged.
static void push_uncharged(lua_State *L, const char *text, int64_t *allocation) {
    int64_t before = allocation == NULL ? 0 : *allocation;
    lua_pushstring(L, text);
    if (allocation != NULL) *allocation = before;
}

static int compile(
    lua_State *L, const char *text, size_t length, const char *chunk_name, int64_t *allocation) {
    const char *place = chunk_name[0] == '@' || chunk_name[0] == '=' ? chunk_name + 1 : "text";
    if (!is_short_enough(L, length, place)) return LUA_ERRSYNTAX;
    int status = luaL_loadbufferx(L, text, length, chunk_name, "t");
    if (status != LUA_OK) return status;
    lua_pop(L, 1);
    const sg_charges *charges = sg_find_charges(L, text, length, place, allocation);
    if (charges == NULL) return LUA_ERRSYNTAX;
    push_uncharged(L, WRAPPER_HEAD, allocation);
    write_injected(L, charges, text, length, SG_FORM_UPVALUE);
    push_uncharged(L, WRAPPER_TAIL, allocation);
    lua_concat(L, 3);
    int64_t spent = allocation == NULL ? 0 : *allocation;
    sg_form form = form_of(charges, allocation != NULL);
    pieces parts = {.charges = charges, .form = form, .text = text, .length = length};
    status = lua_load(L, next_piece, &parts, chunk_name, "t");
    if (status == LUA_ERRSYNTAX) {
        lua_pop(L, 1);
        if (allocation != NULL) *allocation = spent;  // the text is paid for once
        size_t size;
        const char *wrapped = lua_tolstring(L, -1, &size);
        status = luaL_loadbufferx(L, wrapped, size, chunk_name, "t");
    }
    lua_replace(L, -3);
    lua_pop(L, 1);
    return status;
}

int sg_compile(
    lua_State *L, const char *text, size_t length, const char *chunk_name, int64_t *allocation) {
    push_uncharged(L, chunk_name, allocation);  // kept in the cache while the parser asks for it
    int status = compile(L, text, length, chunk_name, allocation);
    lua_remove(L, -2);
    return status;
}
