// How often which score came: the data of a test of who wins.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Counts of scores: three of single seeds (lost, drawn, won), or five of pairs of dependent games
/// (lost both, lost one and drew one, even, and so on).
///
/// `compare` counts seeds. The five counts are for games that share an opening: their two results
/// depend on each other, and only their sum can be counted. Seeds are drawn independently, so that
/// two of them counted as one would only say the same later.
public struct WinCounts: Hashable, Sendable {
    /// From the lowest score to the highest.
    public private(set) var counts: [Double]

    /// Nothing counted yet.
    public init() { counts = [0, 0, 0] }

    public init(losses: Int, draws: Int, wins: Int) {
        counts = [Double(losses), Double(draws), Double(wins)]
    }

    /// Five counts, from two losses to two wins.
    ///
    /// - Precondition: five counts, none below 0.
    public init(pentanomial: [Int]) {
        precondition(pentanomial.count == 5, "pairs of games have five scores")
        precondition(pentanomial.allSatisfy { $0 >= 0 }, "counts are not negative")
        counts = pentanomial.map(Double.init)
    }

    /// Counts one seed: above 0 won, below 0 lost.
    public mutating func add(_ difference: Double) {
        counts[difference > 0 ? 2 : difference < 0 ? 0 : 1] += 1
    }

    /// Seeds, or pairs of games.
    public var total: Double { counts.reduce(0, +) }

    /// Games of one of what is counted: 1, or 2 of five scores.
    public var gamesEach: Double { counts.count == 5 ? 2 : 1 }

    /// Share of neither won nor lost; nil while nothing is counted.
    public var drawShare: Double? { total > 0 ? counts[counts.count / 2] / total : nil }

    /// Above the middle for each below it; nil when nothing is below.
    public var pairsRatio: Double? {
        let middle = counts.count / 2
        let below = counts[..<middle].reduce(0, +)
        return below > 0 ? counts[(middle + 1)...].reduce(0, +) / below : nil
    }

    /// Shares of the scores, with a thousandth of a count where there is none, so that nothing is
    /// impossible (as fishtest and fastchess do).
    var distribution: ScoreDistribution {
        let mixed = counts.map { $0 == 0 ? 1e-3 : $0 }
        let sum = mixed.reduce(0, +)
        let top = Double(counts.count - 1)
        return ScoreDistribution(
            scores: counts.indices.map { Double($0) / top }, shares: mixed.map { $0 / sum })
    }
}

/// Scores and how probable each is.
struct ScoreDistribution {
    var scores: [Double]
    var shares: [Double]

    var mean: Double { zip(scores, shares).reduce(0) { $0 + $1.0 * $1.1 } }

    var variance: Double {
        let mean = self.mean
        return zip(scores, shares).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
    }

    /// The most probable shares under which the mean of `values` is 0: p / (1 + x v), x the root of
    /// the sum of p v / (1 + x v). M. Van den Bergh, "Comparing multinomial distributions", 2020,
    /// proposition 1.1.
    ///
    /// - Precondition: values on both sides of 0.
    func shares(withZeroMeanOf values: [Double]) -> [Double] {
        guard let least = values.min(), let most = values.max(), least < 0, most > 0 else {
            preconditionFailure("a mean of zero needs values on both sides of it")
        }
        // The sum falls from +infinity to -infinity between the poles, so it is bisected.
        var (low, high) = (-1 / most, -1 / least)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            let sum = zip(values, shares).reduce(0) { $0 + $1.1 * $1.0 / (1 + middle * $1.0) }
            if sum > 0 { low = middle } else { high = middle }
        }
        let root = (low + high) / 2
        return zip(values, shares).map { $1 / (1 + root * $0) }
    }
}
