// The model of a disk: contents with changes that are not synced, and names likewise.

#define _DEFAULT_SOURCE

#include "disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512, SHARED_NOISE = 32 * 1024 };

// SplitMix64 (Steele, Lea, Flood 2014), constants from prng.di.unimi.it/splitmix64.c.
uint64_t disk_random(struct disk *disk, uint64_t below) {
    disk->random += 0x9E3779B97F4A7C15u;
    uint64_t mixed = disk->random;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return (mixed ^ (mixed >> 31)) % below;
}

enum verdict disk_verdict(struct disk *disk, enum fault_operation operation, bool is_event) {
    if (disk->is_cut) return VERDICT_DEAD;
    if (is_event) {
        disk->events += 1;
        if (disk->events == disk->cut_at) {
            disk->is_cut = true;
            return VERDICT_LAST;
        }
    }
    if (operation != disk->failing || disk->fail_from == 0) return VERDICT_PASS;
    disk->seen += 1;
    if (disk->seen < disk->fail_from || disk->seen > disk->fail_through) return VERDICT_PASS;
    disk->failures += 1;
    return VERDICT_FAIL;
}

// Memory of a test: without it there is nothing to go on with.
static void *need(void *memory) {
    if (memory == NULL) abort();
    return memory;
}

struct content *content_make(void) {
    struct content *content = need(calloc(1, sizeof *content));
    return content;
}

void content_release(struct content *content) {
    if (content == NULL || --content->users > 0) return;
    while (content->first != NULL) {
        struct change *next = content->first->next;
        free(content->first);
        content->first = next;
    }
    free(content->bytes);
    free(content);
}

static void append(
    struct content *content, const void *bytes, int64_t length, int64_t offset) {
    size_t count = length > 0 ? (size_t)length : 0;
    struct change *change = need(malloc(sizeof *change + count));
    *change = (struct change){.offset = offset, .length = length};
    if (count > 0) memcpy(change->bytes, bytes, count);
    if (content->last != NULL) content->last->next = change;
    else content->first = change;
    content->last = change;
}

void content_write(struct content *content, const void *bytes, int64_t length, int64_t offset) {
    append(content, bytes, length, offset);
    if (offset + length > content->visible_size) content->visible_size = offset + length;
}

void content_truncate(struct content *content, int64_t size) {
    append(content, NULL, -1, size);
    content->visible_size = size;
}

static void resize(struct content *content, int64_t size) {
    content->bytes = need(realloc(content->bytes, (size_t)size + 1));
    if (size > content->size) {
        memset(content->bytes + content->size, 0, (size_t)(size - content->size));
    }
    content->size = size;
}

static void put(struct content *content, const unsigned char *bytes, int64_t from, int64_t to) {
    if (to > content->size) resize(content, to);
    memcpy(content->bytes + from, bytes, (size_t)(to - from));
}

static struct change *take_changes(struct content *content) {
    struct change *first = content->first;
    content->first = content->last = NULL;
    return first;
}

void content_settle(struct content *content) {
    for (struct change *change = take_changes(content); change != NULL;) {
        if (change->length < 0) resize(content, change->offset);
        else put(content, change->bytes, change->offset, change->offset + change->length);
        struct change *next = change->next;
        free(change);
        change = next;
    }
}

// How changes that were not synced came through; each is what some disk has done.
enum survival {
    KEEPS_ALL,
    KEEPS_NONE,
    KEEPS_SECTORS,
    KEEPS_CHANGES,
    KEEPS_FIRST,
    KEEPS_LAST,
    SURVIVALS,
};

static bool survives(
    struct disk *disk, enum survival how, uint64_t percent, bool is_early, bool whole) {
    switch (how) {
    case KEEPS_ALL: return true;
    case KEEPS_NONE: return false;
    case KEEPS_FIRST: return is_early;
    case KEEPS_LAST: return !is_early;
    case KEEPS_CHANGES: return whole;
    default: return disk_random(disk, 100) < percent;
    }
}

void content_settle_partly(struct disk *disk, struct content *content) {
    enum survival how = (enum survival)disk_random(disk, SURVIVALS);
    const uint64_t shares[] = {3, 50, 97};
    uint64_t percent = shares[disk_random(disk, 3)];
    uint64_t count = 1;
    for (struct change *change = content->first; change != NULL; change = change->next) count++;
    uint64_t early = disk_random(disk, count);
    uint64_t at = 0;
    for (struct change *change = take_changes(content); change != NULL; at++) {
        bool whole = disk_random(disk, 100) < percent;
        if (change->length < 0) {
            if (survives(disk, how, percent, at < early, whole)) resize(content, change->offset);
        }
        int64_t end = change->offset + change->length;
        for (int64_t from = change->offset; from < end;) {
            int64_t to = (from / SECTOR + 1) * SECTOR;
            if (to > end) to = end;
            // The change at the border is torn.
            bool is_early = at < early || (at == early && disk_random(disk, 2) == 0);
            if (survives(disk, how, percent, is_early, whole)) {
                put(content, change->bytes + (from - change->offset), from, to);
            } else {
                disk->lost_sectors += 1;
            }
            from = to;
        }
        struct change *next = change->next;
        free(change);
        change = next;
    }
}

