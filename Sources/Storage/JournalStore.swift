// The store of sessions: opening, closing, and the two connections behind it.
//
// One connection writes and checkpoints; it belongs to the process that holds the lock. Another
// reads. Readers in other processes see the last committed state and never wait for the writer.

internal import Accounts
internal import GRDB
internal import Synchronization

/// Sessions, their rounds and their money, in a folder.
///
/// Any thread may call any method. Writing methods return when the disk has what they wrote; from
/// several threads they take turns. Use a `Committer` to write without waiting.
public final class JournalStore: Sendable {
    /// What a store is opened for.
    public enum Mode: Hashable, Sendable {
        /// Makes the store where there is none. One process at a time.
        case readWrite
        /// While another process writes, too. Never creates or changes anything.
        case readOnly
    }

    /// The folder of the store, as an absolute path.
    public let directory: String
    /// What it was opened for.
    public let mode: Mode

    let folder: StoreFolder
    let settings: StoreSettings
    let reader: DatabaseQueue
    /// `nil` when the store was opened for reading only.
    let writer: DatabaseQueue?
    /// Where bodies are that have left the main file.
    let shelf: SegmentShelf
    private let lock: StoreLock?
    private let progress = Mutex(Progress())

    /// What the writer remembers between commits.
    private struct Progress {
        var isOpen = true
        /// After a failed read, write or sync nobody knows what the disk has: no more commits.
        var failure: StorageError?
        var log = LogGauge()
        var checkpoints = 0
        /// When it was last noted what is stored, and whether more was stored since.
        var markedAt: Int64?
        var isMarkDue = false
    }

    /// Opens the store in a folder, and in the mode `readWrite` makes it where there is none.
    ///
    /// `engine` is the version of this program; a newer one is named to an older one that refuses
    /// the store. Throws `storeInUse`, `storeNewer`, `storeMissing` (read-only mode), `readOnly`,
    /// `diskFull`, `notAStore`, `corrupt`, `notDurable` and `io`.
    public convenience init(
        directory: String, mode: Mode, engine: String = ""
    ) throws(StorageError) {
        try self.init(directory: directory, mode: mode, engine: engine, settings: StoreSettings())
    }

    /// Opens a store with other settings than its users get; for tests.
    package init(
        directory: String, mode: Mode, engine: String = "", settings: StoreSettings
    ) throws(StorageError) {
        let folder = StoreFolder(directory)
        switch mode {
        case .readWrite:
            try folder.create()
            let lock = try StoreLock(folder)
            let writer = try StoreOpening.writer(folder, engine: engine, settings)
            (self.lock, self.writer) = (lock, writer)
        case .readOnly:
            (lock, writer) = (nil, nil)
        }
        reader = try StoreOpening.reader(folder, settings)
        shelf = SegmentShelf(folder, settings)
        self.folder = folder
        self.settings = settings
        self.directory = folder.path
        self.mode = mode
        if mode == .readWrite { progress.withLock { $0.log.begin(behind: logBytes) } }
    }

    deinit {
        close()
    }

    /// Copies the log into the main file, closes the store and gives the lock back. Whatever is
    /// called afterwards throws `closed`. Closing twice is closing once.
    ///
    /// A store that is never closed is as good: the log is read when it is opened again.
    public func close() {
        let wasOpen = progress.withLock { state in
            defer { state.isOpen = false }
            return state.isOpen
        }
        guard wasOpen else { return }
        try? reader.close()
        shelf.forgetAll()
        // A reader in another process can hold back the log; then it stays and is read later.
        writer?.writeWithoutTransaction { database in
            guard progress.withLock({ $0.failure == nil }) else { return }
            if progress.withLock(\.isMarkDue) { try? mark(database) }
            _ = try? database.checkpoint(.truncate)
        }
        try? writer?.close()
        lock?.release()
    }

    /// How often the log was copied into the main file.
    public var checkpoints: Int { progress.withLock(\.checkpoints) }

    /// Runs a transaction on the writing connection; `logBytes` is about what it writes. An error
    /// rolls it back.
    func write<Result>(
        logBytes: Int, _ body: (Database) throws -> Result
    ) throws(StorageError) -> Result {
        guard let writer else { throw .closed(folder.path) }
        do {
            return try writer.writeWithoutTransaction { database in
                // Checked inside, where writers take turns: nothing follows a failure.
                try requireWorking()
                try StoreOpening.requireDurable(database, folder, settings)
                var result: Result?
                try database.inTransaction(.immediate) {
                    result = try body(database)
                    return .commit
                }
                checkpointIfDue(database, logBytes: logBytes)
                guard let result else { throw StorageError.closed(folder.path) }
                return result
            }
        } catch {
            let known = StorageError(error, path: folder.path)
            if known.code == .io || known.code == .notDurable {
                progress.withLock { $0.failure = $0.failure ?? known }
            }
            throw known
        }
    }

    /// Runs reads that see one committed state.
    func read<Result>(_ body: (Database) throws -> Result) throws(StorageError) -> Result {
        guard progress.withLock(\.isOpen) else { throw .closed(folder.path) }
        do {
            return try reader.read(body)
        } catch {
            throw StorageError(error, path: folder.path)
        }
    }

    /// Notes what is stored by now, if the last note is old enough; in a transaction that stores
    /// more.
    func markIfDue(_ database: Database) throws {
        let now = settings.now()
        let isDue = progress.withLock { state in
            state.isMarkDue = true
            guard let last = state.markedAt else { return true }
            return now < last || now - last >= SegmentLimits.markMilliseconds
        }
        if isDue { try mark(database) }
    }

    private func mark(_ database: Database) throws {
        let now = settings.now()
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO mark(at, chunk, pair_chunk) SELECT ?,
                    coalesce((SELECT max(id) FROM chunk), 0),
                    coalesce((SELECT max(id) FROM pair_chunk), 0)
                """)
        try statement.execute(arguments: [now])
        progress.withLock { state in
            state.markedAt = now
            state.isMarkDue = false
        }
    }

    private func requireWorking() throws(StorageError) {
        let state = progress.withLock { $0 }
        guard state.isOpen else { throw .closed(folder.path) }
        if let failure = state.failure { throw failure }
    }

    /// Copies the log into the main file when there is much of it. Readers are not disturbed and
    /// may hold part of it back; that part is copied the next time.
    private func checkpointIfDue(_ database: Database, logBytes: Int) {
        let most = settings.logBytesPerCheckpoint
        let due = progress.withLock { $0.log.isDue(after: Int64(logBytes), most: most) }
        guard due else { return }
        do {
            let log = try database.checkpoint(.passive)
            progress.withLock { state in
                let bytes = Int64(log.walFrameCount) * Int64(Schema.pageBytes)
                if state.log.copied(bytes, most: most) { state.checkpoints += 1 }
            }
        } catch {
            let known = StorageError(error, path: folder.path)
            guard known.code != .storeInUse else { return }
            guard known.code != .diskFull else {
                // The main file could not grow. The log has everything, and keeps it: the copy is
                // made again later.
                progress.withLock { $0.log.goesOn(most: most) }
                return
            }
            // The commit itself is on the disk; but nothing may follow a failed sync.
            progress.withLock { $0.failure = $0.failure ?? known }
        }
    }
}
