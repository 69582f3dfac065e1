// Places that sessions are continued from: the newest of each.

internal import GRDB
private import Play

extension CommitTransaction {
    /// Writes where a session stands at its head, in place of where it stood before.
    mutating func save(place stored: StoredCheckpoint) throws {
        let isSeen: Int64 = stored.checkpoint.hasSeenStakes ? 1 : 0
        let values = try self.values(of: stored) + [isSeen.databaseValue]
        let insert = try database.cachedStatement(
            sql: CodedRow.place.insertion + """
                 ON CONFLICT(session) DO UPDATE SET round = excluded.round,
                    strategy = excluded.strategy, balance = excluded.balance,
                    digest_stream = excluded.digest_stream, carry = excluded.carry,
                    memory = excluded.memory, state = excluded.state,
                    has_seen_stakes = excluded.has_seen_stakes, row_code = excluded.row_code
                """)
        try insert.execute(arguments: CodedRow.place.arguments(values))
    }
}
