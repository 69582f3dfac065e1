// How charges are written.
//
// A charge that each pass pays (SG_FORM_LOCAL):
//
//     do local f=__fuel-COST __fuel=f if f<0 then __tick() end end
//
// The local saves one read of an upvalue in five instructions. Nothing of Lua or of the host runs
// between its reading and its last use, and it is never written back after __tick has set __fuel.
// It needs a place among the 200 locals of a function, a register and a level of nesting, so a text
// at one of these limits is compiled once more with charges that need none of them
// (SG_FORM_UPVALUE):
//
//     __fuel=__fuel-COST if __fuel<0 then __tick() end
//
// A counted loop that nothing but an error can leave is paid for ahead (SG_FORM_AHEAD). When its
// turns are written in the text and cheap, by one charge before the loop. Otherwise for as many
// turns at a time as SG_AHEAD_FUEL units pay, and for no more than there will be, so that nothing
// is ever given back; one turn then costs one comparison:
//
//     do local __paid,__upto=FIRST-1,--[[for i = FIRST,]] LIMIT for i=FIRST,__upto do
//         if i>__paid then
//             local n=__upto-i
//             if n<STRIDE-1 then n=n//1+1 else n=STRIDE end
//             local f=__fuel-n*COST __fuel=f __paid=__paid+n
//             if f<0 then __tick() end
//         end
//         BODY end end--[[__paid]]
//
// A limit may be 2.5, infinite, or a string: so it is rounded, and compared as a difference only.
// No difference overflows, because i is not negative. The comment lets a reader, and a fuzzer, tell
// this 'end' from those of the plugin. All of it stands on the lines of the header and of 'end'.
//
// A program that ends normally pays the same in all three forms. An error that leaves such a loop
// loses what was paid ahead.
#include <stdio.h>

#include "charges.h"

static size_t spell_turns(char *out, const sg_counted_loop *loop, int64_t stride) {
    return (size_t)snprintf(
        out, SG_CHARGE_BYTES,
        " if %.*s>__paid then local n=__upto-%.*s if n<%lld then n=n//1+1 else n=%lld end "
        "local f=__fuel-n*%lld __fuel=f __paid=__paid+n if f<0 then __tick() end end ",
        loop->name_length, loop->name, loop->name_length, loop->name, (long long)stride - 1,
        (long long)stride, (long long)loop->cost);
}

// What stands at a point of a loop that is paid for as it runs.
static size_t spell_stride(
    char *out, const sg_counted_loop *loop, int64_t stride, sg_point_kind kind) {
    long long first = loop->first;
    switch (kind) {
        case SG_POINT_LOOP_OPEN:
            return (size_t)snprintf(
                out, SG_CHARGE_BYTES, " do local __paid,__upto=%lld,--[[", first - 1);
        case SG_POINT_LOOP_COMMA: return (size_t)snprintf(out, SG_CHARGE_BYTES, "]]");
        case SG_POINT_LOOP_DO:
            return (size_t)snprintf(
                out, SG_CHARGE_BYTES, " for %.*s=%lld,__upto ", loop->name_length, loop->name,
                first);
        case SG_POINT_CHARGE: return spell_turns(out, loop, stride);
        case SG_POINT_LOOP_CLOSE:
            return (size_t)snprintf(out, SG_CHARGE_BYTES, " end--[[__paid]] ");
    }
    return 0;
}

static size_t spell_block(char *out, sg_form form, int64_t cost) {
    const char *text = form == SG_FORM_UPVALUE
                           ? " __fuel=__fuel-%lld if __fuel<0 then __tick() end "
                           : " do local f=__fuel-%lld __fuel=f if f<0 then __tick() end end ";
    return (size_t)snprintf(out, SG_CHARGE_BYTES, text, (long long)cost);
}

size_t sg_spell_charge(
    char out[SG_CHARGE_BYTES], sg_form form, const sg_charges *charges, const sg_point *point) {
    if (form == SG_FORM_AHEAD && point->loop != SG_NO_INDEX) {
        const sg_counted_loop *loop = &charges->loops[point->loop];
        int64_t turns = sg_counted_loop_turns(loop);
        int64_t stride = turns > 0 ? 0 : sg_counted_loop_stride(loop);
        if (turns > 0) {
            bool is_first = point->kind == SG_POINT_LOOP_OPEN;
            return is_first ? spell_block(out, form, turns * loop->cost) : 0;
        }
        if (stride > 0) return spell_stride(out, loop, stride, point->kind);
    }
    return point->kind == SG_POINT_CHARGE ? spell_block(out, form, point->cost) : 0;
}
