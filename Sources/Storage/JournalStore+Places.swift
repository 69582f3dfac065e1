// Where a session is continued from.

internal import GRDB
public import Play

extension JournalStore {
    /// Where a session can be continued from with fewer rounds to play again than from its last
    /// checkpoint; `nil` where that is the nearest. Of two at the same round the checkpoint counts,
    /// which is the place of the text that was taken there.
    public func place(of session: StoredSession) throws(StorageError) -> Checkpoint? {
        let checkpoint = try checkpoint(of: session.id, atOrBefore: session.headRound)
        let place = try read { database -> Checkpoint? in
            guard try Schema.hasPlaces(database) else { return nil }
            let statement = try database.cachedStatement(
                sql: """
                    SELECT place.*, plugin.hash AS hash
                    FROM place JOIN plugin ON plugin.key = place.strategy
                        JOIN session ON session.key = place.session
                    WHERE session.id = ? AND round <= ?
                    """)
            return try Row.fetchOne(statement, arguments: [session.id, session.headRound])
                .map { try Checkpoint(row: $0) }
        }
        return place.flatMap { $0.round > checkpoint?.round ?? 0 ? $0 : nil }
    }
}

extension Checkpoint {
    /// From a row of `checkpoint` or `place` with its strategy's hash.
    init(row: Row) throws {
        self.init(
            round: try row.int64("round"), strategyHash: try row.hex("hash"),
            memory: try row.bytes("memory"), state: try row.bytes("state"),
            carry: try row.bytes("carry"), digestStream: try row.bytes("digest_stream"),
            balance: try row.int64("balance"),
            hasSeenStakes: row.hasColumn("has_seen_stakes")
                ? try row.int64("has_seen_stakes") != 0 : false)
    }
}
