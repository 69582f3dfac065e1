// Intervals for a sample whose size was fixed before looking: narrow, and false when peeked at.

/// Classical intervals, valid only at one sample size that was chosen in advance.
///
/// Whoever looks after every block and stops when the interval excludes zero is wrong far more
/// often than `alpha`; use a confidence sequence for that.
public enum FixedSampleInterval {
    /// The interval for a mean by the central limit theorem: mean +- z s / sqrt(n), with s the
    /// unbiased standard deviation. Ask a `HeavyTailGate` first whether the theorem holds yet.
    ///
    /// - Returns: nil under two values.
    public static func mean(_ moments: StreamingMoments, alpha: Double) -> Interval? {
        guard let variance = moments.variance else { return nil }
        let error = (variance / Double(moments.count)).squareRoot()
        let critical = NormalDistribution.twoSidedCritical(alpha: alpha)
        return Interval(center: moments.mean, halfWidth: critical * error)
    }

    /// Wilson's interval for a proportion: E. B. Wilson, "Probable Inference, the Law of
    /// Succession, and Statistical Inference", JASA 22 (1927) 209-212, without continuity
    /// correction. It stays inside 0...1 and keeps its coverage near both ends.
    ///
    /// - Precondition: `0 <= successes <= trials` and `trials > 0`.
    public static func wilson(successes: Int, trials: Int, alpha: Double) -> Interval {
        precondition(trials > 0, "a proportion needs at least one trial")
        precondition((0...trials).contains(successes), "successes must be in 0...trials")
        let critical = NormalDistribution.twoSidedCritical(alpha: alpha)
        let count = Double(trials)
        let share = Double(successes) / count
        let weight = critical * critical / count
        let center = (share + weight / 2) / (1 + weight)
        let spread = (share * (1 - share) + weight / 4) * weight
        let halfWidth = spread.squareRoot() / (1 + weight)
        // At 0 and at all successes the formula gives exactly 0 and 1, less or more a rounding.
        return Interval(
            lower: successes == 0 ? 0 : max(0, center - halfWidth),
            upper: successes == trials ? 1 : min(1, center + halfWidth))
    }
}
