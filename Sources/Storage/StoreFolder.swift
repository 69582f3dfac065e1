// The folder of a store, made so that a power cut right after leaves it there.

private import Foundation

/// The folder of a store and the paths in it.
struct StoreFolder: Hashable, Sendable {
    let path: String

    var database: String { path + "/journal.db" }
    var log: String { path + "/journal.db-wal" }
    var lock: String { path + "/journal.lock" }

    init(_ path: String) {
        let standard = URL(fileURLWithPath: path).standardizedFileURL.path
        self.path = standard == "/" ? "" : standard
    }

    /// Makes the folder and those above it, and has their names written to the disk.
    ///
    /// SQLite does the same for the files inside when it first syncs its log.
    func create() throws(StorageError) {
        var missing: [String] = []
        var at = URL(fileURLWithPath: path)
        while at.path != "/", !FileManager.default.fileExists(atPath: at.path) {
            missing.append(at.path)
            at.deleteLastPathComponent()
        }
        // Only a folder has an entry "." in it.
        guard !missing.isEmpty || FileManager.default.fileExists(atPath: path + "/.") else {
            throw .notAStore(path, "it is a file where the store's folder should be")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
            for folder in missing {
                try sync(URL(fileURLWithPath: folder).deletingLastPathComponent().path)
            }
        } catch {
            throw fileError(error, path: path)
        }
    }

    /// Writes a log that was left behind once more, as it is read, and waits for the disk. Returns
    /// whether there was one. The lock must be held.
    ///
    /// After a sync that failed, Linux goes on to show what was written, never tries to write it
    /// again, and calls the next sync a success (Rebello et al., Can applications recover from
    /// fsync failures?, USENIX ATC 2020). A process that finds such a log takes it for whole and
    /// appends to it; after a power cut it would end at the hole, before what was acknowledged.
    func rewriteLog() throws(StorageError) -> Bool {
        guard let handle = FileHandle(forUpdatingAtPath: log) else { return false }
        defer { try? handle.close() }
        do {
            var offset: UInt64 = 0
            while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                try handle.seek(toOffset: offset)
                try handle.write(contentsOf: part)
                offset += UInt64(part.count)
            }
            guard offset > 0 else { return false }
            try handle.synchronize()
            return true
        } catch {
            throw fileError(error, path: log)
        }
    }

    /// Waits until the names in a folder are on the disk.
    func sync(_ folder: String) throws {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder))
        defer { try? handle.close() }
        // Not every file system lets a folder be synced; nothing more can be done there.
        _ = fsync(handle.fileDescriptor)
    }
}

/// The error of this module for one of Foundation's about files.
func fileError(_ error: any Error, path: String) -> StorageError {
    let cocoa = error as? CocoaError
    let underlying = cocoa?.underlying as? POSIXError
    let said = (underlying ?? error).localizedDescription
    switch cocoa?.code {
    case .fileWriteNoPermission, .fileReadNoPermission, .fileWriteVolumeReadOnly:
        return .readOnly(path, said)
    case .fileWriteOutOfSpace: return .diskFull(path, said)
    case .fileWriteFileExists:
        return .notAStore(path, "a file is where a folder should be")
    default: break
    }
    switch underlying?.code {
    case .EACCES, .EPERM, .EROFS: return .readOnly(path, said)
    case .ENOSPC, .EDQUOT: return .diskFull(path, said)
    case .ENOTDIR: return .notAStore(path, "a file is where a folder should be")
    default: return .io(path, said)
    }
}
