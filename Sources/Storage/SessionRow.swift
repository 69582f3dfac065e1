// Where a session stands, as the writing transaction sees it.

internal import Accounts
internal import GRDB
internal import Play

/// The mutable rows of one session, read once and written once in a transaction.
struct SessionRow {
    let key: Int64
    let id: String
    let currency: Currency
    let house: Account
    let walletKey: Int64
    var state: SessionState
    var round: Int64
    var digest: [UInt8]
    var balance: Int64
    var totals: SessionTotals
    var end: SessionEnd?
    var wallet: Wallet
    /// Whether its chunks may hold no rounds.
    let isSeedOnly: Bool
    /// What it holds of a wallet that it shares; `nil` with a wallet of its own.
    var allowance: StoredAllowance?

    /// Reads a session. Throws `sessionNotFound`.
    init(_ id: String, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                SELECT session.key, session.balance, head_round, head_digest, state, hits,
                    decisions, staked, paid, fees, faults, strategy_fuel, game_fuel, end_reason,
                    end_detail, wallet, plugin.name AS game,
                    json_extract(config, '$.journal') AS journal
                FROM session JOIN plugin ON plugin.key = session.game WHERE session.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id]) else {
            throw StorageError.sessionUnknown(id)
        }
        self.id = id
        key = try row.int64("key")
        walletKey = try row.int64("wallet")
        house = try .house(row.text("game"))
        state = try row.state("state")
        round = try row.int64("head_round")
        digest = try row.bytes("head_digest")
        balance = try row.int64("balance")
        totals = try SessionTotals(sessionRow: row)
        end = try SessionEnd(sessionRow: row)
        wallet = try Wallet(key: walletKey, in: database)
        isSeedOnly = try row.textOrNull("journal") == JournalMode.seed.rawValue
        currency = wallet.currency
        allowance = try StoredAllowance(session: key, in: database)
    }

    /// Writes everything that may have changed.
    func save(in database: Database) throws {
        let session = try database.cachedStatement(
            sql: """
                UPDATE session SET state = ?, head_round = ?, head_digest = ?, balance = ?,
                    hits = ?, decisions = ?, staked = ?, paid = ?, fees = ?, faults = ?,
                    strategy_fuel = ?, game_fuel = ?, end_reason = ?, end_detail = ?
                WHERE key = ?
                """)
        try session.execute(arguments: [
            state.rawValue, round, digest.data, balance, totals.hits, totals.decisions,
            totals.staked, totals.paid, totals.fees, totals.faults, totals.strategyFuel,
            totals.gameFuel, end?.reason.rawValue, end?.detail, key,
        ])
        let row = try database.cachedStatement(
            sql: """
                UPDATE wallet SET balance = ?, held = ?, day = ?, spent = ?, granted = ?
                WHERE key = ?
                """)
        try row.execute(arguments: [
            wallet.balance, wallet.held, wallet.dayKey.daysSince1970, wallet.spentToday,
            wallet.grantedToday, walletKey,
        ])
        try allowance?.save(session: key, in: database)
    }
}

extension StorageError {
    static func sessionUnknown(_ id: String) -> StorageError {
        StorageError(
            .sessionNotFound,
            "No session \(id.prefix(64).debugDescription) is in this store: list those that are "
                + "with `stratagem sessions`.")
    }
}
