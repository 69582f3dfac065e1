// Forbidden acts, tried on request, so that a person or a test can see that they are refused.
#ifndef STRATAGEM_PROBE_H
#define STRATAGEM_PROBE_H

#include <stdint.h>

// Tries the act: 1 when the system refused it with an error, 2 when it was done, -1 when there is
// none of this number. A process that is locked down does not come back.
int sg_probe(int32_t number);

// Its name, or NULL.
const char *sg_probe_name(int32_t number);

#endif
