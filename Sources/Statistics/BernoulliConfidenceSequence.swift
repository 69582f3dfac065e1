// A confidence sequence for a success probability: hits, ruins, goals reached.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The beta-binomial mixture confidence sequence for a proportion, valid at every look.
///
/// S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, "Time-uniform, nonparametric, nonasymptotic
/// confidence sequences", Annals of Statistics 49 (2021) 1055-1080, proposition 7. A proportion p
/// is tested with a beta distribution about p as the alternative; p stays while the evidence
/// against it is at most 1/alpha. The evidence depends on the counts only, so there is nothing to
/// keep between looks.
public struct BernoulliConfidenceSequence: Sendable, Equatable {
    /// The probability that the true proportion is ever outside, over all looks together.
    public let alpha: Double
    /// The number of trials at which the interval is tightest.
    public let tightestAt: Int

    // How many trials the mixing distribution is worth.
    private let concentration: Double

    /// - Precondition: `0 < alpha < 1`, `tightestAt > 0`.
    public init(alpha: Double = 0.05, tightestAt: Int) {
        precondition(alpha > 0 && alpha < 1, "alpha must be between 0 and 1")
        precondition(tightestAt > 0, "the tightest number of trials must be positive")
        self.alpha = alpha
        self.tightestAt = tightestAt
        let surprise = -2 * log(alpha)
        // Below about ten trials the best choice would be negative; it is held just above zero.
        concentration = max(Double(tightestAt) / (surprise + log(1 + surprise)) - 1, 1e-3)
    }

    /// The natural logarithm of the evidence against a true proportion of `proportion`.
    ///
    /// - Precondition: `0 < proportion < 1`, `0 <= successes <= trials`.
    public func logEvidence(successes: Int, trials: Int, proportion: Double) -> Double {
        precondition(proportion > 0 && proportion < 1, "evidence needs 0 < proportion < 1")
        precondition((0...max(0, trials)).contains(successes), "successes must be in 0...trials")
        let hits = Double(successes)
        let misses = Double(trials - successes)
        let hitWeight = proportion * concentration
        let missWeight = (1 - proportion) * concentration
        return logBeta(hits + hitWeight, misses + missWeight) - logBeta(hitWeight, missWeight)
            - hits * log(proportion) - misses * log1p(-proportion)
    }

    /// The interval after so many trials; 0...1 while there were none.
    ///
    /// - Precondition: `0 <= successes <= trials`.
    public func interval(successes: Int, trials: Int) -> Interval {
        guard trials > 0 else { return Interval(lower: 0, upper: 1) }
        let share = Double(successes) / Double(trials)
        func isKept(_ proportion: Double) -> Bool {
            let evidence = logEvidence(
                successes: successes, trials: trials, proportion: proportion)
            return evidence <= -log(alpha)
        }
        return Interval(
            lower: successes == 0 ? 0 : boundary(from: share, to: 0, isKept),
            upper: successes == trials ? 1 : boundary(from: share, to: 1, isKept))
    }

    // Bisects between a kept proportion and an end; 60 halvings pass the resolution of a Double.
    // The evidence falls towards the share of successes from both sides, so there is one crossing.
    private func boundary(from inside: Double, to end: Double, _ isKept: (Double) -> Bool) -> Double
    {
        var kept = inside
        var dropped = end
        for _ in 0..<60 {
            let middle = (kept + dropped) / 2
            guard middle > 0, middle < 1 else { break }
            if isKept(middle) { kept = middle } else { dropped = middle }
        }
        return dropped
    }

    private func logBeta(_ first: Double, _ second: Double) -> Double {
        lgamma(first).0 + lgamma(second).0 - lgamma(first + second).0
    }
}
