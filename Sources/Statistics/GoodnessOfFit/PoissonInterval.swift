// Exact intervals for the rate of rare events.

/// Garwood's interval (Biometrika 28, 1936): from chi-square quantiles.
public enum PoissonInterval {
    /// Where the expected number of events lies with probability 1 - alpha at the least.
    ///
    /// - Parameter count: events seen, 0 or more.
    public static func exact(count: Int, alpha: Double) -> Interval {
        precondition(count >= 0 && alpha > 0 && alpha < 1, "counts are not negative")
        let twice = 2 * Double(count)
        let lower =
            count == 0
            ? 0 : ChiSquareDistribution.critical(1 - alpha / 2, degreesOfFreedom: twice) / 2
        return Interval(
            lower: lower,
            upper: ChiSquareDistribution.critical(alpha / 2, degreesOfFreedom: twice + 2) / 2)
    }
}
