// Reading tournaments, whose rows and chunks are those of comparisons. Every call sees one committed
// state; none waits for the writer.

internal import GRDB
internal import Play

extension JournalStore {
    /// A tournament by its id. Throws `sessionNotFound` and `sessionAmbiguous` as `sessionID` does.
    public func tournament(_ idOrPrefix: String) throws(StorageError) -> StoredTournament {
        let id = try recordID(idOrPrefix, among: [.tournament]).id
        return try read { database in
            let row = try Row.fetchOne(
                database, sql: JournalStore.tournamentQuery + "AND id = ?", arguments: [id])
            guard let row else { throw StorageError.sessionUnknown(id) }
            return try StoredTournament(row: row)
        }
    }

    /// Tournaments, the newest first, at most so many.
    public func tournaments(limit: Int = 100) throws(StorageError) -> [StoredTournament] {
        try read { database in
            guard try Schema.hasTournaments(database) else { return [] }
            return try Row.fetchAll(
                database, sql: JournalStore.tournamentQuery + "ORDER BY key DESC LIMIT ?",
                arguments: [max(0, limit)]
            ).map { try StoredTournament(row: $0) }
        }
    }

    private static let tournamentQuery = """
        SELECT comparison.*, (
            SELECT coalesce(sum(a_rounds), 0) FROM pair_chunk
                WHERE pair_chunk.comparison = comparison.key) AS rounds
        FROM comparison WHERE kind = 'tournament'

        """
}

extension StoredTournament {
    /// The tournament in a row of `tournamentQuery`.
    init(row: Row) throws {
        guard case .tournament(let configuration) = try ExperimentConfiguration(row: row) else {
            throw row.damaged("kind")
        }
        self.init(
            configuration: configuration, episodes: try row.int64("pairs"),
            createdAt: try row.int64("created_at"), headEpisodes: try row.int64("head_pairs"),
            headDigest: try row.hex("head_digest"), rounds: try row.int64("rounds"),
            end: try ComparisonEnd(comparisonRow: row))
    }
}
