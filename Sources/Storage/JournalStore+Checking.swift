// What a check of a store asks beside `StoreCheck` itself.

internal import GRDB

extension JournalStore {
    /// The process that holds the store for writing; `nil` when there is none. It may have ended
    /// since.
    public var writingProcess: Int? { StoreLock.holder(of: folder) }

    /// Every session, comparison and tournament, the oldest of each kind first.
    public func recordIDs() throws(StorageError) -> [(kind: StoredKind, id: String)] {
        try read { database in
            try StoredKind.allCases.flatMap { kind -> [(kind: StoredKind, id: String)] in
                guard let condition = try kind.condition(database) else { return [] }
                return try String.fetchAll(
                    database, sql: "SELECT id FROM \(kind.table) WHERE \(condition) ORDER BY key"
                ).map { (kind, $0) }
            }
        }
    }

    /// The versions of this program that played a session's or comparison's rounds, by a full id.
    public func engines(
        of record: (kind: StoredKind, id: String)
    ) throws(StorageError) -> [String] {
        let (table, owner) = (record.kind.chunkTable, record.kind.table)
        return try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT version FROM engine WHERE key IN (
                        SELECT engine FROM \(table) WHERE \(owner) =
                            (SELECT key FROM \(owner) WHERE id = ?))
                    ORDER BY key
                    """, arguments: [record.id])
        }
    }
}