// The size can be on the disk without the bytes, which then are zeros or whatever was there.
static void grow(struct disk *disk, struct content *content) {
    int64_t old = content->size;
    if (old >= content->visible_size || disk_random(disk, 4) != 0) return;
    resize(content, content->visible_size);
    if (disk_random(disk, 2) == 0) return;
    for (int64_t at = old; at < content->size; at++) {
        content->bytes[at] = (unsigned char)disk_random(disk, 256);
    }
}

struct content *name_visible(const struct name *name) {
    return name->versions[name->count - 1];
}

void name_push(struct name *name, struct content *content) {
    size_t bytes = sizeof(struct content *) * (size_t)(name->count + 1);
    name->versions = need(realloc(name->versions, bytes));
    name->versions[name->count++] = content;
    if (content != NULL) content->users += 1;
}

static void name_keep(struct name *name, int version) {
    struct content *kept = name->versions[version];
    for (int at = 0; at < name->count; at++) {
        if (at != version) content_release(name->versions[at]);
    }
    name->versions[0] = kept;
    name->count = 1;
}

void disk_settle_names(struct disk *disk) {
    for (int at = 0; at < disk->name_count; at++) {
        name_keep(&disk->names[at], disk->names[at].count - 1);
    }
}

static struct content *load(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    struct content *content = content_make();
    unsigned char part[4096];
    for (size_t got = 0; (got = fread(part, 1, sizeof part, file)) > 0;) {
        put(content, part, content->size, content->size + (int64_t)got);
    }
    content->visible_size = content->size;
    fclose(file);
    return content;
}

struct name *disk_name(struct disk *disk, const char *path) {
    for (int at = 0; at < disk->name_count; at++) {
        if (strcmp(disk->names[at].path, path) == 0) return &disk->names[at];
    }
    size_t bytes = sizeof(struct name) * (size_t)(disk->name_count + 1);
    disk->names = need(realloc(disk->names, bytes));
    struct name *name = &disk->names[disk->name_count++];
    *name = (struct name){.path = need(strdup(path))};
    name_push(name, load(path));
    return name;
}

static int save(const char *path, const unsigned char *bytes, size_t count) {
    FILE *file = fopen(path, "wb");
    if (file == NULL) return -2;
    size_t written = count > 0 ? fwrite(bytes, 1, count, file) : 0;
    return fclose(file) == 0 && written == count ? 0 : -2;
}

// Whatever is in shared memory after a cut, a process that comes later must not believe it.
static int restore_shared(struct disk *disk, const char *database) {
    char path[1024];
    if (snprintf(path, sizeof path, "%s-shm", database) >= (int)sizeof path) return -2;
    unlink(path);
    if (disk_random(disk, 2) == 0) return 0;
    unsigned char *noise = need(malloc(SHARED_NOISE));
    for (int at = 0; at < SHARED_NOISE; at++) {
        noise[at] = (unsigned char)disk_random(disk, 256);
    }
    int code = save(path, noise, SHARED_NOISE);
    free(noise);
    return code;
}

int disk_restore(struct disk *disk) {
    if (disk->open_files > 0) return -1;
    int code = 0;
    for (int at = 0; at < disk->name_count && code == 0; at++) {
        struct name *name = &disk->names[at];
        name_keep(name, (int)disk_random(disk, (uint64_t)name->count));
        unlink(name->path);
        struct content *content = name->versions[0];
        if (content != NULL) {
            content_settle_partly(disk, content);
            grow(disk, content);
            content->visible_size = content->size;
            code = save(name->path, content->bytes, (size_t)content->size);
        }
        bool is_database = strstr(name->path, "-wal") == NULL
            && strstr(name->path, "-journal") == NULL;
        if (code == 0 && is_database) code = restore_shared(disk, name->path);
    }
    disk_begin(disk);
    return code;
}

void disk_begin(struct disk *disk) {
    disk->is_cut = false;
    disk->events = 0;
    disk->cut_at = 0;
    disk->fail_from = 0;
}

void disk_rewritten(struct disk *disk, const char *path) {
    struct content *content = name_visible(disk_name(disk, path));
    struct content *seen = load(path);
    if (content == NULL || seen == NULL) abort();
    content_settle(content);
    resize(content, 0);
    if (seen->size > 0) put(content, seen->bytes, 0, seen->size);
    seen->users = 1;
    content_release(seen);
}

void disk_clear(struct disk *disk) {
    for (int at = 0; at < disk->name_count; at++) {
        struct name *name = &disk->names[at];
        for (int version = 0; version < name->count; version++) {
            content_release(name->versions[version]);
        }
        free(name->versions);
        free(name->path);
    }
    free(disk->names);
    disk->names = NULL;
    disk->name_count = 0;
}
