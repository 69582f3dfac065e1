// Mean, spread and shape of a stream in one pass and constant memory.
//
// The sums are of powers about the running mean, never of powers of the values, so a small spread
// on a large mean keeps its digits. Update and merge: P. Pebay, "Formulas for Robust, One-Pass
// Parallel Computation of Covariances and Arbitrary-Order Statistical Moments", Sandia report
// SAND2008-6212 (2008), equations 1.1 to 1.4 (order 2 is Welford's, 1962).

/// Count, mean, variance, skewness, kurtosis, minimum and maximum of a stream of numbers.
public struct StreamingMoments: Sendable, Equatable {
    public private(set) var count = 0
    /// The mean; 0 while nothing has been added.
    public private(set) var mean = 0.0
    /// The smallest value; nil while nothing has been added.
    public private(set) var minimum: Double?
    /// The largest value; nil while nothing has been added.
    public private(set) var maximum: Double?

    // Sums of the second, third and fourth power of the deviations from the mean.
    private(set) var sumOfSquares = 0.0
    private var sumOfCubes = 0.0
    private var sumOfFourths = 0.0

    public init() {}

    /// Adds one value.
    ///
    /// - Precondition: the value is finite; numbers from outside are checked before they come here.
    public mutating func add(_ value: Double) {
        precondition(value.isFinite, "moments take finite values; refuse others at the edge")
        let before = Double(count)
        count += 1
        let after = Double(count)
        let deviation = value - mean
        let step = deviation / after
        let term = deviation * step * before
        mean += step
        sumOfFourths +=
            term * step * step * (after * after - 3 * after + 3)
            + 6 * step * step * sumOfSquares - 4 * step * sumOfCubes
        sumOfCubes += term * step * (after - 2) - 3 * step * sumOfSquares
        sumOfSquares += term
        minimum = min(minimum ?? value, value)
        maximum = max(maximum ?? value, value)
    }

    /// Adds all values of another stream, as if they had been added here one by one.
    public mutating func merge(_ other: StreamingMoments) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let mine = Double(count)
        let theirs = Double(other.count)
        let all = mine + theirs
        let gap = other.mean - mean
        let step = gap / all
        let product = mine * theirs
        let squares = other.sumOfSquares
        sumOfFourths +=
            other.sumOfFourths
            + gap * step * step * step * product * (mine * mine - product + theirs * theirs)
            + 6 * step * step * (mine * mine * squares + theirs * theirs * sumOfSquares)
            + 4 * step * (mine * other.sumOfCubes - theirs * sumOfCubes)
        sumOfCubes +=
            other.sumOfCubes + gap * step * step * product * (mine - theirs)
            + 3 * step * (mine * squares - theirs * sumOfSquares)
        sumOfSquares += squares + gap * step * product
        mean += step * theirs
        count += other.count
        minimum = [minimum, other.minimum].compactMap(\.self).min()
        maximum = [maximum, other.maximum].compactMap(\.self).max()
    }

    /// The mean square deviation (divided by n); nil while nothing has been added.
    public var populationVariance: Double? {
        count > 0 ? max(0, sumOfSquares) / Double(count) : nil
    }

    /// The unbiased variance (divided by n - 1); nil under two values.
    public var variance: Double? {
        count > 1 ? max(0, sumOfSquares) / Double(count - 1) : nil
    }

    /// The square root of `variance`.
    public var standardDeviation: Double? { variance.map { $0.squareRoot() } }

    /// The third standardised moment g1 = m3 / m2^(3/2), without bias correction; nil when the
    /// values do not vary.
    public var skewness: Double? {
        guard let second = populationVariance, second > 0 else { return nil }
        return sumOfCubes / Double(count) / (second * second.squareRoot())
    }

    /// The fourth standardised moment m4 / m2^2, without bias correction; 3 for a normal
    /// distribution (it is not the excess). Nil when the values do not vary.
    public var kurtosis: Double? {
        guard let second = populationVariance, second > 0 else { return nil }
        return sumOfFourths / Double(count) / (second * second)
    }

    /// Whether the spread is more than the rounding of the arithmetic that made the values.
    ///
    /// Differences such as `(0.1 + 0.2) - 0.3` leave a spread of one rounding step; an interval
    /// built on it would be narrow and mean nothing. The threshold, 1e-12 of `scale`, is some
    /// thousands of such steps.
    ///
    /// - Parameter scale: the largest magnitude that went into the values.
    func varies(beyondRoundingOf scale: Double) -> Bool {
        guard let second = populationVariance else { return false }
        return second.squareRoot() > 1e-12 * scale
    }
}
