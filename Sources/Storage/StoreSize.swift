// How many bytes the journal takes, and for what.

private import Foundation
internal import GRDB

/// The bytes of a store, or of one session in it.
public struct StoreSize: Hashable, Sendable {
    /// Rounds and chunks that are stored, those of comparisons included.
    public var rounds: Int64
    public var chunks: Int64
    /// Deflated columns of rounds in the main file.
    public var bodyBytes: Int64
    /// Data of checkpoints.
    public var checkpointBytes: Int64
    /// Texts of plugins.
    public var pluginBytes: Int64
    /// Everything in the main file that is none of these: rows, postings, indexes, page ends.
    public var overheadBytes: Int64
    /// Files of segments, with the bodies that left the main file.
    public var segmentBytes: Int64 = 0

    /// The pages in use, without those of the log, and segments.
    public var bytes: Int64 {
        bodyBytes + checkpointBytes + pluginBytes + overheadBytes + segmentBytes
    }

    /// All bytes by all rounds; 0 without rounds.
    public var bytesPerRound: Double { rounds == 0 ? 0 : Double(bytes) / Double(rounds) }

    /// What was added since an earlier measurement, such as that of the store before a run.
    public func since(_ earlier: StoreSize) -> StoreSize {
        StoreSize(
            rounds: rounds - earlier.rounds, chunks: chunks - earlier.chunks,
            bodyBytes: bodyBytes - earlier.bodyBytes,
            checkpointBytes: checkpointBytes - earlier.checkpointBytes,
            pluginBytes: pluginBytes - earlier.pluginBytes,
            overheadBytes: overheadBytes - earlier.overheadBytes,
            segmentBytes: segmentBytes - earlier.segmentBytes)
    }
}

extension JournalStore {
    /// Bytes of the write-ahead log's file: as long as it ever was since it was last emptied, which
    /// is when the store was closed.
    public var logBytes: Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: folder.log)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }

    /// The bytes of the whole store, committed work that is still in the log included.
    public func size() throws(StorageError) -> StoreSize {
        try read { try size($0) }
    }

    /// The bytes of one session in the main file; the overhead is the store's, shared out by chunks.
    /// What it has in segments is not told apart from others'.
    ///
    /// `session` is a full id. Plugin texts belong to no session and are left out.
    public func size(of session: String) throws(StorageError) -> StoreSize {
        try read { database in
            let all = try size(database)
            let condition = "WHERE session = (SELECT key FROM session WHERE id = ?)"
            var own = try size(database, condition, [session])
            if all.chunks > 0 {
                own.overheadBytes = Int64(
                    Double(all.overheadBytes) * Double(own.chunks) / Double(all.chunks))
            }
            return own
        }
    }

    private func size(_ database: Database) throws -> StoreSize {
        var size = try size(database, "", [])
        if try Schema.hasComparisons(database),
            let pairs = try Row.fetchOne(
                database,
                sql: """
                    SELECT count(*) AS chunks, coalesce(sum(a_rounds + b_rounds), 0) AS rounds,
                        coalesce(sum(length(body)), 0) AS bytes FROM pair_chunk
                    """)
        {
            size.chunks += try pairs.int64("chunks")
            size.rounds += try pairs.int64("rounds")
            size.bodyBytes += try pairs.int64("bytes")
        }
        size.pluginBytes =
            try Int64.fetchOne(
                database, sql: "SELECT sum(length(CAST(text AS BLOB))) FROM plugin") ?? 0
        size.segmentBytes = try StoredSegment.all(database).filter { $0.state != .retired }
            .reduce(0) { $0 + $1.bytes }
        let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        let free = try Int64.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
        let pageBytes = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0
        size.overheadBytes =
            (pages - free) * pageBytes - size.bodyBytes - size.checkpointBytes - size.pluginBytes
        return size
    }

    private func size(
        _ database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> StoreSize {
        let chunks = try Row.fetchOne(
            database,
            sql: """
                SELECT count(*) AS chunks, coalesce(sum(round_count), 0) AS rounds,
                    coalesce(sum(length(body)), 0) AS bytes FROM chunk \(condition)
                """, arguments: arguments)
        let checkpoints = try Int64.fetchOne(
            database,
            sql: """
                SELECT sum(length(memory) + length(state) + length(carry) + length(digest_stream))
                FROM checkpoint \(condition)
                """, arguments: arguments)
        let places =
            try Schema.hasPlaces(database)
            ? Int64.fetchOne(
                database,
                sql: """
                    SELECT sum(length(memory) + length(state) + length(carry)
                        + length(digest_stream)) FROM place \(condition)
                    """, arguments: arguments) : nil
        return StoreSize(
            rounds: try chunks?.int64("rounds") ?? 0, chunks: try chunks?.int64("chunks") ?? 0,
            bodyBytes: try chunks?.int64("bytes") ?? 0,
            checkpointBytes: (checkpoints ?? 0) + (places ?? 0),
            pluginBytes: 0, overheadBytes: 0)
    }
}
