// The allow list of system calls. Each line has a reason; everything else ends the process.
//
// Pointers can not be looked at by a filter, so calls that take names (open, execve, connect) are
// not allowed at all, and numbers (descriptor, protection) are compared.
#define _GNU_SOURCE
#include "lockdown.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef OWN_ARCHITECTURE

#define FIELD(name) \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, name))
// The low half of an argument; on both architectures the first one in memory.
#define ARGUMENT(number) FIELD(args[number])
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define KILL BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
#define CALL(name) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), ALLOW
// Allowed when the low half of an argument is this number.
#define CALL_IF(name, number, value) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), ARGUMENT(number), \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, 1), ALLOW, KILL
// Allowed when the low half of an argument has none of these bits.
#define CALL_WITHOUT(name, number, bits) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), ARGUMENT(number), \
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 1, 0), ALLOW, KILL

bool lockdown_system_calls(void) {
    struct sock_filter lines[] = {
        FIELD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
        KILL,
        FIELD(nr),
        // The socket to the host, and no other descriptor.
        CALL_IF(recvfrom, 0, LOCKDOWN_DESCRIPTOR),
        CALL_IF(sendto, 0, LOCKDOWN_DESCRIPTOR),
#ifdef SYS_poll
        CALL(poll),                    // waiting for room in the socket
#endif
        CALL(ppoll),
        // Memory, never as code.
        CALL_WITHOUT(mmap, 2, PROT_EXEC),
        CALL_WITHOUT(mprotect, 2, PROT_EXEC),
        CALL(munmap),
        CALL(mremap),
        CALL(brk),
        CALL(madvise),
        // The watchdog: its clock, its sleep, its lock, its signal to the main thread.
        CALL(clock_gettime),
        CALL(clock_nanosleep),
        CALL(nanosleep),
        CALL(restart_syscall),
        CALL(futex),
        CALL(set_robust_list),         // the first steps of its thread, which may come after this
#ifdef SYS_rseq
        CALL(rseq),
#endif
        CALL_IF(tgkill, 0, (uint32_t)getpid()),
        CALL(getpid),
        CALL(gettid),
        CALL(rt_sigprocmask),
        CALL(rt_sigreturn),
        CALL(sched_yield),
        CALL(getrandom),               // the C library's allocator
        CALL(sysinfo),                 // its qsort asks how much memory there is
#ifdef SYS_time
        CALL(time),                    // a Lua state's seed, where the clock needs a call
#endif
        CALL(exit),
        CALL(exit_group),
        KILL,
    };
    struct sock_fprog program = {sizeof lines / sizeof lines[0], lines};
    // For all threads: the watchdog's was started before.
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

#else

bool lockdown_system_calls(void) { return false; }

#endif
