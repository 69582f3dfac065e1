// A wallet: what a player owns, what of it sessions hold, and what was spent today.
// Grants and settlements are in Wallet+Grant.swift.
//
// INVARIANTS, after every operation that returns or throws:
//     0 <= held <= balance
//     0 <= spentToday, 0 <= grantedToday
//     spentToday + grantedToday <= dailySpendLimit, when there is one
//     grantedToday == 0, when there is none
//     dayKey never decreases
// With all rounds settled, held is the sum of `available` over the live allowances, and
// grantedToday the sum of `dayLeft` over those of the current day.

/// A wallet in one currency; all numbers are in its minor units.
public struct Wallet: Hashable, Sendable {
    /// The wallet's name: 1 to 128 printable ASCII characters without blanks.
    public let id: String
    /// The currency of all numbers.
    public let currency: Currency
    /// What the player owns, what is held included.
    public internal(set) var balance: Int64
    /// What of the balance is held for the allowances of sessions.
    public internal(set) var held: Int64
    /// Limits and fees.
    public internal(set) var limits: WalletLimits
    /// The latest day that was begun.
    public internal(set) var dayKey: DayKey
    /// Stakes and fees settled on `dayKey`.
    public internal(set) var spentToday: Int64
    /// Daily spend promised to allowances on `dayKey` and not yet settled.
    public internal(set) var grantedToday: Int64
    /// The wallet's account in the ledger: `wallet:<id>`.
    public let account: Account

    /// A wallet, new or as it was stored.
    ///
    /// Throws `accountNameMalformed` for its id and `walletInconsistent` for numbers that break the
    /// invariants at the head of this file.
    public init(
        id: String, currency: Currency, balance: Int64, held: Int64 = 0,
        limits: WalletLimits = .none, dayKey: DayKey, spentToday: Int64 = 0,
        grantedToday: Int64 = 0
    ) throws(AccountsError) {
        self.id = id
        self.currency = currency
        self.balance = balance
        self.held = held
        self.limits = limits
        self.dayKey = dayKey
        self.spentToday = spentToday
        self.grantedToday = grantedToday
        self.account = try .wallet(id)
        try validate()
    }

    /// What no session holds: the most that can be granted or debited.
    public var free: Int64 { balance - held }

    /// The daily spend that can still be granted today; `Int64.max` when there is no daily limit.
    public var dayFree: Int64 {
        limits.dailySpendLimit.map { $0 - spentToday - grantedToday } ?? .max
    }

    /// Begins a day: spent and granted start again at zero when the day is later than the current
    /// one. An earlier day changes nothing, so a clock set back reopens no limit.
    ///
    /// Settle the rounds of the old day before or after; they never count towards the new one.
    public mutating func begin(_ day: DayKey) {
        guard day > dayKey else { return }
        dayKey = day
        spentToday = 0
        grantedToday = 0
    }

    /// Adds funds, in minor units.
    ///
    /// Throws `amountNegative`, or `amountOverflow` when the sum does not fit.
    public mutating func credit(_ minorUnits: Int64) throws(AccountsError) {
        guard minorUnits >= 0 else { throw negative("credit", minorUnits) }
        let (sum, overflowed) = balance.addingReportingOverflow(minorUnits)
        guard !overflowed else { throw .overflow("The balance with this credit", currency) }
        balance = sum
    }

    /// Takes funds out, in minor units; what sessions hold cannot be taken.
    ///
    /// Taking out is not spending, so the daily limit has no say. Throws `amountNegative`, or
    /// `limitExceeded` with the refusal.
    public mutating func debit(_ minorUnits: Int64) throws(AccountsError) {
        guard minorUnits >= 0 else { throw negative("debit", minorUnits) }
        guard minorUnits <= free else {
            throw AccountsError(
                refusal: LimitRefusal(
                    limit: .balance,
                    reason: minorUnits <= balance ? .reservedElsewhere : .limitReached,
                    stake: minorUnits, asked: minorUnits, left: free, currency: currency))
        }
        balance -= minorUnits
    }

    /// Replaces the limits and fees.
    ///
    /// Allowances carry a copy of the limits they were granted under, so this throws `limitsInUse`
    /// while any holds something, and when the new daily limit is under what was spent today
    /// already. An allowance that holds nothing comes under the new limits when it is extended.
    public mutating func replaceLimits(with limits: WalletLimits) throws(AccountsError) {
        guard held == 0, grantedToday == 0 else {
            throw AccountsError(
                .limitsInUse,
                "Wallet \(id) has sessions that play under its limits: stop them, then change "
                    + "the limits.")
        }
        if let limit = limits.dailySpendLimit, limit < spentToday {
            let spent = Amount(minorUnits: spentToday, currency: currency)
            throw AccountsError(
                .limitsInUse,
                "Wallet \(id) has spent \(spent) today: give a daily limit of at least that, or "
                    + "change it tomorrow.")
        }
        self.limits = limits
    }

    /// Throws `walletInconsistent` when an invariant at the head of this file does not hold.
    public func validate() throws(AccountsError) {
        let limit = limits.dailySpendLimit.map { Int128($0) }
        guard held >= 0, held <= balance, spentToday >= 0, grantedToday >= 0,
            limit != nil || grantedToday == 0,
            Int128(spentToday) + Int128(grantedToday) <= limit ?? Int128(Int64.max)
        else {
            throw AccountsError(
                .walletInconsistent,
                "The numbers of wallet \(id) contradict each other (balance \(balance), held "
                    + "\(held), spent \(spentToday), granted \(grantedToday)): restore it from "
                    + "its postings.")
        }
    }

    private func negative(_ operation: String, _ minorUnits: Int64) -> AccountsError {
        let amount = Amount(minorUnits: minorUnits, currency: currency)
        return AccountsError(
            .amountNegative, "A \(operation) of \(amount) is negative: give zero or more.")
    }
}
