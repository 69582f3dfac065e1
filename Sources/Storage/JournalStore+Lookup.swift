// Finding a session, comparison or tournament by what a person typed.

internal import GRDB

extension JournalStore {
    /// The full id of the session whose id is this or begins with it.
    ///
    /// Throws `sessionNotFound`, which names the nearest ids, and `sessionAmbiguous`, which names
    /// some of those that begin so.
    public func sessionID(_ idOrPrefix: String) throws(StorageError) -> String {
        try recordID(idOrPrefix, among: [.session]).id
    }

    /// The kind and full id of the record whose id is this or begins with it.
    ///
    /// Throws as `sessionID` does.
    public func recordID(
        _ idOrPrefix: String, among kinds: [StoredKind] = StoredKind.allCases
    ) throws(StorageError) -> (kind: StoredKind, id: String) {
        let typed = idOrPrefix.lowercased()
        return try read { database in
            if let exact = try records(
                kinds, "id = ?", [typed], limit: 1, database
            ).first {
                return exact
            }
            let matches =
                typed.isEmpty
                ? []
                : try records(
                    kinds, "substr(id, 1, ?) = ?", [typed.count, typed],
                    limit: StorageLimits.suggestionsMax + 1, database)
            guard let first = matches.first else { throw try unknown(typed, kinds, database) }
            guard matches.count == 1 else {
                let shown = matches.prefix(StorageLimits.suggestionsMax).map(\.id)
                    .joined(separator: ", ")
                throw StorageError(
                    .sessionAmbiguous, path: folder.path,
                    "Several \(named(kinds))s begin with \(typed): \(shown)"
                        + (matches.count > StorageLimits.suggestionsMax ? ", and more" : "")
                        + ". Give more of the id.")
            }
            return first
        }
    }

    /// Records that a condition holds for, the newest of each kind first.
    private func records(
        _ kinds: [StoredKind], _ condition: String, _ arguments: StatementArguments, limit: Int,
        _ database: Database
    ) throws -> [(kind: StoredKind, id: String)] {
        var found: [(kind: StoredKind, id: String)] = []
        for kind in kinds {
            guard let isOfKind = try kind.condition(database) else { continue }
            let ids = try String.fetchAll(
                database,
                sql: """
                    SELECT id FROM \(kind.table) WHERE (\(condition)) AND \(isOfKind)
                    ORDER BY key DESC LIMIT ?
                    """,
                arguments: arguments + [limit])
            found += ids.map { (kind, $0) }
        }
        return found
    }

    private func named(_ kinds: [StoredKind]) -> String {
        let names = kinds.map(\.rawValue)
        guard names.count > 2, let last = names.last else { return names.joined(separator: " or ") }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }

    private func unknown(
        _ typed: String, _ kinds: [StoredKind], _ database: Database
    ) throws -> StorageError {
        let shown = typed.prefix(64).debugDescription
        let others = StoredKind.allCases.filter { !kinds.contains($0) }
        let other =
            typed.isEmpty
            ? nil
            : try records(
                others, "substr(id, 1, ?) = ?", [typed.count, typed], limit: 1, database
            ).first
        if let other {
            return StorageError(
                .sessionNotFound, path: folder.path,
                "\(shown) is a \(other.kind.rawValue) and not a \(named(kinds)): continue it with "
                    + "`stratagem \(other.kind.command) --resume`.")
        }
        let newest = try records(
            kinds, "TRUE", [], limit: StorageLimits.suggestionsSearchedMax, database
        ).map(\.id)
        guard !newest.isEmpty else {
            let isEmpty = try records(others, "TRUE", [], limit: 1, database).isEmpty
            return StorageError(
                .sessionNotFound, path: folder.path,
                "No \(named(kinds)) \(shown) is in the store \(folder.path), which "
                    + (isEmpty ? "is empty" : "has none")
                    + ": run one first, or name another store with --store.")
        }
        // Ids are random, so what agrees longest from the front is what was meant, if anything is;
        // of equals the newest comes first.
        let nearest = newest.enumerated().map { index, id in
            (id: id, common: zip(id, typed).prefix { $0 == $1 }.count, index: index)
        }.sorted { ($1.common, $0.index) < ($0.common, $1.index) }
            .prefix(StorageLimits.suggestionsMax).map(\.id).joined(separator: ", ")
        return StorageError(
            .sessionNotFound, path: folder.path,
            "No \(named(kinds)) \(shown) is in the store \(folder.path): the nearest are \(nearest); list "
                + "all with `stratagem sessions`.")
    }
}
