// What a session may spend without asking its wallet: the few integers that every decision is
// checked against before the game runs. The round driver in C does the same compares; this file is
// the rule they are tested against.
//
// THE RULE. A decision stakes s >= 0 and either opens a round or continues the open one. Its fees
// f are perQueryFee, plus perSpinFee when it opens; its cost c is s + f; r is 0 when it opens, else
// roundStake. It is refused for, in this order:
//     max bet       when s > maxBet - r
//     balance       when c > available (a sum c that overflows Int64 counts as larger); it is
//                   called "fee" when s <= available, so that only the fees are too much
//     daily limit   when c > dayLeft
// A refusal changes nothing. Else available -= c; dayLeft -= c unless dayLeft is Int64.max, which
// means no limit and stays; roundStake = r + s. A payout p >= 0 is added to available (refused when
// it overflows) and to nothing else: the daily limit counts what is spent, whatever is won.

/// A session's grant from its wallet: a plain struct of minor units, none of them negative.
///
/// A round that has to be undone is undone by putting back the copy taken before it.
public struct Allowance: Hashable, Sendable {
    /// What the session may still spend of the wallet's balance, its payouts included.
    public var available: Int64
    /// The most that the stakes of one round may sum to; `Int64.max` for no limit.
    public var maxBet: Int64
    /// What the session may still spend on `dayKey`; `Int64.max` for no limit.
    public var dayLeft: Int64
    /// Charged once a round, with its first decision.
    public var perSpinFee: Int64
    /// Charged with every decision.
    public var perQueryFee: Int64
    /// The stakes admitted in the latest round so far.
    public var roundStake: Int64
    /// The day that `dayLeft` belongs to.
    public var dayKey: DayKey
    /// The currency of the numbers; it takes no part in the rule.
    public var currency: Currency

    /// An allowance as it was stored. `Wallet.grant` makes new ones.
    ///
    /// Throws `allowanceMismatch` when the numbers contradict each other.
    public init(
        available: Int64, maxBet: Int64, dayLeft: Int64, perSpinFee: Int64, perQueryFee: Int64,
        roundStake: Int64, dayKey: DayKey, currency: Currency
    ) throws(AccountsError) {
        self.available = available
        self.maxBet = maxBet
        self.dayLeft = dayLeft
        self.perSpinFee = perSpinFee
        self.perQueryFee = perQueryFee
        self.roundStake = roundStake
        self.dayKey = dayKey
        self.currency = currency
        try validate()
    }

    /// What came of a decision's check.
    public enum Admission: Hashable, Sendable {
        /// Stake and fees are charged; the game may run.
        case admitted
        /// Nothing is charged; the game must not run.
        case refused(LimitRefusal)
    }

    /// Checks a decision and charges its stake and fees, by the rule at the head of this file.
    ///
    /// `stake` is in minor units and must not be negative: a plugin's negative amount is its fault
    /// and is caught before. `opensRound` is true for the first decision of a round.
    public mutating func admit(stake: Int64, opensRound: Bool) -> Admission {
        precondition(stake >= 0, "A stake is never negative; check it before admitting it.")
        let stakedBefore = opensRound ? 0 : roundStake
        guard stake <= maxBet - stakedBefore else {
            return .refused(
                refusal(
                    .maxBet, .limitReached, stake: stake, asked: stake, left: maxBet - stakedBefore)
            )
        }
        // The fees fit together: WalletLimits refuses others.
        let fees = opensRound ? perSpinFee + perQueryFee : perQueryFee
        let (cost, overflowed) = stake.addingReportingOverflow(fees)
        guard !overflowed, cost <= available else {
            return .refused(
                refusal(
                    stake <= available ? .fee : .balance,
                    overflowed ? .limitReached : .allowanceSpent,
                    stake: stake, asked: overflowed ? .max : cost, left: available))
        }
        guard cost <= dayLeft else {
            return .refused(
                refusal(.dailyLimit, .allowanceSpent, stake: stake, asked: cost, left: dayLeft))
        }
        available -= cost
        if dayLeft != .max { dayLeft -= cost }
        roundStake = stakedBefore + stake
        return .admitted
    }

    /// Adds a payout, in minor units, to what is available.
    ///
    /// Throws `amountNegative`, or `amountOverflow` when the sum does not fit, and changes nothing.
    public mutating func credit(payout: Int64) throws(AccountsError) {
        guard payout >= 0 else {
            throw AccountsError(
                .amountNegative, "A payout of \(payout) minor units is negative: pay zero or more.")
        }
        let (sum, overflowed) = available.addingReportingOverflow(payout)
        guard !overflowed else {
            throw .overflow("The balance with a payout of \(payout) minor units", currency)
        }
        available = sum
    }

    /// Throws `allowanceMismatch` when the numbers contradict each other, as numbers from outside
    /// or from a wrong calculation may.
    public func validate() throws(AccountsError) {
        let numbers = [available, maxBet, dayLeft, perSpinFee, perQueryFee, roundStake]
        guard numbers.allSatisfy({ $0 >= 0 }), roundStake <= maxBet,
            !perSpinFee.addingReportingOverflow(perQueryFee).overflow
        else {
            throw AccountsError(
                .allowanceMismatch,
                "The numbers of an allowance contradict each other (\(self)): restore it from the "
                    + "last committed one.")
        }
    }

    private func refusal(
        _ limit: LimitRefusal.Limit, _ reason: LimitRefusal.Reason, stake: Int64, asked: Int64,
        left: Int64
    ) -> LimitRefusal {
        LimitRefusal(
            limit: limit, reason: reason, stake: stake, asked: asked, left: left,
            currency: currency)
    }
}

extension Allowance: CustomStringConvertible {
    /// The numbers on one line, in minor units.
    public var description: String {
        "available \(available), max bet \(maxBet), day left \(dayLeft), fees \(perSpinFee) and "
            + "\(perQueryFee), staked this round \(roundStake), day \(dayKey.daysSince1970)"
    }
}
