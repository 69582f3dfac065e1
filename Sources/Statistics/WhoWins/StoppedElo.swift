// Elo after a sequential test: corrected for having stopped where it did.

/// Logistic Elo of counts at which a sequential test was stopped, or that it has reached.
///
/// A test that stops when the ratio is high stops more often on lucky counts than on unlucky ones,
/// so the bare Elo leans away from the middle. This one does not: it is the Elo under which half of
/// all tests would have ended worse and half better (median-unbiased), where an outcome is worse
/// that fails sooner or passes later; the interval's ends are the Elo under which a share of alpha/2
/// would. The ratio is taken as a Brownian motion, as fishtest does.
public struct StoppedElo: Hashable, Sendable {
    public let elo: Double
    public let lower: Double
    public let upper: Double
    /// The probability of a worse outcome if the true Elo were 0.
    public let likelihoodOfSuperiority: Double

    /// - Parameter alpha: the interval covers with probability 1 - alpha.
    /// - Returns: nil while nothing is counted.
    public init?(_ counts: WinCounts, _ plan: WinnerPlan, alpha: Double = 0.05) {
        guard counts.total > 0 else { return nil }
        let mixed = counts.counts.map { $0 == 0 ? 1e-3 : $0 }.reduce(0, +)
        let observed = counts.distribution
        let (mean, variance) = (observed.mean, observed.variance)
        let scores = counts.scores(plan)
        let step = WinCounts.ratioSteps(
            mean: mean, variance: variance, scores.low, scores.high)
        // Past an end the test would have stopped on it.
        let ratio = min(plan.upperBound, max(plan.lowerBound, mixed * step.drift))
        let time = step.drift == 0 ? mixed : min(mixed, ratio / step.drift)
        func worse(_ elo: Double) -> Double {
            let score = EloScale.score(ofLogistic: elo)
            let spread = variance + (score - mean) * (score - mean)
            let under = WinCounts.ratioSteps(
                mean: score, variance: spread, scores.low, scores.high)
            return DriftingMotion(
                lower: plan.lowerBound, upper: plan.upperBound, drift: under.drift,
                variance: under.variance
            ).probability(below: ratio, after: time)
        }
        // The better the truth, the less probable a worse outcome.
        func solve(_ probability: Double) -> Double {
            var (low, high) = (-1000.0, 1000.0)
            for _ in 0..<60 {
                let middle = (low + high) / 2
                if worse(middle) > probability { low = middle } else { high = middle }
            }
            return (low + high) / 2
        }
        elo = solve(0.5)
        lower = solve(1 - alpha / 2)
        upper = solve(alpha / 2)
        likelihoodOfSuperiority = min(1, max(0, worse(0)))
    }
}
