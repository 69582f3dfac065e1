// What sessions held that did not come to their end.

internal import GRDB

/// Gives back what dead sessions hold of shared wallets.
enum AllowanceRecovery {
    /// Only one process writes to a store, so where it is opened for writing no session plays. All
    /// of its rounds that count are stored, so its balance is what it has. Continued, a session
    /// asks its wallet again.
    static func returnAll(_ database: Database) throws {
        let ids = try String.fetchAll(
            database,
            sql: """
                SELECT session.id FROM allowance JOIN session ON session.key = allowance.session
                WHERE is_live = 1 ORDER BY session.key
                """)
        guard !ids.isEmpty else { return }
        var transaction = try CommitTransaction(database)
        for id in ids {
            var session = try transaction.head(id)
            try transaction.release(&session)
            transaction.heads[id] = session
        }
        try transaction.finish()
    }
}
