// What a session holds of a shared wallet, as the store keeps it.

internal import Accounts
internal import GRDB

/// The `allowance` row of a session, as the writing transaction sees it.
struct StoredAllowance {
    let wallet: Int64
    /// Whether the session holds its balance and may play. What is not live holds nothing.
    var isLive: Bool
    var day: DayKey
    /// `Int64.max` without a limit, which the table writes as NULL.
    var dayLeft: Int64

    /// The row of a session's key; `nil` for one that plays on a wallet of its own.
    init?(session: Int64, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT wallet, is_live, day, day_left FROM allowance WHERE session = ?")
        guard let row = try Row.fetchOne(statement, arguments: [session]) else { return nil }
        wallet = try row.int64("wallet")
        isLive = try row.int64("is_live") == 1
        day = DayKey(daysSince1970: try row.int64("day"))
        dayLeft = try row.int64OrNull("day_left") ?? .max
    }

    /// One that holds nothing yet.
    init(wallet: Int64, day: DayKey) {
        (self.wallet, isLive, self.day, dayLeft) = (wallet, false, day, 0)
    }

    /// Writes the row, which may be new.
    func save(session: Int64, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO allowance(session, wallet, is_live, day, day_left)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT(session) DO UPDATE SET is_live = excluded.is_live,
                    day = excluded.day, day_left = excluded.day_left
                """)
        try statement.execute(arguments: [
            session, wallet, isLive ? 1 : 0, day.daysSince1970, dayLeft == .max ? nil : dayLeft,
        ])
    }

    /// The grant that it stands for, with what the session has.
    func allowance(_ balance: Int64, of wallet: Wallet) throws(AccountsError) -> Allowance {
        try Allowance(
            available: balance, maxBet: wallet.limits.maxBet ?? .max, dayLeft: dayLeft,
            perSpinFee: wallet.limits.perSpinFee, perQueryFee: wallet.limits.perQueryFee,
            roundStake: 0, dayKey: day, currency: wallet.currency)
    }
}
