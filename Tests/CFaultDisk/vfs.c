// The VFS: every call asks the model what is to become of it, then goes on to SQLite's own.

#define _DEFAULT_SOURCE

#include "disk.h"

#include <stdio.h>

// An open file; SQLite's own follows it in memory.
struct file {
    sqlite3_file base;
    struct disk *disk;
    // NULL for a temporary file, which no one looks for after a cut.
    struct content *content;
    bool syncs_folder;
    sqlite3_file *real;
};

static sqlite3_vfs *real_vfs(void) {
    return sqlite3_vfs_find("unix");
}

static int fail_code(enum fault_effect effect, int code) {
    return effect == FAULT_FULL ? SQLITE_FULL : code;
}

static int file_close(sqlite3_file *base) {
    struct file *file = (struct file *)base;
    int code = file->real->pMethods != NULL ? file->real->pMethods->xClose(file->real) : SQLITE_OK;
    pthread_mutex_lock(&file->disk->lock);
    content_release(file->content);
    file->disk->open_files -= 1;
    pthread_mutex_unlock(&file->disk->lock);
    return code;
}

static int file_read(sqlite3_file *base, void *bytes, int length, sqlite3_int64 offset) {
    struct file *file = (struct file *)base;
    pthread_mutex_lock(&file->disk->lock);
    enum verdict verdict = disk_verdict(file->disk, FAULT_READ, false);
    pthread_mutex_unlock(&file->disk->lock);
    if (verdict != VERDICT_PASS) return SQLITE_IOERR_READ;
    return file->real->pMethods->xRead(file->real, bytes, length, offset);
}

static int write_through(
    struct file *file, const void *bytes, int length, sqlite3_int64 offset) {
    int code = file->real->pMethods->xWrite(file->real, bytes, length, offset);
    if (code == SQLITE_OK && file->content != NULL) {
        content_write(file->content, bytes, length, offset);
    }
    return code;
}

static int file_write(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 offset) {
    struct file *file = (struct file *)base;
    struct disk *disk = file->disk;
    pthread_mutex_lock(&disk->lock);
    int code = SQLITE_IOERR_WRITE;
    switch (disk_verdict(disk, FAULT_WRITE, true)) {
    case VERDICT_PASS: code = write_through(file, bytes, length, offset); break;
    case VERDICT_LAST:
        if (file->content != NULL) content_write(file->content, bytes, length, offset);
        break;
    case VERDICT_DEAD: break;
    case VERDICT_FAIL:
        if (disk->effect != FAULT_ERROR) {
            int part = (int)disk_random(disk, (uint64_t)length + 1);
            if (part > 0) (void)write_through(file, bytes, part, offset);
        }
        code = fail_code(disk->effect, SQLITE_IOERR_WRITE);
    }
    pthread_mutex_unlock(&disk->lock);
    return code;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    struct file *file = (struct file *)base;
    struct disk *disk = file->disk;
    pthread_mutex_lock(&disk->lock);
    enum verdict verdict = disk_verdict(disk, FAULT_TRUNCATE, true);
    int code = SQLITE_IOERR_TRUNCATE;
    if (verdict == VERDICT_PASS) code = file->real->pMethods->xTruncate(file->real, size);
    if ((code == SQLITE_OK || verdict == VERDICT_LAST) && file->content != NULL) {
        content_truncate(file->content, size);
    }
    pthread_mutex_unlock(&disk->lock);
    return code;
}

static void settle(struct file *file) {
    if (file->content == NULL) return;
    content_settle(file->content);
    if (file->syncs_folder) disk_settle_names(file->disk);
    file->syncs_folder = false;
}

// Nothing is synced for real: the power only goes in the model.
static int file_sync(sqlite3_file *base, int flags) {
    (void)flags;
    struct file *file = (struct file *)base;
    struct disk *disk = file->disk;
    pthread_mutex_lock(&disk->lock);
    int code = SQLITE_IOERR_FSYNC;
    switch (disk_verdict(disk, FAULT_SYNC, true)) {
    case VERDICT_PASS:
        settle(file);
        code = SQLITE_OK;
        break;
    case VERDICT_LAST:
        if (disk_random(disk, 2) == 0) settle(file);
        break;
    case VERDICT_DEAD: break;
    case VERDICT_FAIL:
        if (file->content != NULL) content_settle_partly(disk, file->content);
    }
    pthread_mutex_unlock(&disk->lock);
    return code;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    struct file *file = (struct file *)base;
    return file->real->pMethods->xFileSize(file->real, size);
}

static int file_lock(sqlite3_file *base, int level) {
    struct file *file = (struct file *)base;
    return file->real->pMethods->xLock(file->real, level);
}

static int file_unlock(sqlite3_file *base, int level) {
    struct file *file = (struct file *)base;
    return file->real->pMethods->xUnlock(file->real, level);
}

static int file_check_lock(sqlite3_file *base, int *is_reserved) {
    struct file *file = (struct file *)base;
    return file->real->pMethods->xCheckReservedLock(file->real, is_reserved);
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    struct file *file = (struct file *)base;
    return file->real->pMethods->xFileControl(file->real, operation, argument);
}

static int file_sector_size(sqlite3_file *base) {
    struct file *file = (struct file *)base;
    return file->real->pMethods->xSectorSize(file->real);
}

