// Elo from counts of a fixed size, on both scales.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Elo with its interval, as matches of a fixed length are reported. After a sequential test it is
/// biased away from zero: see `StoppedElo`.
public struct EloEstimate: Hashable, Sendable {
    /// Logistic Elo, and half the width of its interval.
    public let elo: Double
    public let eloHalfWidth: Double
    /// Normalized Elo, and half the width of its interval.
    public let normalized: Double
    public let normalizedHalfWidth: Double
    /// The probability that the true score is above 1/2, after a flat prior.
    public let likelihoodOfSuperiority: Double

    /// - Parameter alpha: the interval covers with probability 1 - alpha at this one look.
    /// - Returns: nil while there is nothing to say: no counts, or all of the same score.
    public init?(_ counts: WinCounts, alpha: Double = 0.05) {
        // Published figures are of the bare counts.
        let total = counts.total
        let top = Double(counts.counts.count - 1)
        guard total > 0 else { return nil }
        let bare = ScoreDistribution(
            scores: counts.counts.indices.map { Double($0) / top },
            shares: counts.counts.map { $0 / total })
        let (mean, deviation) = (bare.mean, bare.variance.squareRoot())
        guard deviation > 0 else { return nil }
        let critical = NormalDistribution.twoSidedCritical(alpha: alpha)
        let half = critical * deviation / total.squareRoot()
        elo = EloScale.logistic(ofScore: mean)
        eloHalfWidth =
            (EloScale.logistic(ofScore: mean + half) - EloScale.logistic(ofScore: mean - half)) / 2
        let each = deviation * counts.gamesEach.squareRoot()
        normalized = (mean - 0.5) / each * EloScale.normalizedUnit
        normalizedHalfWidth = half / each * EloScale.normalizedUnit
        likelihoodOfSuperiority = NormalDistribution.cumulative(
            (mean - 0.5) / deviation * total.squareRoot())
    }
}
