// What a plugin's process gives up before it reads the plugin's text.
#ifndef STRATAGEM_LOCKDOWN_H
#define STRATAGEM_LOCKDOWN_H

#include <stdbool.h>
#include <stdint.h>

#define LOCKDOWN_DESCRIPTOR 3

// Gives up all that the system lets it give up, in an order in which no step needs what an earlier
// one gave up. Returns what is in force, as SG_GUARD_* bits.
uint32_t lockdown(void);

// seccomp.c: from here on only the system calls of its list; any other kills the process. False
// when the system has no such filter.
bool lockdown_system_calls(void);

#endif
