// The share of seeds that A wins, valid at every look.

/// Counts of won, drawn and lost seeds, with a betting confidence sequence for the mean score (1 won,
/// 1/2 drawn, 0 lost): no central limit theorem, and no price for looking.
public struct WinShare: Sendable {
    public private(set) var counts = WinCounts()
    private var betting: BettingConfidenceSequence

    /// The grid is a thousandth: finer than any number of seeds that fits in a day tells apart.
    private static let cells = 1000

    /// - Parameter alpha: the probability that the true mean is ever outside.
    /// - Precondition: `0 < alpha < 1`.
    public init(alpha: Double) {
        betting = BettingConfidenceSequence(alpha: alpha, cells: WinShare.cells)
    }

    /// Counts one seed by the sign of how much better A was.
    public mutating func add(_ difference: Double) {
        counts.add(difference)
        betting.add(difference > 0 ? 1 : difference < 0 ? 0 : 0.5)
    }

    /// The mean score; nil before the first seed.
    public var score: Double? {
        counts.total > 0 ? (counts.counts[2] + counts.counts[1] / 2) / counts.total : nil
    }

    /// Where the true mean score lies.
    public var interval: Interval { betting.interval }
}
