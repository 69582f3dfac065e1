// Why a wallet's limits refused a decision, as data.

/// A refused decision, debit or grant: which limit, why, how much was asked and how much is left.
///
/// A refusal is no fault of the program: nothing was charged, and the session may go on with less.
public struct LimitRefusal: Hashable, Sendable, CustomStringConvertible {
    /// The code of every refusal in the public contract.
    public static let code = "WALLET_LIMIT_EXCEEDED"

    /// The limit that refused; the raw value is the contract's word.
    public enum Limit: String, CaseIterable, Hashable, Sendable {
        /// The stakes of the round would be over the max bet.
        case maxBet = "max_bet"
        /// The balance does not cover the stake.
        case balance = "balance"
        /// The balance covers the stake, but not the fees with it.
        case fee = "fee"
        /// The day's stakes and fees would be over the daily limit.
        case dailyLimit = "daily_limit"
    }

    /// Whose limit it is; the raw value is the contract's word.
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        /// The wallet itself has no more.
        case limitReached = "limit_reached"
        /// The wallet has it, but holds it for other sessions.
        case reservedElsewhere = "budget_reserved_elsewhere"
        /// The session's allowance is used up; the wallet has not been asked, or can give more.
        case allowanceSpent = "allowance_spent"
    }

    /// The limit that refused.
    public let limit: Limit
    /// Whose limit it is.
    public let reason: Reason
    /// The stake of the refused decision, in minor units; all that was asked for debits and grants.
    public let stake: Int64
    /// What was compared with the limit, in minor units: the stake for `maxBet`, else stake and
    /// fees. A sum that does not fit is given as `Int64.max`, with the reason `limitReached`.
    public let asked: Int64
    /// The most that `asked` might have been, in minor units.
    public let left: Int64
    /// The currency of the numbers.
    public let currency: Currency

    /// The same refusal for another reason, with what is left then.
    func because(_ reason: Reason, left: Int64) -> LimitRefusal {
        LimitRefusal(
            limit: limit, reason: reason, stake: stake, asked: asked, left: left,
            currency: currency)
    }

    /// One sentence that says which limit refused, and what to do.
    public var description: String {
        let (asked, left, stake) = (amount(asked), amount(left), amount(stake))
        let facts =
            switch limit {
            case .maxBet:
                "A stake of \(asked) is over what the max bet leaves in this round, \(left)"
            case .balance:
                "\(asked) is asked and the balance has \(left)"
            case .fee:
                "The balance of \(left) covers the stake of \(stake), but with fees \(asked) is "
                    + "needed"
            case .dailyLimit:
                "\(asked) of spending is asked and the daily limit leaves \(left)"
            }
        return "\(facts): \(advice)."
    }

    private var advice: String {
        switch (reason, limit) {
        case (.reservedElsewhere, _):
            "the rest is reserved for other sessions, so stop one of them or ask for less"
        case (.allowanceSpent, _):
            "extend the session's allowance from its wallet, or stake less"
        case (.limitReached, .maxBet):
            "stake less"
        case (.limitReached, .dailyLimit):
            "ask for less, or go on tomorrow"
        case (.limitReached, .balance), (.limitReached, .fee):
            "ask for less, or add funds"
        }
    }

    private func amount(_ minorUnits: Int64) -> Amount {
        Amount(minorUnits: minorUnits, currency: currency)
    }
}
