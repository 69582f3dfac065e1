// A normal interval that may be looked at after every value: wider by half, never false by peeking.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The asymptotic confidence sequence for a mean, with its e-value and p-value.
///
/// I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy, A. Ramdas, "Time-uniform central limit
/// theory and asymptotic confidence sequences", arXiv 2103.06476v7, equations 9, 155 and 161. With
/// s the standard deviation (divided by n) and a the level:
/// ```
/// rho^2     = (-2 ln a + ln(1 - 2 ln a)) / tightestAt
/// half      = s sqrt( 2 (n rho^2 + 1) / (n^2 rho^2) * ln( sqrt(n rho^2 + 1) / a ) )
/// ln E      = rho^2 (n mean / s)^2 / (2 (n rho^2 + 1)) - ln(n rho^2 + 1) / 2
/// ```
/// "Asymptotic" means that it leans on the central limit theorem from the first look on: start
/// at ten values or later, and ask a `HeavyTailGate` whether the theorem holds.
public struct AsymptoticConfidenceSequence: Sendable, Equatable {
    /// The probability that the true mean is ever outside, over all looks together.
    public let alpha: Double
    /// The sample size at which the interval is tightest against the fixed-sample one.
    public let tightestAt: Int
    /// Fewer values than this give no interval. On a heavy-tailed slot in blocks of 1,000 spins,
    /// looking from the second block gave 16.9 % false positives, from the tenth 3 %.
    public let burnIn: Int
    /// The squared scale of the mixture, from `alpha` and `tightestAt`.
    public let rhoSquared: Double

    /// - Precondition: `0 < alpha < 1`, `tightestAt > 0`, `burnIn > 1`.
    public init(alpha: Double = 0.05, tightestAt: Int, burnIn: Int = 10) {
        precondition(alpha > 0 && alpha < 1, "alpha must be between 0 and 1")
        precondition(tightestAt > 0, "the tightest sample size must be positive")
        precondition(burnIn > 1, "a spread needs two values")
        self.alpha = alpha
        self.tightestAt = tightestAt
        self.burnIn = burnIn
        rhoSquared = (-2 * log(alpha) + log(1 - 2 * log(alpha))) / Double(tightestAt)
    }

    /// Half the width of the interval at this sample size.
    ///
    /// - Parameter deviation: the standard deviation of the sample, divided by n.
    public func halfWidth(count: Int, deviation: Double) -> Double {
        let size = Double(count)
        let growth = size * rhoSquared + 1
        let spread = 2 * growth / (size * size * rhoSquared)
        return deviation * (spread * log(growth.squareRoot() / alpha)).squareRoot()
    }

    /// The natural logarithm of the evidence against a true mean of `nullMean`: its exponential
    /// exceeds 1/alpha with a probability of alpha at most, over all looks, when that is the mean.
    ///
    /// - Precondition: `deviation > 0`.
    public func logEvidence(
        count: Int, mean: Double, deviation: Double, nullMean: Double = 0
    ) -> Double {
        precondition(deviation > 0, "evidence about a mean needs values that vary")
        let size = Double(count)
        let growth = size * rhoSquared + 1
        let score = size * (mean - nullMean) / deviation
        return rhoSquared * score * score / (2 * growth) - log(growth) / 2
    }

    /// The p-value that goes with `logEvidence`: min(1, 1/E). Its running minimum is valid too.
    public func pValue(
        count: Int, mean: Double, deviation: Double, nullMean: Double = 0
    ) -> Double {
        let evidence = logEvidence(
            count: count, mean: mean, deviation: deviation, nullMean: nullMean)
        return min(1, exp(-evidence))
    }

    /// The interval at this moment; nil before `burnIn` values and while they do not vary, because
    /// a spread of zero says nothing about the spread to come.
    public func interval(_ moments: StreamingMoments) -> Interval? {
        guard moments.count >= burnIn, let variance = moments.populationVariance, variance > 0
        else { return nil }
        let half = halfWidth(count: moments.count, deviation: variance.squareRoot())
        return Interval(center: moments.mean, halfWidth: half)
    }
}
