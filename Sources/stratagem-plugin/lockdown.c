// Namespaces, an empty root, a user that owns nothing, limits; the system-call filter comes last.
//
// Each step is tried by itself: a container or an older kernel may refuse one, and the others still
// count. What is in force is reported, never assumed.
#define _GNU_SOURCE
#include "lockdown.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CLuaBridge.h"

#define NOBODY 65534

// A plugin lives at most from checkpoint to checkpoint, 65,536 rounds; its calls are bounded one by
// one. This is for a process that does something else: an hour of one core.
#define PROCESSOR_SECONDS_MAX 3600
// Heap limit of a plugin (16 MiB unless configured), twice over while blocks grow, the program, its
// libraries and stacks.
#define ADDRESS_BYTES_MAX (256u << 20)
#define DESCRIPTORS_MAX 4

static bool limit(int resource, rlim_t most) {
    struct rlimit both = {most, most};
    return setrlimit(resource, &both) == 0;
}

static bool set_limits(void) {
    bool set = limit(RLIMIT_CPU, PROCESSOR_SECONDS_MAX);
    set &= limit(RLIMIT_AS, ADDRESS_BYTES_MAX);
    set &= limit(RLIMIT_NOFILE, DESCRIPTORS_MAX);
    set &= limit(RLIMIT_FSIZE, 0);
    set &= limit(RLIMIT_CORE, 0);
    set &= limit(RLIMIT_MEMLOCK, 0);
    set &= limit(RLIMIT_MSGQUEUE, 0);
    return set;
}

// Namespaces of its own, all at once or, where the system refuses one, one by one. A user namespace
// is what lets a process without rights have the others.
static int enter_namespaces(void) {
    const int wanted[] = {CLONE_NEWNET, CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUTS};
    int all = CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS;
    int user = geteuid() == 0 ? 0 : CLONE_NEWUSER;
    if (unshare(all | user) == 0) return all;
    if (user != 0 && unshare(user) != 0) return 0;
    int entered = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (unshare(wanted[i]) == 0) entered |= wanted[i];
    }
    return entered;
}

// Makes an empty, read-only file system the root, and lets the old one go.
static bool empty_root(void) {
    static const char *const places[] = {"/tmp", "/var", "/usr", "/proc"};
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return false;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY;
        if (mount("none", places[i], "tmpfs", flags, "size=4k,nr_inodes=2") != 0) continue;
        if (chdir(places[i]) != 0) return false;
        // Stacked on each other by the call, so that the old root is what is taken off.
        if (syscall(SYS_pivot_root, ".", ".") != 0) return false;
        return umount2(".", MNT_DETACH) == 0 && chdir("/") == 0;
    }
    return false;
}

static bool forget_rights(void) {
    bool dropped = true;
    for (int right = 0; right <= 63; right++) {
        if (prctl(PR_CAPBSET_READ, right) < 0) break;   // the last one was the last there is
        if (prctl(PR_CAPBSET_DROP, right, 0, 0, 0) != 0) dropped = false;
    }
    return dropped;
}

// Root becomes nobody, without groups. Elsewhere the user namespace gave rights, in it only. Both
// lose all of them: first what could be had again, then, after the change of user, the sets.
static bool drop_user(bool was_root) {
    bool forgotten = forget_rights();
    // Not to be had in a container without these users; the rights go all the same.
    bool changed = setgroups(0, NULL) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
                   setresuid(NOBODY, NOBODY, NOBODY) == 0;
    // The sets themselves: version 3 of capset(2), two words of 32 rights each.
    struct { uint32_t version; int pid; } head = {0x20080522, 0};
    struct { uint32_t effective, permitted, inheritable; } none[2] = {{0, 0, 0}, {0, 0, 0}};
    return syscall(SYS_capset, &head, none) == 0 && (!was_root || (forgotten && changed));
}

static void close_others(void) {
    if (syscall(SYS_close_range, LOCKDOWN_DESCRIPTOR + 1, ~0u, 0) != 0) {
        for (int descriptor = LOCKDOWN_DESCRIPTOR + 1; descriptor < 1024; descriptor++) {
            close(descriptor);
        }
    }
    for (int descriptor = 0; descriptor < LOCKDOWN_DESCRIPTOR; descriptor++) close(descriptor);
}

uint32_t lockdown(void) {
    uint32_t guards = 0;
    bool was_root = geteuid() == 0;
    pid_t host = getppid();
    int entered = enter_namespaces();
    if (entered & CLONE_NEWNET) guards |= SG_GUARD_NETWORK;
    if (entered & CLONE_NEWIPC) guards |= SG_GUARD_IPC;
    if ((entered & CLONE_NEWNS) && empty_root()) guards |= SG_GUARD_FILES;
    close_others();
    if (drop_user(was_root)) guards |= SG_GUARD_USER;
    // After the change of user, which clears it. A host that died before is noticed by the socket.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == host) {
        guards |= SG_GUARD_DIES_WITH_HOST;
    }
    prctl(PR_SET_DUMPABLE, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) guards |= SG_GUARD_NO_NEW_PRIVILEGES;
    // The watchdog's thread is the last thing that is started: the limit on processes counts it.
    sg_watchdog_start();
    if (set_limits() && limit(RLIMIT_NPROC, 0)) guards |= SG_GUARD_LIMITS;
    if (lockdown_system_calls()) guards |= SG_GUARD_SECCOMP;
    return guards;
}
