// A session as it is read back.

public import Accounts
public import Play

/// A session with everything that decides and describes it, as of one committed transaction.
public struct StoredSession: Hashable, Sendable {
    public var configuration: SessionConfiguration
    public var state: SessionState
    /// Milliseconds since 1970-01-01.
    public var createdAt: Int64
    /// Rounds that are stored; 0 before the first.
    public var headRound: Int64
    /// The running digest after them, 64 hexadecimal digits.
    public var headDigest: String
    public var totals: SessionTotals
    /// Minor units.
    public var balance: Int64
    /// Why it stopped; `nil` while it plays and after a crash.
    public var end: SessionEnd?
    /// The wallet it plays on.
    public var wallet: Wallet

    public var id: String { configuration.id }

    /// Whether it can be continued: all but after a cash-out and a finished game.
    public var isResumable: Bool { end?.isFinal != true }

    /// The day on which it plays on: today, unless the clock was set back since it last played.
    public func day(today: DayKey) -> DayKey { max(today, wallet.dayKey) }

    /// What its daily limit leaves on a day, in minor units; `nil` without a limit.
    public func dayLeft(on day: DayKey) -> Int64? {
        wallet.limits.dailySpendLimit.map { day > wallet.dayKey ? $0 : $0 - wallet.spentToday }
    }
}
