// The answers a comparison can give, and what stands in the way of one.

/// What a comparison says about its two arms.
public enum ComparisonVerdict: String, Sendable, Equatable, CaseIterable {
    /// Not enough is known yet; more pairs may decide.
    case undecided
    case aBetter
    case bBetter
    /// The difference is inside the margin, both ways.
    case equivalent
    /// The interval is as narrow as was asked for, and holds values that lead to different verdicts.
    case precise
    /// A test of who wins rejected that A is worse by as much as was asked, and no more.
    case aNotWorse
    /// A test of who wins rejected that A is better by as much as was asked, and no more.
    case aNotBetter
    /// The pairs ran out before anything was shown.
    case inconclusive

    /// Whether the comparison found out what it was asked.
    public var isDecision: Bool { self != .undecided && self != .inconclusive }
}

/// Why a comparison has no verdict; printed beside `undecided` and `inconclusive`.
public enum ComparisonObstacle: Sendable, Equatable, CustomStringConvertible {
    /// Fewer pairs than the plan's minimum.
    case tooFewPairs(minimum: Int)
    /// Every pair so far ended in a tie.
    case armsNeverDiffered
    /// So few pairs differed that their spread is not known, whatever the number of ties.
    case tooFewDifferences(count: Int, minimum: Int)
    /// All differences are the same number, so nothing shows how far the next may be from it.
    case constantDifference
    /// The differences are too skewed for this number of pairs.
    case heavyTails(HeavyTailGate.Finding)
    /// The interval holds values that lead to different verdicts.
    case intervalTooWide

    public var description: String {
        switch self {
        case .tooFewPairs(let minimum):
            "Fewer than \(minimum) pairs have been played; nothing is decided before."
        case .armsNeverDiffered:
            "Both arms had the same result in every pair; play more pairs, or check that the two "
                + "strategies really differ."
        case .tooFewDifferences(let count, let minimum):
            "Only \(count) pairs had different results and \(minimum) are needed; play more pairs "
                + "or more rounds in a pair."
        case .constantDifference:
            "The difference was the same in every pair, so its spread is unknown; compare on a "
                + "bounded metric such as goal or ruin."
        case .heavyTails(let finding):
            "The central limit theorem is not valid yet: with skewness "
                + "\(rounded(finding.skewness)) about \(finding.requiredCount) pairs are needed "
                + "and \(finding.count) were played; play more, or compare on a bounded metric "
                + "such as goal or ruin."
        case .intervalTooWide:
            "The interval still allows more than one verdict; play more pairs."
        }
    }

    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
