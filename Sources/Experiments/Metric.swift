// What a comparison measures.
public import Statistics

/// The endpoint of a comparison: one number for each arm of each pair.
public enum Metric: String, CaseIterable, Hashable, Sendable, Codable {
    /// Won or lost in the pair, fees included; major units.
    case net
    /// Paid back for each unit staked; 0 when nothing was staked.
    case `return`
    /// 1 when the balance ends at the goal or above, else 0.
    case goal
    /// 1 when the balance no longer covers the smallest stake at the end, else 0: lower is better.
    case ruin
    /// Sum of the rewards; major units.
    case reward

    /// One line for people.
    public var about: String {
        switch self {
        case .net: "money won or lost in a pair, fees included"
        case .return: "money paid back for each unit staked"
        case .goal: "share of pairs that end at the goal or above"
        case .ruin: "share of pairs that end unable to cover the smallest stake (lower is better)"
        case .reward: "reward: payout - stake - operational cost + human-likeness"
        }
    }

    /// Which statistics may be used: shares are bounded, sums are not.
    public var endpoint: ComparisonPlan.Endpoint {
        switch self {
        case .goal, .ruin: .bounded(low: -1, high: 1)
        case .net, .return, .reward: .unbounded
        }
    }

    public var direction: ComparisonPlan.Direction {
        self == .ruin ? .lowerIsBetter : .higherIsBetter
    }
}
