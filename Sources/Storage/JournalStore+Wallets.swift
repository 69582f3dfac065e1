// Wallets that sessions share: making, reading, and beginning sessions on them.

public import Accounts
internal import GRDB
private import Play

extension JournalStore {
    /// Makes a wallet and moves its balance in.
    ///
    /// Throws `walletExists`, and `invalid` for a name or numbers that can not be.
    public func createWallet(_ new: NewWallet) throws(StorageError) {
        try write(logBytes: 1024) { database in
            var transaction = try CommitTransaction(database)
            try transaction.create(new)
            try transaction.finish()
        }
    }

    /// Moves money into a shared wallet, or what is free of it out, by a negative amount.
    ///
    /// Throws `walletNotFound`, `walletLimit`, and `invalid` when the sum does not fit.
    public func fund(wallet name: String, by minorUnits: Int64) throws(StorageError) {
        try write(logBytes: 1024) { database in
            var transaction = try CommitTransaction(database)
            try transaction.fund(name, by: minorUnits)
            try transaction.finish()
        }
    }

    /// All shared wallets, by name; none in a store of an older version that is open for reading.
    public func wallets() throws(StorageError) -> [StoredWallet] {
        try read { database in
            guard try Schema.hasAllowances(database) else { return [] }
            return try Row.fetchAll(
                database, sql: "SELECT * FROM wallet WHERE shared = 1 ORDER BY id"
            ).map { try storedWallet($0, database) }
        }
    }

    /// A shared wallet by its name. Throws `walletNotFound`.
    public func wallet(_ name: String) throws(StorageError) -> StoredWallet {
        try read { database in
            guard try Schema.hasAllowances(database),
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM wallet WHERE shared = 1 AND id = ?",
                    arguments: [name])
            else { throw StorageError.walletUnknown(name) }
            return try storedWallet(row, database)
        }
    }

    /// The name of the wallet that a session shares; `nil` when it has one of its own.
    public func sharedWallet(of session: String) throws(StorageError) -> String? {
        try read { database in
            guard try Schema.hasAllowances(database) else { return nil }
            return try String.fetchOne(
                database,
                sql: """
                    SELECT wallet.id FROM allowance
                        JOIN session ON session.key = allowance.session
                        JOIN wallet ON wallet.key = allowance.wallet
                    WHERE session.id = ?
                    """, arguments: [session])
        }
    }

    /// Stores a session that shares a wallet, with what else the batch holds, and gives it its
    /// bankroll and a first part of the day. `session.walletName` names the wallet.
    ///
    /// Throws as `commit`, and `walletNotFound` or `walletLimit`: then nothing was written, and
    /// other sessions play on, which they would not after a refusal inside a `Committer`.
    public func begin(
        _ session: NewSession, _ batch: CommitBatch, daySpend wanted: Int64
    ) throws(StorageError) -> AllowanceGrant {
        var batch = batch
        batch.sessions.append(session)
        return try grant(
            session.configuration.id, batch, day: session.day, wanted: wanted)
    }

    /// Gives a stored session its balance again out of the wallet that it shares, to be continued.
    ///
    /// Throws `walletLimit` when the wallet has less that is free, and `sessionNotFound`.
    public func resume(
        _ id: String, day: DayKey, daySpend wanted: Int64
    ) throws(StorageError) -> AllowanceGrant {
        try grant(id, CommitBatch(), day: day, wanted: wanted)
    }

    /// Takes what a session holds back into its wallet, as its end does; nothing happens to one
    /// that holds nothing. For a session that failed and will not be continued at once.
    public func giveBack(_ id: String) throws(StorageError) {
        try write(logBytes: 1024) { database in
            var transaction = try CommitTransaction(database)
            var session = try transaction.head(id)
            try transaction.release(&session)
            transaction.heads[id] = session
            try transaction.finish()
        }
    }

    private func grant(
        _ id: String, _ batch: CommitBatch, day: DayKey, wanted: Int64
    ) throws(StorageError) -> AllowanceGrant {
        try write(logBytes: batch.byteCount + 1024) { database in
            var transaction = try CommitTransaction(database)
            try transaction.apply(batch)
            var session = try transaction.head(id)
            guard let part = session.allowance else {
                throw StorageError(
                    .invalid, "Session \(id) has a wallet of its own: begin it without a name.")
            }
            try transaction.begin(day, of: part.wallet)
            try transaction.hold(&session, .again)
            transaction.heads[id] = session
            let today = try transaction.sharedWallet(part.wallet).dayKey
            let grant = try transaction.answer(
                AllowanceRequest(sessionID: id, day: today, wanted: wanted, least: 0))
            try transaction.finish()
            return grant
        }
    }

    private func storedWallet(_ row: Row, _ database: Database) throws -> StoredWallet {
        let key = try row.int64("key")
        let parts = try Row.fetchAll(
            database,
            sql: """
                SELECT session.id AS id, session.balance AS balance, allowance.* FROM allowance
                    JOIN session ON session.key = allowance.session
                WHERE allowance.wallet = ? AND is_live = 1 ORDER BY session.key
                """, arguments: [key]
        ).map { row in
            StoredWallet.Part(
                sessionID: try row.text("id"), balance: try row.int64("balance"),
                dayLeft: try row.int64OrNull("day_left"),
                day: DayKey(daysSince1970: try row.int64("day")))
        }
        let sessions = try Int64.fetchOne(
            database, sql: "SELECT count(*) FROM allowance WHERE wallet = ?", arguments: [key])
        return StoredWallet(wallet: try Wallet(row: row), parts: parts, sessions: sessions ?? 0)
    }
}
