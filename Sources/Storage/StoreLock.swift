// One writing process a store.

private import Foundation

/// The lock of a store, held while this lives. The system lets go of it when the process ends,
/// however it ends, so a lock is never left behind; the file stays.
///
/// It is a `flock`, which belongs to the open file: a second handle in the same process is refused
/// too, unlike with the locks of `fcntl`.
final class StoreLock: Sendable {
    private let handle: FileHandle

    /// Takes the lock. Throws `storeInUse`, which names the process that has it.
    init(_ folder: StoreFolder) throws(StorageError) {
        let path = folder.lock
        do {
            // Made only where it is missing: another process's id must not be wiped out.
            try? Data().write(
                to: URL(fileURLWithPath: path), options: .withoutOverwriting)
            handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        } catch {
            throw fileError(error, path: path)
        }
        // A child process must not keep the store locked after its parent is gone.
        _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw inUse(folder)
        }
        do {
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data("\(getpid())\n".utf8))
        } catch {
            throw fileError(error, path: path)
        }
    }

    /// The process that wrote its id into the lock and is still there; `nil` when there is none.
    /// The lock itself is not tried, because that would refuse it to a process that begins just now.
    static func holder(of folder: StoreFolder) -> Int? {
        let text = FileManager.default.contents(atPath: folder.lock).map {
            String(decoding: $0, as: UTF8.self)
        }
        let number = text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        guard let number, number > 0, kill(number, 0) == 0 || errno == EPERM else { return nil }
        return Int(number)
    }

    /// Gives the lock back.
    func release() {
        try? handle.truncate(atOffset: 0)
        // Closing alone leaves the lock to a child process that is being started just now.
        _ = flock(handle.fileDescriptor, LOCK_UN)
        try? handle.close()
    }

    private func inUse(_ folder: StoreFolder) -> StorageError {
        let text = (try? handle.readToEnd()).flatMap { $0 }.map {
            String(decoding: $0, as: UTF8.self)
        }
        let process = text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        let who: String
        switch process {
        case Int(getpid()): who = "this process (\(getpid()))"
        case .some(let id): who = "process \(id)"
        case nil: who = "another process"
        }
        return StorageError(
            .storeInUse, path: folder.path,
            "The store \(folder.path) is being written by \(who): wait until it has ended, or stop "
                + "it, or choose another folder with --store. Sessions can be listed and replayed "
                + "meanwhile.")
    }
}
