// Finding a session by what a person typed.

internal import GRDB

extension JournalStore {
    /// The full id of the session whose id is this or begins with it.
    ///
    /// Throws `sessionNotFound`, which names the nearest ids, and `sessionAmbiguous`, which names
    /// some of those that begin so.
    public func sessionID(_ idOrPrefix: String) throws(StorageError) -> String {
        let typed = idOrPrefix.lowercased()
        return try read { database in
            if try exists(typed, database) { return typed }
            let matches =
                typed.isEmpty
                ? []
                : try String.fetchAll(
                    database,
                    sql: """
                        SELECT id FROM session WHERE substr(id, 1, ?) = ?
                        ORDER BY key DESC LIMIT ?
                        """,
                    arguments: [typed.count, typed, StorageLimits.suggestionsMax + 1])
            guard let first = matches.first else { throw try unknown(typed, database) }
            guard matches.count == 1 else {
                let shown = matches.prefix(StorageLimits.suggestionsMax).joined(separator: ", ")
                throw StorageError(
                    .sessionAmbiguous, path: folder.path,
                    "Several sessions begin with \(typed): \(shown)"
                        + (matches.count > StorageLimits.suggestionsMax ? ", and more" : "")
                        + ". Give more of the id.")
            }
            return first
        }
    }

    private func exists(_ id: String, _ database: Database) throws -> Bool {
        try Int.fetchOne(
            database, sql: "SELECT 1 FROM session WHERE id = ?", arguments: [id]) != nil
    }

    private func unknown(_ typed: String, _ database: Database) throws -> StorageError {
        let newest = try String.fetchAll(
            database, sql: "SELECT id FROM session ORDER BY key DESC LIMIT ?",
            arguments: [StorageLimits.suggestionsSearchedMax])
        let shown = typed.prefix(64).debugDescription
        guard !newest.isEmpty else {
            return StorageError(
                .sessionNotFound, path: folder.path,
                "No session \(shown) is in the store \(folder.path), which is empty: run one "
                    + "first, or name another store with --store.")
        }
        // Ids are random, so what agrees longest from the front is what was meant, if anything is;
        // of equals the newest comes first.
        let nearest = newest.enumerated().map { index, id in
            (id: id, common: zip(id, typed).prefix { $0 == $1 }.count, index: index)
        }.sorted { ($1.common, $0.index) < ($0.common, $1.index) }
            .prefix(StorageLimits.suggestionsMax).map(\.id).joined(separator: ", ")
        return StorageError(
            .sessionNotFound, path: folder.path,
            "No session \(shown) is in the store \(folder.path): the nearest are \(nearest); list "
                + "all with `stratagem sessions`.")
    }
}
