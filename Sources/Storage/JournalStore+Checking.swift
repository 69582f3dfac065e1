// What a check of a store asks beside `StoreCheck` itself.

internal import GRDB

extension JournalStore {
    /// The process that holds the store for writing; `nil` when there is none. It may have ended
    /// since.
    public var writingProcess: Int? { StoreLock.holder(of: folder) }

    /// Every session and comparison, the oldest of each kind first.
    public func recordIDs() throws(StorageError) -> [(kind: StoredKind, id: String)] {
        try read { database in
            let hasComparisons = try Schema.hasComparisons(database)
            return try StoredKind.allCases.filter { $0 == .session || hasComparisons }.flatMap {
                kind in
                try String.fetchAll(
                    database, sql: "SELECT id FROM \(kind.rawValue) ORDER BY key"
                ).map { (kind, $0) }
            }
        }
    }

    /// The versions of this program that played a session's or comparison's rounds, by a full id.
    public func engines(
        of record: (kind: StoredKind, id: String)
    ) throws(StorageError) -> [String] {
        let table = record.kind == .session ? "chunk" : "pair_chunk"
        return try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT version FROM engine WHERE key IN (
                        SELECT engine FROM \(table) WHERE \(record.kind.rawValue) =
                            (SELECT key FROM \(record.kind.rawValue) WHERE id = ?))
                    ORDER BY key
                    """, arguments: [record.id])
        }
    }
}
