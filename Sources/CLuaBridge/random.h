// Random streams of plugins; see random.c.
#ifndef STRATAGEM_RANDOM_H
#define STRATAGEM_RANDOM_H

#include <lua.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct sg_script sg_script;

typedef struct {
    uint64_t seed, episode, role, round;
    uint64_t block;              // next block of the round
    uint64_t buffer[4];
    int32_t used;                // values of the buffer already given out; 4: empty
    sg_script *script;           // when set, chooses what is drawn instead (script.h)
} sg_stream;

void sg_stream_seed(sg_stream *stream, uint64_t seed, uint64_t episode, uint64_t role);
void sg_stream_start_round(sg_stream *stream, uint64_t round);
uint64_t sg_stream_next(sg_stream *stream);
// Uniform in [0, n), exact. n > 0.
uint64_t sg_stream_below(sg_stream *stream, uint64_t n);
// Uniform in [0, 1), a multiple of 2^-53.
double sg_stream_float(sg_stream *stream);

// Pushes the table of rng methods: int, float, pick, shuffle.
void sg_open_random(lua_State *L);
// math.random over the same stream.
int sg_math_random(lua_State *L);

#endif
