// A disk for tests that loses its power and fails on demand, as a VFS of the system's SQLite.
//
// It stands in front of SQLite's own VFS for Unix, keeps files where they are named and leaves
// locks and shared memory to it. The files hold what a running process sees; beside them it keeps,
// in memory, what a real disk would have by then. `fault_disk_restore` puts that in their place.
//
// WHAT A CUT LEAVES
//     content   what a file had at its last sync. Of every write since, any of its 512 byte sectors
//               may be there or not, whatever came before or after it; a sector is never torn, and
//               its neighbours are never harmed (SQLite's POWERSAFE_OVERWRITE). The same holds for
//               cutting a file short. The size may have grown without the bytes: zeros or noise.
//     names     a file that was made or deleted is there or not until its folder is synced: with
//               the first sync of a journal or log opened to be made, as SQLite's VFS for Unix
//               does, or with a deletion that asks for it. Syncing a database does not.
//     memory    the index of the log is gone, or full of noise.
// A sync that is made to fail leaves each sector of the file on the disk or not, and no later sync
// writes it again, though reading goes on to show it. That is what Linux does (Rebello et al., Can
// applications recover from fsync failures?, USENIX ATC 2020).
//
// One disk has one folder of files. All functions may be called from any thread; those without
// effect on the files return nothing. A disk is a small number, and its VFS is called
// "fault-disk-N".

#ifndef FAULT_DISK_H
#define FAULT_DISK_H

#include "CFaultMemory.h"

#include <stdbool.h>
#include <stdint.h>

enum fault_operation {
    FAULT_WRITE = 0,
    FAULT_SYNC,
    FAULT_TRUNCATE,
    FAULT_OPEN,
    FAULT_DELETE,
    FAULT_READ,
    FAULT_SHARE,
    FAULT_OPERATIONS,
};

enum fault_effect {
    // Nothing is done, and SQLite is told of an input/output error.
    FAULT_ERROR = 0,
    // Part of a write is done, then the disk is full.
    FAULT_FULL,
    // Part of a write is done, then there is an input/output error.
    FAULT_SHORT,
};

// A disk whose accidents follow from `seed`; -1 when 64 are in use.
int fault_disk_make(uint64_t seed);

// Gives the disk back; its files stay as they are.
void fault_disk_free(int disk);

// The power goes with the event of this number, counted from 1: a write, sync, truncation, creation
// or deletion. 0 is never.
void fault_disk_cut_at(int disk, int64_t event);

// The power goes now.
void fault_disk_cut(int disk);

bool fault_disk_is_cut(int disk);

// Events since the disk was made or restored.
int64_t fault_disk_events(int disk);

// The operation of this kind with this number from now on, counted from 1, fails, and `times` - 1
// of the same kind after it.
void fault_disk_fail(
    int disk, enum fault_operation operation, enum fault_effect effect, int64_t nth, int64_t times);

// No more operations fail.
void fault_disk_stop_failing(int disk);

// How many operations failed as asked since `fault_disk_fail`.
int64_t fault_disk_failures(int disk);

// After a cut, when no file is open any more: puts in place what survived, and power is back.
// Returns 0; -1 while files are open; -2 when the files can not be written.
int fault_disk_restore(int disk);

// After a cut, when no file is open any more: it was only the process that died, and what it wrote
// is still seen, though not on the disk for that. Returns 0, or -1 while files are open.
int fault_disk_revive(int disk);

// A process wrote all of a file again, as it was, and synced it, without this VFS.
void fault_disk_rewritten(int disk, const char *path);

// A process took a file away without this VFS, and did not wait for the disk to forget its name.
void fault_disk_removed(int disk, const char *path);

// Sectors that were written, not synced, and lost in all cuts so far.
int64_t fault_disk_lost_sectors(int disk);

#endif
