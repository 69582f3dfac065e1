#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <uv.h>

// The kernel's number of the calling thread. A macro for Swift, which can not call syscall().
static inline int sg_thread_number(void) { return (int)syscall(SYS_gettid); }

// Writes out what was printed and is still held. 0 if all that was ever printed arrived, else the
// error number, or -1 where an earlier one is not known any more. For Swift 6, which can not read the
// variable stdout.
static inline int sg_flush_standard_output(void) {
    if (fflush(stdout) != 0) return errno;
    return ferror(stdout) ? -1 : 0;
}
