// Two arms played on the same seeds: how each does, how they differ, and what pairing was worth.

/// Moments of two paired streams A and B and of their difference D = A - B.
public struct PairedMoments: Sendable, Equatable {
    public private(set) var a = StreamingMoments()
    public private(set) var b = StreamingMoments()
    /// Moments of D = A - B.
    public private(set) var difference = StreamingMoments()
    /// How many pairs had a difference other than exactly zero.
    public private(set) var unequalCount = 0

    // Sum of products of the deviations of A and B from their means (Pebay 2008, equation 3.1).
    private var sumOfProducts = 0.0

    public init() {}

    public var count: Int { difference.count }

    /// Adds one pair.
    ///
    /// - Precondition: both values and their difference are finite.
    public mutating func add(_ valueA: Double, _ valueB: Double) {
        let deviationA = valueA - a.mean
        a.add(valueA)
        b.add(valueB)
        difference.add(valueA - valueB)
        sumOfProducts += deviationA * (valueB - b.mean)
        if valueA != valueB { unequalCount += 1 }
    }

    /// Adds all pairs of another stream.
    public mutating func merge(_ other: PairedMoments) {
        guard other.count > 0 else { return }
        let mine = Double(count)
        let theirs = Double(other.count)
        sumOfProducts += other.sumOfProducts
        if count > 0 {
            let gaps = (other.a.mean - a.mean) * (other.b.mean - b.mean)
            sumOfProducts += gaps * mine * theirs / (mine + theirs)
        }
        a.merge(other.a)
        b.merge(other.b)
        difference.merge(other.difference)
        unequalCount += other.unequalCount
    }

    /// The unbiased covariance of A and B; nil under two pairs.
    public var covariance: Double? {
        count > 1 ? sumOfProducts / Double(count - 1) : nil
    }

    /// Pearson's correlation of A and B, in -1...1; nil when either arm does not vary.
    public var correlation: Double? {
        let spread = a.sumOfSquares.squareRoot() * b.sumOfSquares.squareRoot()
        guard spread > 0 else { return nil }
        return min(1, max(-1, sumOfProducts / spread))
    }

    /// How many times fewer pairs are needed than unpaired samples of each arm:
    /// (variance of A + variance of B) / variance of D. Nil when D does not vary. Below 1 pairing
    /// made things worse.
    public var varianceReduction: Double? {
        guard difference.sumOfSquares > 0 else { return nil }
        return (a.sumOfSquares + b.sumOfSquares) / difference.sumOfSquares
    }

    /// The largest magnitude of any value of either arm; 0 while nothing has been added.
    var scale: Double {
        [a.minimum, a.maximum, b.minimum, b.maximum]
            .compactMap(\.self).map(\.magnitude).max() ?? 0
    }
}
