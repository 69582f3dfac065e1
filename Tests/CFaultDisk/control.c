// What tests call: disks by number, and the accidents that are to happen to them.

#define _DEFAULT_SOURCE

#include "disk.h"

#include <stdlib.h>

enum { DISKS_MAX = 64 };

static pthread_mutex_t disks_lock = PTHREAD_MUTEX_INITIALIZER;
static struct disk *disks[DISKS_MAX];

static struct disk *locked(int number) {
    pthread_mutex_lock(&disks_lock);
    struct disk *disk = number >= 0 && number < DISKS_MAX ? disks[number] : NULL;
    pthread_mutex_unlock(&disks_lock);
    if (disk == NULL) abort();
    pthread_mutex_lock(&disk->lock);
    return disk;
}

int fault_disk_make(uint64_t seed) {
    sqlite3_initialize();
    pthread_mutex_lock(&disks_lock);
    int number = 0;
    while (number < DISKS_MAX && disks[number] != NULL) number++;
    struct disk *disk = number < DISKS_MAX ? calloc(1, sizeof *disk) : NULL;
    if (disk != NULL) {
        pthread_mutex_init(&disk->lock, NULL);
        disk->random = seed;
        disk_make_vfs(disk, number);
        disks[number] = disk;
    }
    pthread_mutex_unlock(&disks_lock);
    return disk != NULL ? number : -1;
}

void fault_disk_free(int number) {
    struct disk *disk = locked(number);
    sqlite3_vfs_unregister(&disk->vfs);
    disk_clear(disk);
    pthread_mutex_unlock(&disk->lock);
    pthread_mutex_lock(&disks_lock);
    disks[number] = NULL;
    pthread_mutex_unlock(&disks_lock);
    pthread_mutex_destroy(&disk->lock);
    free(disk);
}

void fault_disk_cut_at(int number, int64_t event) {
    struct disk *disk = locked(number);
    disk->cut_at = event;
    pthread_mutex_unlock(&disk->lock);
}

void fault_disk_cut(int number) {
    struct disk *disk = locked(number);
    disk->is_cut = true;
    pthread_mutex_unlock(&disk->lock);
}

bool fault_disk_is_cut(int number) {
    struct disk *disk = locked(number);
    bool is_cut = disk->is_cut;
    pthread_mutex_unlock(&disk->lock);
    return is_cut;
}

int64_t fault_disk_events(int number) {
    struct disk *disk = locked(number);
    int64_t events = disk->events;
    pthread_mutex_unlock(&disk->lock);
    return events;
}

void fault_disk_fail(
    int number, enum fault_operation operation, enum fault_effect effect, int64_t nth,
    int64_t times) {
    struct disk *disk = locked(number);
    disk->failing = operation;
    disk->effect = effect;
    disk->fail_from = nth;
    disk->fail_through = times > INT64_MAX - nth ? INT64_MAX : nth + times - 1;
    disk->seen = 0;
    disk->failures = 0;
    pthread_mutex_unlock(&disk->lock);
}

void fault_disk_stop_failing(int number) {
    struct disk *disk = locked(number);
    disk->fail_from = 0;
    pthread_mutex_unlock(&disk->lock);
}

int64_t fault_disk_failures(int number) {
    struct disk *disk = locked(number);
    int64_t failures = disk->failures;
    pthread_mutex_unlock(&disk->lock);
    return failures;
}

int fault_disk_restore(int number) {
    struct disk *disk = locked(number);
    int code = disk_restore(disk);
    pthread_mutex_unlock(&disk->lock);
    return code;
}

int fault_disk_revive(int number) {
    struct disk *disk = locked(number);
    int code = disk->open_files > 0 ? -1 : 0;
    if (code == 0) disk_begin(disk);
    pthread_mutex_unlock(&disk->lock);
    return code;
}

void fault_disk_rewritten(int number, const char *path) {
    struct disk *disk = locked(number);
    disk_rewritten(disk, path);
    pthread_mutex_unlock(&disk->lock);
}

void fault_disk_removed(int number, const char *path) {
    struct disk *disk = locked(number);
    name_push(disk_name(disk, path), NULL);
    pthread_mutex_unlock(&disk->lock);
}

int64_t fault_disk_lost_sectors(int number) {
    struct disk *disk = locked(number);
    int64_t lost = disk->lost_sectors;
    pthread_mutex_unlock(&disk->lock);
    return lost;
}
