// Loops whose turns can be counted before they begin: `for i = 1, limit do`; see counted_loop.c.
#ifndef STRATAGEM_COUNTED_LOOP_H
#define STRATAGEM_COUNTED_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lexer.h"

typedef struct {
    const char *name;        // of the control variable, in the text
    int name_length;
    int64_t first;
    int64_t last;            // the limit, when it is written as a number; or SG_LIMIT_UNKNOWN
    size_t comma;            // offset after the comma of the header
    int charge;              // index of the point that pays for one turn, while points are found
    int64_t cost;            // of one turn
    bool has_exit;           // the body holds a 'break', 'return' or 'goto' that may leave the loop
} sg_counted_loop;

#define SG_LIMIT_UNKNOWN (-1)

// Reads the header after 'for'. False when the loop can not be counted.
bool sg_counted_loop_read(sg_lexer after_for, sg_counted_loop *out);

// Turns paid for by one charge before the loop; 0 when the loop is not so short.
int64_t sg_counted_loop_turns(const sg_counted_loop *loop);

// Turns paid for at a time, as the loop runs; 0 when one turn costs too much for that.
int64_t sg_counted_loop_stride(const sg_counted_loop *loop);

#endif
