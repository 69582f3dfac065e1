// stratagem-plugin: the process of one isolated plugin, started by stratagem.
//
// It gives up everything that a plugin does not need, says on the socket that it was given (as
// descriptor 3) what it gave up, and answers requests until the socket closes.
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "CLuaBridge.h"
#include "lockdown.h"

static int is_socket(int descriptor) {
    int kind;
    socklen_t size = sizeof kind;
    return getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &kind, &size) == 0;
}

int main(void) {
    if (!is_socket(LOCKDOWN_DESCRIPTOR)) {
        fprintf(stderr,
                "stratagem-plugin is the process of an isolated plugin: stratagem starts it, with "
                "a socket as descriptor %d\n", LOCKDOWN_DESCRIPTOR);
        return 64;
    }
    // One arena: a second one would reserve 64 MiB of the address space that is limited below.
    mallopt(M_ARENA_MAX, 1);
    sg_serve(LOCKDOWN_DESCRIPTOR, lockdown());
    return 0;
}
