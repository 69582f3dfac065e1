// Forbidden acts: what code that broke out of a Lua state would try first.
#define _GNU_SOURCE
#include "probe.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "remote.h"

static bool opens(void) { return open("/etc/passwd", O_RDONLY) >= 0; }
static bool makes_file(void) { return open("/tmp/stratagem-probe", O_WRONLY | O_CREAT, 0600) >= 0; }
static bool connects(void) { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }
static bool forks(void) {
    long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (child == 0) _exit(0);
    return child > 0;
}
static bool executes(void) {
    char *const arguments[] = {"/bin/true", NULL};
    return execve(arguments[0], arguments, NULL) == 0;
}
static bool signals_host(void) { return kill(getppid(), 0) == 0; }
static bool traces(void) { return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0; }
static bool maps_code(void) {
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) != MAP_FAILED;
}
static bool writes_elsewhere(void) { return write(2, "probe", 5) == 5; }

static const struct {
    const char *name;
    bool (*act)(void);
} acts[] = {
    {"open a file", opens}, {"make a file", makes_file}, {"make a network socket", connects},
    {"start a process", forks}, {"run a program", executes}, {"signal the host", signals_host},
    {"trace", traces}, {"map memory for code", maps_code},
    {"write to another descriptor", writes_elsewhere},
};
#define ACTS (int32_t)(sizeof acts / sizeof acts[0])

int sg_probe(int32_t number) {
    if (number < 0 || number >= ACTS) return -1;
    return acts[number].act() ? 2 : 1;
}

const char *sg_probe_name(int32_t number) {
    return number < 0 || number >= ACTS ? NULL : acts[number].name;
}

int sg_plugin_probe(sg_plugin *plugin, int32_t number, const char **name) {
    *name = sg_probe_name(number);
    if (*name == NULL || plugin->remote == NULL) return -1;
    sg_put_u32(sg_remote_begin(plugin, SG_WIRE_PROBE), (uint32_t)number);
    sg_reader reply;
    sg_fault fault;
    if (sg_remote_request(plugin, NULL, "probe", &reply, &fault) != SG_OK) return 0;
    return (int)(sg_take_u32(&reply) & 3);
}
