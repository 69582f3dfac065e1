// The model of a disk behind the VFS: what is on it for certain, and what may be. Its rules are in
// CFaultDisk.h. The caller holds `lock` throughout.

#ifndef FAULT_DISK_MODEL_H
#define FAULT_DISK_MODEL_H

#include "CFaultDisk.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stddef.h>

// A write or truncation that no sync has followed.
struct change {
    struct change *next;
    int64_t offset;
    // Bytes of a write; -1 for a file cut short at `offset`.
    int64_t length;
    unsigned char bytes[];
};

// A file, whatever its name.
struct content {
    // What is on the disk for certain.
    unsigned char *bytes;
    int64_t size;
    struct change *first;
    struct change *last;
    // What a running process sees as its size.
    int64_t visible_size;
    // How many names and open files there are for it.
    int users;
};

// A name: `versions[0]` is on the disk, the last one is what a running process sees, and a cut
// leaves any. NULL is no file.
struct name {
    char *path;
    struct content **versions;
    int count;
};

struct disk {
    pthread_mutex_t lock;
    sqlite3_vfs vfs;
    char vfs_name[24];
    uint64_t random;
    struct name *names;
    int name_count;
    int open_files;
    bool is_cut;
    int64_t events;
    int64_t cut_at;
    enum fault_operation failing;
    enum fault_effect effect;
    int64_t fail_from;
    int64_t fail_through;
    int64_t seen;
    int64_t failures;
    int64_t lost_sectors;
};

// What is to become of an operation.
enum verdict {
    VERDICT_PASS,
    // It is the last one: it may or may not reach the disk, and no one hears of it.
    VERDICT_LAST,
    VERDICT_DEAD,
    VERDICT_FAIL,
};

enum verdict disk_verdict(struct disk *disk, enum fault_operation operation, bool is_event);
uint64_t disk_random(struct disk *disk, uint64_t below);

void content_write(struct content *content, const void *bytes, int64_t length, int64_t offset);
void content_truncate(struct content *content, int64_t size);
// The disk has all of it.
void content_settle(struct content *content);
// The disk has any sectors of it, and never gets the others.
void content_settle_partly(struct disk *disk, struct content *content);
void content_release(struct content *content);

// The name of a path, made and read from the file system when it is not known yet.
struct name *disk_name(struct disk *disk, const char *path);
void name_push(struct name *name, struct content *content);
struct content *name_visible(const struct name *name);
struct content *content_make(void);
void disk_settle_names(struct disk *disk);
int disk_restore(struct disk *disk);
// Power is back; nothing is to fail.
void disk_begin(struct disk *disk);
// The disk has the file as it is seen.
void disk_rewritten(struct disk *disk, const char *path);
void disk_clear(struct disk *disk);

// Makes the disk's VFS known to SQLite.
void disk_make_vfs(struct disk *disk, int number);

#endif
