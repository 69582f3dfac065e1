// The wallet of one session: all of it is held while the session may play.

internal import Accounts
internal import Play

extension Wallet {
    /// A session's wallet before its first round: the bankroll, held, under the session's limits.
    init(for configuration: SessionConfiguration, day: DayKey) throws(AccountsError) {
        self = try Wallet(
            id: configuration.id, currency: Currency(code: configuration.currency),
            balance: configuration.bankroll, held: configuration.bankroll,
            limits: WalletLimits(
                maxBet: configuration.maxBet, dailySpendLimit: configuration.dailyLimit,
                perSpinFee: configuration.perSpinFee, perQueryFee: configuration.perQueryFee),
            dayKey: day, spentToday: 0, grantedToday: 0
        ).regranted()
    }

    /// The wallet after a chunk, with all of it held again and the rest of the day granted.
    ///
    /// Throws `walletInconsistent` when the chunk spent more than the day's limit. The caller has
    /// checked that the chunk's amounts are not negative and its day is not before the wallet's.
    func settled(_ chunk: Chunk) throws(AccountsError) -> Wallet {
        let isNewDay = chunk.day > dayKey.daysSince1970
        let spent =
            Int128(isNewDay ? 0 : spentToday) + Int128(chunk.staked) + Int128(chunk.fees)
        return try Wallet(
            id: id, currency: currency, balance: chunk.balanceAfter, held: chunk.balanceAfter,
            limits: limits, dayKey: DayKey(daysSince1970: chunk.day),
            // Without a limit a sum over Int64 is possible, and then means nothing.
            spentToday: Int64(clamping: spent), grantedToday: 0
        ).regranted()
    }

    /// The wallet when the session has ended: nothing is held.
    func released() throws(AccountsError) -> Wallet {
        try Wallet(
            id: id, currency: currency, balance: balance, held: 0, limits: limits, dayKey: dayKey,
            spentToday: spentToday, grantedToday: 0)
    }

    /// The wallet of a session that shares another, with its balance in it again.
    func holding(_ balance: Int64) throws(AccountsError) -> Wallet {
        try Wallet(
            id: id, currency: currency, balance: balance, held: balance, limits: limits,
            dayKey: dayKey, spentToday: spentToday, grantedToday: 0
        ).regranted()
    }

    /// The wallet of a session that shares another, when its balance is back there.
    func emptied() throws(AccountsError) -> Wallet {
        try Wallet(
            id: id, currency: currency, balance: 0, held: 0, limits: limits, dayKey: dayKey,
            spentToday: spentToday, grantedToday: 0)
    }

    private func regranted() throws(AccountsError) -> Wallet {
        try Wallet(
            id: id, currency: currency, balance: balance, held: balance, limits: limits,
            dayKey: dayKey, spentToday: spentToday,
            grantedToday: limits.dailySpendLimit.map { $0 - spentToday } ?? 0)
    }
}
