// Where the charges of a plugin text go, and what each one costs; see charges.c.
#ifndef STRATAGEM_CHARGES_H
#define STRATAGEM_CHARGES_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "counted_loop.h"

#define SG_NO_INDEX (-1)

// What is put in at one place of the text. The last four belong to a counted loop, and are empty
// in most forms of the text.
typedef enum {
    SG_POINT_CHARGE,         // the charge of a block, or of each pass of a loop
    SG_POINT_LOOP_OPEN,      // before 'for'
    SG_POINT_LOOP_COMMA,     // after the comma of the header
    SG_POINT_LOOP_DO,        // before 'do'
    SG_POINT_LOOP_CLOSE,     // after 'end'
} sg_point_kind;

typedef struct {
    uint32_t offset;
    int32_t cost;
    int32_t loop;            // index of its counted loop, or SG_NO_INDEX
    sg_point_kind kind;
} sg_point;

typedef struct {
    sg_point *points;        // by offset
    int point_count;
    sg_counted_loop *loops;
    int loop_count;
    bool names_coroutines;   // the text could reach the functions that make coroutines
} sg_charges;

// Pushes a userdata that holds the charges of a valid text and returns it; or pushes a message
// (place:line) and returns NULL when the text uses a reserved name or too many of something. The
// text has at most SG_SOURCE_BYTES_MAX bytes. `allocation` as in sg_compile.
const sg_charges *sg_find_charges(
    lua_State *L, const char *text, size_t length, const char *place, int64_t *allocation);

// How charges are spelled: with as few instructions as can be, with a local of their own, or with
// upvalues only.
typedef enum { SG_FORM_AHEAD, SG_FORM_LOCAL, SG_FORM_UPVALUE } sg_form;

#define SG_CHARGE_BYTES 320

// Writes what is put in at a point and returns its length; 0 for nothing.
size_t sg_spell_charge(
    char out[SG_CHARGE_BYTES], sg_form form, const sg_charges *charges, const sg_point *point);

#endif
