// What one arm did over the pairs that were judged.
public import Accounts
public import Play

/// Sums and outcomes over the pairs of one arm; amounts in minor units.
public struct ArmTotals: Hashable, Sendable {
    public private(set) var pairs = 0
    public private(set) var rounds: Int64 = 0
    public private(set) var decisions: Int64 = 0
    public private(set) var staked: Int64 = 0
    public private(set) var paid: Int64 = 0
    public private(set) var fees: Int64 = 0
    public private(set) var fuel: Int64 = 0
    /// The highest fuel per decision of a pair.
    public private(set) var fuelPerDecisionMost = 0.0
    /// Pairs that stopped before all rounds were played, by reason.
    public private(set) var ends: [SessionEnd.Reason: Int] = [:]
    /// Pairs that a refused bet ended, by limit; those journalled without its name are only in
    /// `ends`.
    public private(set) var refusals: [LimitRefusal.Limit: Int] = [:]
    /// Faults, survived or not.
    public private(set) var faults: Int64 = 0
    /// Pairs with a fault.
    public private(set) var faultedPairs = 0
    /// How many pairs had a fault from the very first on, without one that had none.
    public private(set) var faultedFromFirst = 0
    /// The first pair with a fault.
    public private(set) var firstFaultedPair: UInt64?
    /// What happened there first; `nil` while it is not known: pairs from a journal do not have it.
    public var firstFault: SessionFault?
    /// Pairs that ended at the goal or above.
    public private(set) var goals = 0
    /// Pairs that ended unable to cover the smallest stake.
    public private(set) var ruins = 0
    /// Calls that came near a budget.
    public private(set) var budgetUses = BudgetUses()

    public init() {}

    mutating func add(
        _ arm: EpisodeResult, pair: UInt64, _ uses: BudgetUses = BudgetUses(),
        _ fault: SessionFault? = nil, reachedGoal: Bool = false, isRuined: Bool = false
    ) {
        rounds += arm.totals.rounds
        decisions += arm.totals.decisions
        staked &+= arm.totals.staked
        paid &+= arm.totals.paid
        fees &+= arm.totals.fees
        fuel &+= arm.totals.strategyFuel
        if arm.totals.decisions > 0 {
            fuelPerDecisionMost = max(
                fuelPerDecisionMost,
                Double(arm.totals.strategyFuel) / Double(arm.totals.decisions))
        }
        if let end = arm.end { ends[end, default: 0] += 1 }
        if let limit = arm.refusedBy { refusals[limit, default: 0] += 1 }
        if arm.faults > 0 {
            faults &+= arm.faults
            if faultedFromFirst == pairs { faultedFromFirst += 1 }
            faultedPairs += 1
            if firstFaultedPair == nil { (firstFaultedPair, firstFault) = (pair, fault) }
        }
        if reachedGoal { goals += 1 }
        if isRuined { ruins += 1 }
        pairs += 1
        budgetUses.add(uses)
    }

    public var net: Int64 { paid &- staked &- fees }

    /// Paid for each unit staked; `nil` when nothing was.
    public var returnRate: Double? { staked > 0 ? Double(paid) / Double(staked) : nil }

    /// Mean fuel of a decision, learning included; 0 before the first.
    public var fuelPerDecision: Double { Double(fuel) / Double(max(1, decisions)) }
}
