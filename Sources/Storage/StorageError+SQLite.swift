// What SQLite and the file system say, as errors of this module.

private import Accounts
private import Encoding
private import Foundation
internal import GRDB

extension StorageError {
    /// The error of this module for any error that came out of work on a database.
    init(_ error: any Error, path: String) {
        switch error {
        case let known as StorageError: self = known
        case let sqlite as DatabaseError: self.init(sqlite: sqlite, path: path)
        case let money as AccountsError:
            self.init(
                .balanceMismatch, path: path,
                "Money does not add up, and nothing was written: \(money.description)")
        case let bytes as EncodingError: self = .corrupt(path, bytes.description)
        default: self = .io(path, "\(error)")
        }
    }

    private init(sqlite error: DatabaseError, path: String) {
        let said = error.message ?? "code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL: self = .diskFull(path, said)
        // The index of the log could not grow: the disk is full.
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
            self = .diskFull(path, said)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly(path, said)
        case .SQLITE_CANTOPEN: self = .cannotOpen(path, said)
        case .SQLITE_NOTADB: self = .notAStore(path, said)
        case .SQLITE_CORRUPT: self = .corrupt(path, said)
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
            self = .corrupt(path, "a row was refused by the store's own rules: \(said)")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .storeInUse, path: path,
                "The store \(path) is locked by another program (\(said)): close what has the file "
                    + "open, such as a database browser, and run this again.")
        case .SQLITE_NOMEM:
            self.init(
                .io, path: path,
                "There was no memory to read or write the store \(path) (\(said)). What was "
                    + "acknowledged before is safe; let this machine have more, then run this "
                    + "again.")
        default: self = .io(path, said)
        }
    }

    static func io(_ path: String, _ said: String) -> StorageError {
        StorageError(
            .io, path: path,
            "The store \(path) could not be read or written (\(said)). What was acknowledged "
                + "before is safe; look at the disk and the system's log, then run this again.")
    }

    static func diskFull(_ path: String, _ said: String) -> StorageError {
        StorageError(
            .diskFull, path: path,
            "The disk of the store \(path) is full (\(said)). Nothing that was acknowledged is "
                + "lost: free some space, then continue with --resume and the id of the session or "
                + "comparison, or with the same `stratagem up`.")
    }

    static func readOnly(_ path: String, _ said: String) -> StorageError {
        StorageError(
            .readOnly, path: path,
            "The store \(path) may not be written (\(said)): give yourself write permission to "
                + "the folder and its files, or choose another folder with --store.")
    }

    static func notAStore(_ path: String, _ said: String) -> StorageError {
        StorageError(
            .notAStore, path: path,
            "The file \(path) is not a store of this program (\(said)), and was left as it is: "
                + "move it away, or choose another folder with --store.")
    }

    static func corrupt(_ path: String, _ said: String) -> StorageError {
        StorageError(
            .corrupt, path: path,
            "The store \(path) is damaged (\(said)): make a copy of its folder, then restore it "
                + "from a backup or begin a new store in another folder.")
    }

    static func storeMissing(_ path: String) -> StorageError {
        StorageError(
            .storeMissing, path: path,
            "There is no store at \(path): run a session first, or name the folder of a store with "
                + "--store.")
    }

    static func closed(_ path: String) -> StorageError {
        StorageError(
            .closed, path: path,
            "The store \(path) was closed or was opened for reading only: open it for writing.")
    }

    /// A file that could not be opened is a matter of permission more often than not. One that is
    /// not there could not be made: readers look for it before they open it.
    private static func cannotOpen(_ path: String, _ said: String) -> StorageError {
        let files = FileManager.default
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let isReadable = !files.fileExists(atPath: path) || files.isReadableFile(atPath: path)
        return isReadable && files.isWritableFile(atPath: folder)
            ? .io(path, said) : .readOnly(path, said)
    }
}
