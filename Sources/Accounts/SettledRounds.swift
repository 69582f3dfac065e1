// The sums of a batch of finished rounds: what a chunk posts to the ledger.

/// How many rounds were played and what they staked, paid and cost, in minor units.
public struct SettledRounds: Hashable, Sendable {
    /// Finished rounds.
    public private(set) var count: Int64
    /// The sum of their stakes.
    public private(set) var stakes: Int64
    /// The sum of their payouts.
    public private(set) var payouts: Int64
    /// The sum of their fees, per spin and per query.
    public private(set) var fees: Int64

    /// No rounds yet.
    public init() {
        (count, stakes, payouts, fees) = (0, 0, 0, 0)
    }

    /// Sums made elsewhere. Throws `amountNegative` when one is negative.
    public init(
        count: Int64, stakes: Int64, payouts: Int64, fees: Int64
    ) throws(AccountsError) {
        guard [count, stakes, payouts, fees].allSatisfy({ $0 >= 0 }) else {
            throw AccountsError(
                .amountNegative,
                "A batch of \(count) rounds with stakes \(stakes), payouts \(payouts) and fees "
                    + "\(fees) has a negative sum: give zero or more.")
        }
        (self.count, self.stakes, self.payouts, self.fees) = (count, stakes, payouts, fees)
    }

    /// Counts more rounds in. Throws `amountOverflow` when a sum does not fit, and changes nothing.
    public mutating func add(_ more: SettledRounds) throws(AccountsError) {
        let sums = [
            count.addingReportingOverflow(more.count),
            stakes.addingReportingOverflow(more.stakes),
            payouts.addingReportingOverflow(more.payouts),
            fees.addingReportingOverflow(more.fees),
        ]
        guard sums.allSatisfy({ !$0.overflow }) else {
            throw AccountsError(
                .amountOverflow,
                "The stakes, payouts or fees of \(count) rounds no longer fit in one sum: settle "
                    + "the batch and begin another.")
        }
        (count, stakes) = (sums[0].partialValue, sums[1].partialValue)
        (payouts, fees) = (sums[2].partialValue, sums[3].partialValue)
    }

    /// What was spent, stakes and fees; wide, because the sum of two Int64 may not fit in one.
    public var spent: Int128 { Int128(stakes) + Int128(fees) }

    /// What the wallet gained, payouts less stakes and fees; negative for a loss.
    public var net: Int128 { Int128(payouts) - spent }
}
