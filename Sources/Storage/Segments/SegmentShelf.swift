// Finding a body, wherever it is.

internal import GRDB
internal import Synchronization

/// Where the rounds of a chunk are.
enum StoredBody: Hashable, Sendable {
    case bytes([UInt8])
    /// Given up: figures and digests are what is left.
    case retired
}

/// The segments of a store, with some of their files open. Any thread.
final class SegmentShelf: Sendable {
    private let folder: StoreFolder
    private let settings: StoreSettings
    /// The last one used at the end.
    private let open = Mutex<[(number: Int64, file: SegmentFile)]>([])

    init(_ folder: StoreFolder, _ settings: StoreSettings) {
        self.folder = folder
        self.settings = settings
    }

    /// The body of a row of `chunk` or `pair_chunk`, all columns of which were asked for.
    ///
    /// Throws `segmentMissing` and `segmentDamaged`.
    func body(of row: Row, _ table: CodedRow, _ database: Database) throws -> StoredBody {
        guard row.hasColumn("segment"), let number = try row.int64OrNull("segment") else {
            return .bytes(try row.bytes("body"))
        }
        guard try !isRetired(number, database) else { return .retired }
        do throws(StorageError) {
            return .bytes(try file(number).body(table, try id(row)))
        } catch {
            // It may have been retired since this transaction began to read.
            guard error.code == .segmentMissing, isRetiredNow(number) else { throw error }
            return .retired
        }
    }

    /// A segment's file. Throws `segmentMissing` and `segmentDamaged`.
    func file(_ number: Int64) throws(StorageError) -> SegmentFile {
        let known: SegmentFile? = open.withLock { files in
            guard let at = files.firstIndex(where: { $0.number == number }) else { return nil }
            let found = files.remove(at: at)
            files.append(found)
            return found.file
        }
        if let known { return known }
        let file = try SegmentFile(number, folder, settings)
        open.withLock { files in
            files.append((number, file))
            if files.count > SegmentLimits.filesOpenMax { files.removeFirst() }
        }
        return file
    }

    /// Bytes and SHA-256 of a segment's file, as it is now. Throws `segmentMissing` and `io`.
    func measure(_ number: Int64) throws(StorageError) -> (bytes: Int64, digest: String) {
        try SegmentFile.measure(folder.segment(number))
    }

    /// Closes a segment's file, when nobody reads it any more.
    func forget(_ number: Int64) {
        open.withLock { $0.removeAll { $0.number == number } }
    }

    func forgetAll() {
        open.withLock { $0.removeAll() }
    }

    /// Whether a segment was retired meanwhile, as another connection sees it.
    func isRetiredNow(_ number: Int64) -> Bool {
        guard let reader = try? StoreOpening.reader(folder, settings) else { return false }
        defer { try? reader.close() }
        return (try? reader.read { try isRetired(number, $0) }) ?? false
    }

    private func isRetired(_ number: Int64, _ database: Database) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: "SELECT state = 'retired' FROM segment WHERE number = ?")
        return try Bool.fetchOne(statement, arguments: [number]) ?? false
    }

    private func id(_ row: Row) throws(StorageError) -> Int64 {
        do {
            return try row.int64("id")
        } catch {
            throw StorageError(error, path: folder.database)
        }
    }
}