// Only what the model keeps; a file system that promises more is not relied on.
static int file_characteristics(sqlite3_file *base) {
    struct file *file = (struct file *)base;
    return file->real->pMethods->xDeviceCharacteristics(file->real)
        & SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int file_shm_map(
    sqlite3_file *base, int page, int size, int extend, void volatile **memory) {
    struct file *file = (struct file *)base;
    struct disk *disk = file->disk;
    pthread_mutex_lock(&disk->lock);
    enum verdict verdict = disk_verdict(disk, FAULT_SHARE, false);
    enum fault_effect effect = disk->effect;
    pthread_mutex_unlock(&disk->lock);
    if (verdict != VERDICT_PASS) {
        *memory = NULL;
        return effect == FAULT_FULL ? SQLITE_IOERR_SHMSIZE : SQLITE_IOERR_SHMMAP;
    }
    return file->real->pMethods->xShmMap(file->real, page, size, extend, memory);
}

static int file_shm_lock(sqlite3_file *base, int offset, int count, int flags) {
    struct file *file = (struct file *)base;
    return file->real->pMethods->xShmLock(file->real, offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *base) {
    struct file *file = (struct file *)base;
    file->real->pMethods->xShmBarrier(file->real);
}

static int file_shm_unmap(sqlite3_file *base, int delete) {
    struct file *file = (struct file *)base;
    return file->real->pMethods->xShmUnmap(file->real, delete);
}

// Version 2: no file is mapped, so every write is seen.
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

enum {
    JOURNALS = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL,
    KEPT = JOURNALS | SQLITE_OPEN_MAIN_DB,
};

// Asks before a file is opened; making one is an event. Returns SQLite's code.
static int may_open(struct disk *disk, const char *path, int flags, bool *is_made) {
    bool is_kept = path != NULL && (flags & KEPT) != 0;
    *is_made = is_kept && (flags & SQLITE_OPEN_CREATE) != 0
        && name_visible(disk_name(disk, path)) == NULL;
    switch (disk_verdict(disk, FAULT_OPEN, *is_made)) {
    case VERDICT_PASS: return SQLITE_OK;
    case VERDICT_LAST:
        if (*is_made) name_push(disk_name(disk, path), content_make());
        return SQLITE_CANTOPEN;
    case VERDICT_DEAD: return SQLITE_CANTOPEN;
    case VERDICT_FAIL: break;
    }
    return fail_code(disk->effect, SQLITE_CANTOPEN);
}

static int vfs_open(
    sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *base, int flags, int *out_flags) {
    struct disk *disk = vfs->pAppData;
    struct file *file = (struct file *)base;
    *file = (struct file){.disk = disk, .real = (sqlite3_file *)(file + 1)};
    file->real->pMethods = NULL;
    pthread_mutex_lock(&disk->lock);
    bool is_made = false;
    int code = may_open(disk, path, flags, &is_made);
    if (code == SQLITE_OK) {
        code = real_vfs()->xOpen(real_vfs(), path, file->real, flags, out_flags);
    }
    if (code == SQLITE_OK) {
        file->base.pMethods = &methods;
        disk->open_files += 1;
        if (path != NULL && (flags & KEPT) != 0) {
            struct name *name = disk_name(disk, path);
            if (is_made) name_push(name, content_make());
            file->content = name_visible(name);
            if (file->content != NULL) file->content->users += 1;
            file->syncs_folder =
                (flags & SQLITE_OPEN_CREATE) != 0 && (flags & JOURNALS) != 0;
        }
    } else if (file->real->pMethods != NULL) {
        file->real->pMethods->xClose(file->real);
    }
    pthread_mutex_unlock(&disk->lock);
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
    struct disk *disk = vfs->pAppData;
    pthread_mutex_lock(&disk->lock);
    struct name *name = disk_name(disk, path);
    int code = SQLITE_IOERR_DELETE;
    switch (disk_verdict(disk, FAULT_DELETE, name_visible(name) != NULL)) {
    case VERDICT_PASS:
        code = real_vfs()->xDelete(real_vfs(), path, 0);
        if (code == SQLITE_OK && name_visible(name) != NULL) name_push(name, NULL);
        if (code == SQLITE_OK && syncs_folder) disk_settle_names(disk);
        break;
    case VERDICT_LAST: name_push(name, NULL); break;
    case VERDICT_DEAD:
    case VERDICT_FAIL: break;
    }
    pthread_mutex_unlock(&disk->lock);
    return code;
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
    struct disk *disk = vfs->pAppData;
    pthread_mutex_lock(&disk->lock);
    bool is_cut = disk->is_cut;
    pthread_mutex_unlock(&disk->lock);
    return is_cut ? SQLITE_IOERR_ACCESS : real_vfs()->xAccess(real_vfs(), path, flags, result);
}

void disk_make_vfs(struct disk *disk, int number) {
    snprintf(disk->vfs_name, sizeof disk->vfs_name, "fault-disk-%d", number);
    disk->vfs = *real_vfs();
    disk->vfs.zName = disk->vfs_name;
    disk->vfs.szOsFile = (int)sizeof(struct file) + real_vfs()->szOsFile;
    disk->vfs.pNext = NULL;
    disk->vfs.pAppData = disk;
    disk->vfs.xOpen = vfs_open;
    disk->vfs.xDelete = vfs_delete;
    disk->vfs.xAccess = vfs_access;
    sqlite3_vfs_register(&disk->vfs, 0);
}
