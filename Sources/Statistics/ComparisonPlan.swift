// What a comparison of two arms is asked, fixed before the first pair is seen.

/// The question put to a `SequentialComparison`; every number in it is checked here.
public struct ComparisonPlan: Sendable, Equatable {
    /// What is known beforehand about the difference D = A - B of a pair.
    public enum Endpoint: Sendable, Equatable {
        /// D has no known bounds (net result, return, reward): judged by an asymptotic confidence
        /// sequence, behind a heavy-tail gate.
        case unbounded
        /// D always lies in `low...high` (goal reached, ruin, a score): judged by a betting
        /// confidence sequence, which assumes nothing else.
        case bounded(low: Double, high: Double)
    }

    /// Which end of the scale is better.
    public enum Direction: Sendable, Equatable {
        case higherIsBetter
        /// As with the probability of ruin.
        case lowerIsBetter
    }

    /// When a comparison stops by itself.
    public enum Stop: Sendable, Equatable {
        /// At a winner or equivalence.
        case verdict
        /// When half the width of the valid interval is at most this, in units of the endpoint;
        /// what the interval says then is the verdict.
        case precision(Double)
        /// Not before it is told to finish: something else is tested.
        case never
    }

    /// Limit of the number of pairs, far above what a machine plays in a year.
    public static let pairsRange = 10...1_000_000_000

    public let endpoint: Endpoint
    public let direction: Direction
    /// Differences up to this size do not matter, in units of the endpoint; with 0 no equivalence
    /// can be found.
    public let margin: Double
    /// The probability of a false verdict, over all looks together.
    public let alpha: Double
    /// No verdict before this many pairs. An unbounded endpoint needs 83 at the least when alpha is
    /// 0.05, whatever is asked here: its heavy-tail gate passes nothing smaller.
    public let pairsMinimum: Int
    /// The comparison ends here without a winner.
    public let pairsMaximum: Int
    /// The number of pairs at which the interval of an unbounded endpoint is tightest.
    public let tightestAt: Int
    /// Grid resolution for a bounded endpoint: a step is `(high - low) / cells`.
    public let cells: Int
    /// A skewness of D that is known beforehand; 0 when none is. See `HeavyTailGate`.
    public let knownSkewness: Double
    public let stop: Stop
    /// Share of alpha that is kept for an interval of differences that never vary, should bounds
    /// be admitted for them; 0 for an unbounded endpoint that gets none. See `SequentialComparison`.
    public let alphaForConstant: Double

    /// - Parameter tightestAt: nil for `pairsMaximum`.
    /// - Throws: `StatisticsError` naming the number that cannot be used.
    public init(
        endpoint: Endpoint, direction: Direction = .higherIsBetter, margin: Double = 0,
        alpha: Double = 0.05, pairsMinimum: Int = 10, pairsMaximum: Int,
        tightestAt: Int? = nil, cells: Int = 10_000, knownSkewness: Double = 0,
        stop: Stop = .verdict, alphaForConstant: Double = 0
    ) throws(StatisticsError) {
        guard alpha > 0, alpha < 0.5 else {
            throw StatisticsError(
                .levelOutOfRange,
                "Alpha is \(alpha); give the accepted probability of a false verdict, above 0 and "
                    + "below 0.5, such as 0.05.")
        }
        guard margin >= 0, margin.isFinite else {
            throw StatisticsError(
                .marginOutOfRange,
                "The margin is \(margin); give the largest difference that does not matter, 0 or "
                    + "more.")
        }
        try Self.checkBounds(of: endpoint)
        try Self.checkCounts(
            minimum: pairsMinimum, maximum: pairsMaximum, tightestAt: tightestAt ?? pairsMaximum,
            cells: cells)
        guard knownSkewness >= 0, knownSkewness.isFinite else {
            throw StatisticsError(
                .skewnessOutOfRange,
                "The known skewness is \(knownSkewness); give its magnitude, 0 or more.")
        }
        if case .precision(let width) = stop {
            guard width > 0, width.isFinite else {
                throw StatisticsError(
                    .precisionOutOfRange,
                    "The precision is \(width); give half the width that the interval may have, "
                        + "above 0.")
            }
        }
        precondition((0..<1).contains(alphaForConstant), "a share of alpha is below 1")
        self.stop = stop
        self.alphaForConstant = alphaForConstant
        self.endpoint = endpoint
        self.direction = direction
        self.margin = margin
        self.alpha = alpha
        self.pairsMinimum = pairsMinimum
        self.pairsMaximum = pairsMaximum
        self.tightestAt = tightestAt ?? pairsMaximum
        self.cells = cells
        self.knownSkewness = knownSkewness
    }

    private static func checkBounds(of endpoint: Endpoint) throws(StatisticsError) {
        guard case .bounded(let low, let high) = endpoint else { return }
        guard low.isFinite, high.isFinite, low < high, (high - low).isFinite else {
            throw StatisticsError(
                .boundsOutOfOrder,
                "The bounds of the difference are \(low) and \(high); give two finite numbers, "
                    + "the lower one first.")
        }
    }

    private static func checkCounts(
        minimum: Int, maximum: Int, tightestAt: Int, cells: Int
    ) throws(StatisticsError) {
        guard pairsRange.contains(minimum), pairsRange.contains(maximum), minimum <= maximum else {
            throw StatisticsError(
                .countOutOfRange,
                "Between \(minimum) and \(maximum) pairs were asked for; ask for at least "
                    + "\(pairsRange.lowerBound), at most \(pairsRange.upperBound), and no minimum "
                    + "above the maximum.")
        }
        guard pairsRange.contains(tightestAt) else {
            throw StatisticsError(
                .countOutOfRange,
                "The interval is to be tightest at \(tightestAt) pairs; give a number in "
                    + "\(pairsRange.lowerBound)...\(pairsRange.upperBound).")
        }
        let allowed = BettingConfidenceSequence.cellsRange
        guard allowed.contains(cells) else {
            throw StatisticsError(
                .countOutOfRange,
                "The grid has \(cells) cells; give a number in "
                    + "\(allowed.lowerBound)...\(allowed.upperBound).")
        }
    }
}
