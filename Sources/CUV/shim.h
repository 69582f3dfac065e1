#include <sys/syscall.h>
#include <unistd.h>
#include <uv.h>

// The kernel's number of the calling thread. A macro for Swift, which can not call syscall().
static inline int sg_thread_number(void) { return (int)syscall(SYS_gettid); }
