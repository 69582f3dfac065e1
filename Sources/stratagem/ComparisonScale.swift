// What the metrics of compare and tournament are measured in.
import Accounts
import Play

/// Amounts that turn a balance into a metric, from one arm's configuration.
struct ComparisonScale {
    private let arm: SessionBlueprint
    private let currency: Currency

    init(_ arm: SessionBlueprint, currency: Currency) {
        self.arm = arm
        self.currency = currency
    }

    /// Minor units of one major unit.
    var minorUnits: Double { currency.minorDigits == 0 ? 1 : 100 }

    /// The balance to reach, minor units: what was typed, or twice the bankroll.
    func goal(_ typed: String?) throws -> Int64 {
        if let units = try InputParsing.amount(typed, "goal", currency) { return units }
        let twice = arm.configuration.bankroll.multipliedReportingOverflow(by: 2)
        return twice.overflow ? Int64.max : twice.partialValue
    }

    /// The smallest stake with its fees, minor units.
    var leastStake: Int64 {
        let fees = arm.configuration.perSpinFee.addingReportingOverflow(
            arm.configuration.perQueryFee)
        let least = (arm.stakes.first ?? 0).addingReportingOverflow(
            fees.overflow ? Int64.max : fees.partialValue)
        return least.overflow ? Int64.max : least.partialValue
    }
}
