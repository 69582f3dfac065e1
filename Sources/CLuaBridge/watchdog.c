#define _GNU_SOURCE
// The second fence behind fuel: one thread that looks at all plugins every few milliseconds and
// interrupts a call that has used more than its time. Fuel ends every loop of plugin code long
// before; this ends what a C function or one instruction drags out.
//
// Time is the processor time of the thread that runs the call. A plugin has nothing to wait for, so
// on an idle machine that is wall time; on a busy one, or on a thread of low priority, the call is
// not ended for the time that others had.
//
// A call is followed by its number (odd while it runs), so a round needs no clock. Threads are
// named by the kernel's number, which may be asked for after the thread has ended.
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "plugin.h"

#define PERIOD_NANOSECONDS 20000000
#define WATCHDOG_SIGNAL (SIGRTMIN + 5)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static sg_plugin *watched;

// Processor time of a thread; -1 when it has ended. The clock's name is made as glibc's
// pthread_getcpuclockid makes it: a thread's (4), of the scheduler (2).
static int64_t used_milliseconds(int32_t thread) {
    struct timespec time;
    if (clock_gettime((clockid_t)(~(uint32_t)thread << 3 | 6), &time) != 0) return -1;
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void kill_hook(lua_State *L, lua_Debug *debug) {
    (void)debug;
    lua_sethook(L, NULL, 0, 0);
    sg_meter *meter = sg_meter_of(L);
    if (meter->host_window == 0 && sg_is_interrupted(meter)) sg_raise_kill(L, SG_KILL_WALL);
}

// Runs on the thread that runs the plugin, so nothing of the state moves meanwhile: lua_sethook is
// called from a signal handler as lua.c does it.
static void arm_hook(int signal) {
    (void)signal;
    sg_meter *meter = sg_running_meter;
    if (meter == NULL || !sg_is_interrupted(meter)) return;
    lua_State *running = atomic_load_explicit(&meter->running, memory_order_relaxed);
    if (running != NULL) lua_sethook(running, kill_hook, LUA_MASKCOUNT, 1);
}

static void look_at(sg_plugin *plugin) {
    sg_meter *meter = &plugin->meter;
    uint64_t number = atomic_load_explicit(&meter->call_number, memory_order_acquire);
    if (number % 2 == 0) return;
    int32_t thread = atomic_load_explicit(&plugin->thread, memory_order_relaxed);
    int64_t now = used_milliseconds(thread);
    if (number != plugin->watched_number) {
        plugin->watched_number = number;
        plugin->watched_since = now;
        return;
    }
    if (now - plugin->watched_since < plugin->budget.wall_milliseconds) return;
    // Under its number, so that a call which begins meanwhile is left alone. The flag stops the
    // plugin at its next checkpoint; the hook stops straight-line code too.
    atomic_store_explicit(&meter->interrupted, number, memory_order_relaxed);
    syscall(SYS_tgkill, getpid(), thread, WATCHDOG_SIGNAL);
}

static void *watch(void *unused) {
    (void)unused;
    struct timespec period = {0, PERIOD_NANOSECONDS};
    for (;;) {
        nanosleep(&period, NULL);
        pthread_mutex_lock(&lock);
        for (sg_plugin *each = watched; each != NULL; each = each->next_watched) look_at(each);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

static void start(void) {
    struct sigaction action = {.sa_handler = arm_hook, .sa_flags = SA_RESTART};
    sigaction(WATCHDOG_SIGNAL, &action, NULL);
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&thread, &attributes, watch, NULL) != 0) abort();
    pthread_attr_destroy(&attributes);
}

_Thread_local int32_t sg_own_thread;

void sg_watchdog_reach_thread(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, WATCHDOG_SIGNAL);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    sg_own_thread = (int32_t)syscall(SYS_gettid);
}

void sg_watchdog_start(void) { pthread_once(&once, start); }

void sg_watchdog_add(sg_plugin *plugin) {
    pthread_mutex_lock(&lock);
    plugin->next_watched = watched;
    watched = plugin;
    pthread_mutex_unlock(&lock);
}

int64_t sg_watchdog_count(void) {
    int64_t count = 0;
    pthread_mutex_lock(&lock);
    for (const sg_plugin *each = watched; each != NULL; each = each->next_watched) count++;
    pthread_mutex_unlock(&lock);
    return count;
}

void sg_watchdog_remove(sg_plugin *plugin) {
    pthread_mutex_lock(&lock);
    for (sg_plugin **at = &watched; *at != NULL; at = &(*at)->next_watched) {
        if (*at == plugin) {
            *at = plugin->next_watched;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
}
