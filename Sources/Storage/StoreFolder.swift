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

    private func sync(_ folder: String) throws {
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
