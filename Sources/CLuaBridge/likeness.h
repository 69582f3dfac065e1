// How like a person a session plays; see likeness.c.
#ifndef STRATAGEM_LIKENESS_H
#define STRATAGEM_LIKENESS_H

#include "include/CLuaBridge.h"

// The waits that are looked at, as logarithms of seconds: a ring, filled again when a session is
// continued. Part of no checkpoint.
typedef struct {
    double logarithms[SG_LIKENESS_ROUNDS];
    int64_t last_round;              // the newest in the ring; 0: none
} sg_likeness_waits;

// Notes whether a settled round changed the choice of the one before.
void sg_likeness_note(sg_carry *carry, bool is_first, bool changed);

// The score of a settled round, 0 to 1.
double sg_likeness_score(
    const sg_likeness *likeness, sg_likeness_waits *waits, uint64_t seed, uint64_t episode,
    const sg_carry *carry);

#endif
