// Who wins, seed by seed, asked after each of them.

/// The generalised sequential probability ratio test over signs of differences.
public struct WinnerTest: Sendable {
    /// What the test says.
    public enum Decision: Hashable, Sendable {
        case open
        /// elo0 or less.
        case low
        /// elo1 or more.
        case high
    }

    public let plan: WinnerPlan
    public private(set) var counts = WinCounts()
    /// ln of how much more probable the counts are under elo1 than under elo0.
    public private(set) var logRatio = 0.0
    public private(set) var decision = Decision.open

    // New extremes of the ratio so far: their sum and sum of squares give by how much a bound is
    // passed, about (squares / sum) / 2. D. Siegmund, "Sequential Analysis", corollary 8.33.
    private var falls = Overshoot()
    private var rises = Overshoot()

    private struct Overshoot {
        var extreme = 0.0
        var sum = 0.0
        var squares = 0.0

        var mean: Double { sum > 0 ? squares / sum / 2 : 0 }

        mutating func see(_ value: Double) {
            guard value > extreme else { return }
            let step = value - extreme
            sum += step
            squares += step * step
            extreme = value
        }
    }

    public init(_ plan: WinnerPlan) {
        self.plan = plan
    }

    /// Counts the next seed; after a decision it changes nothing.
    ///
    /// - Parameter difference: how much better A was; only its sign counts.
    public mutating func add(_ difference: Double) {
        guard decision == .open else { return }
        counts.add(difference)
        let now = counts.logLikelihoodRatio(plan.elo0, plan.elo1, scale: plan.scale)
        // A score that can not be: nothing is said until others came.
        guard now.isFinite else { return }
        logRatio = now
        rises.see(now)
        falls.see(-now)
        if now >= plan.upperBound - rises.mean {
            decision = .high
        } else if now <= plan.lowerBound + falls.mean {
            decision = .low
        }
    }

    /// The verdict that the decision is. Rejecting "elo0 or less" shows a winner only where elo0 is
    /// not below 0, and so on.
    public var verdict: ComparisonVerdict {
        switch decision {
        case .open: .undecided
        case .high: plan.elo0 >= 0 ? .aBetter : .aNotWorse
        case .low: plan.elo1 <= 0 ? .bBetter : .aNotBetter
        }
    }
}
