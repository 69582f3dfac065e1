// One arm of a comparison: its money, its fuel, and what went wrong in it.
internal import Accounts
internal import Experiments
internal import Play
internal import Scripting
internal import Statistics

extension ComparisonReport {
    /// One arm, over all pairs that were judged.
    public struct Arm: Encodable, Sendable {
        public var strategy: String
        public var version: String
        public var rounds: Int64
        public var decisions: Int64
        public var staked: String
        public var paid: String
        public var fees: String
        public var net: String
        @Nullable public var returnRate: Double?
        public var fuelPerRound: Double
        public var fuelPerDecision: Double
        /// The highest mean of a pair.
        public var fuelPerDecisionMost: Double
        /// Mean of the metric over pairs.
        public var mean: Double
        @Nullable public var standardDeviation: Double?
        /// Pairs that stopped before their last round, by reason.
        public var ends: [String: Int]
        /// Pairs that a refused bet ended, by limit.
        public var refusals: [String: Int]
        public var faults: ArmFaults
        /// Pairs that ended at the goal or above.
        public var goal: Share
        /// Pairs that ended unable to cover the smallest stake.
        public var ruin: Share

        enum CodingKeys: String, CodingKey {
            case strategy, version, rounds, decisions, staked, paid, fees, net, mean, ends, refusals
            case faults, goal, ruin
            case returnRate = "return"
            case fuelPerRound = "fuel_per_round"
            case fuelPerDecision = "fuel_per_decision"
            case fuelPerDecisionMost = "fuel_per_decision_most"
            case standardDeviation = "standard_deviation"
        }
    }
}

extension ComparisonReport.Arm {
    init(
        _ totals: ArmTotals, _ moments: StreamingMoments, _ strategy: StrategyDefinition,
        _ currency: Currency, shares: BernoulliConfidenceSequence
    ) {
        func text(_ units: Int64) -> String { Amount(minorUnits: units, currency: currency).text }
        self.strategy = strategy.manifest.name
        version = strategy.manifest.version
        rounds = totals.rounds
        decisions = totals.decisions
        staked = text(totals.staked)
        paid = text(totals.paid)
        fees = text(totals.fees)
        net = text(totals.net)
        returnRate = totals.returnRate
        fuelPerRound = Double(totals.fuel) / Double(max(1, totals.rounds))
        fuelPerDecision = totals.fuelPerDecision
        fuelPerDecisionMost = totals.fuelPerDecisionMost
        mean = moments.count > 0 ? moments.mean : 0
        standardDeviation = moments.standardDeviation
        ends = Dictionary(
            uniqueKeysWithValues: totals.ends.map { ($0.key.rawValue, $0.value) })
        refusals = Dictionary(
            uniqueKeysWithValues: totals.refusals.map { ($0.key.rawValue, $0.value) })
        faults = ArmFaults(totals, per: .pair)
        goal = ComparisonReport.Share(totals.goals, of: totals.pairs, shares)
        ruin = ComparisonReport.Share(totals.ruins, of: totals.pairs, shares)
    }
}
