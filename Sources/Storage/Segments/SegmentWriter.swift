// Writing a segment's file, a few bodies at a time.

private import Foundation
internal import GRDB

/// A segment's file while it is made. One thread.
struct SegmentWriter {
    /// A body and where it belongs.
    struct Item {
        var table: CodedRow
        var id: Int64
        var owner: String
        var first: Int64
        var count: Int64
        /// Rounds; of a chunk of pairs those of both arms.
        var rounds: Int64
        var body: [UInt8]
    }

    private let queue: DatabaseQueue
    private let path: String

    /// Makes the file, which must not be there.
    init(_ number: Int64, _ folder: StoreFolder, _ settings: StoreSettings) throws(StorageError) {
        path = folder.segment(number)
        var configuration = Configuration()
        configuration.journalMode = .default
        configuration.label = "stratagem.segment-writer"
        do {
            queue = try DatabaseQueue(
                path: SegmentFile.address(path, settings, "mode=rwc"),
                configuration: configuration)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA page_size = \(Schema.pageBytes)")
                _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
                try database.execute(sql: "PRAGMA synchronous = \(settings.segmentSynchronous)")
                try database.inTransaction {
                    try database.execute(
                        sql: "PRAGMA application_id = \(SegmentFile.applicationID)")
                    try database.execute(sql: "PRAGMA user_version = \(SegmentFile.version)")
                    for table in [CodedRow.chunk, .pairChunk] {
                        try database.execute(
                            sql: """
                                CREATE TABLE \(table.table)(
                                    id INTEGER PRIMARY KEY, owner TEXT NOT NULL,
                                    first INTEGER NOT NULL, count INTEGER NOT NULL,
                                    code INTEGER NOT NULL, body BLOB NOT NULL
                                ) STRICT
                                """)
                    }
                    return .commit
                }
            }
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// Adds some bodies, in one transaction. A large one would leave much to sync at its end, for
    /// which commits to the main file would have to wait at the disk.
    func append(_ items: [Item]) throws(StorageError) {
        do {
            try queue.writeWithoutTransaction { database in
                try database.inTransaction {
                    for item in items {
                        let insert = try database.cachedStatement(
                            sql: """
                                INSERT INTO \(item.table.table)(id, owner, first, count, code, body)
                                VALUES (?, ?, ?, ?, ?, ?)
                                """)
                        try insert.execute(arguments: [
                            item.id, item.owner, item.first, item.count,
                            SegmentFile.code(of: item.body), item.body.data,
                        ])
                    }
                    return .commit
                }
            }
        } catch {
            throw StorageError(error, path: path)
        }
    }

    func close() throws(StorageError) {
        do {
            try queue.close()
        } catch {
            throw StorageError(error, path: path)
        }
    }
}
