// What people ask of segments: which there are, and whose bodies are never retired.

internal import GRDB

extension JournalStore {
    /// All segments, retired ones too, the oldest first.
    public func segments() throws(StorageError) -> [StoredSegment] {
        try read { try StoredSegment.all($0) }
    }

    /// Sessions and comparisons whose bodies are not retired: full ids and since when, in
    /// milliseconds since 1970-01-01.
    public func kept() throws(StorageError) -> [(id: String, since: Int64)] {
        try read { database in
            guard try Schema.hasSegments(database) else { return [] }
            return try Row.fetchAll(database, sql: "SELECT id, since FROM keep ORDER BY since, id")
                .map { (try $0.text("id"), try $0.int64("since")) }
        }
    }

    /// Never retires the bodies of a session or comparison from now on, or does so again.
    ///
    /// Returns how many of its chunks were retired before, which stays so. Throws `sessionNotFound`
    /// and `sessionAmbiguous`.
    @discardableResult
    public func keep(_ idOrPrefix: String, isKept: Bool = true) throws(StorageError) -> Int64 {
        let (kind, id) = try recordID(idOrPrefix)
        let now = settings.now()
        return try write(logBytes: 512) { database in
            if isKept {
                try database.execute(
                    sql: "INSERT INTO keep(id, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    arguments: [id, now])
            } else {
                try database.execute(sql: "DELETE FROM keep WHERE id = ?", arguments: [id])
            }
            return try Int64.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM \(kind.chunkTable) JOIN segment ON segment.number = segment
                    WHERE segment.state = 'retired' AND \(kind.table) =
                        (SELECT key FROM \(kind.table) WHERE id = ?)
                    """, arguments: [id]) ?? 0
        }
    }

    /// Bytes of the main file, and of its pages that nothing is in.
    public func mainFileBytes() throws(StorageError) -> (all: Int64, free: Int64) {
        try read { database in
            let pageBytes = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0
            let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            let free = try Int64.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
            return (pages * pageBytes, free * pageBytes)
        }
    }
}
