// A confidence sequence for the mean of values in 0...1 that assumes nothing else about them.
//
// For every mean m on a grid two gamblers bet, one that the true mean is above m and one that it is
// below. If m is true neither gets rich; a gambler who does disproves m. No central limit theorem
// is needed, so heavy tails, few values and constant values are all fine.

/// The hedged-capital betting confidence sequence for bounded means.
///
/// I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting", JRSSB 86
/// (2024) 1-27, theorem 3: `K+ = prod(1 + min(bet, c/m) (x - m))`,
/// `K- = prod(1 - min(bet, c/(1-m)) (x - m))`, c = 1/2; m stays while
/// `max(K+/2, K-/2) <= 1/alpha`.
///
/// K+ falls and K- rises with m (each factor does), so what is left is always one stretch of the
/// grid, and only its ends need a look. A disproved m is dropped for good, which keeps the running
/// intersection and makes each value cost only as many multiplications as means are left.
/// The ends reported are the nearest disproved grid points, so the grid never narrows the interval.
public struct BettingConfidenceSequence: Sendable {
    /// Whether a mean that was disproved once may come back.
    public enum Memory: Sendable {
        /// A disproved mean stays out: narrower, cheaper, and just as valid.
        case runningIntersection
        /// Each interval is judged on its own; for comparison with other packages.
        case latestOnly
    }

    /// Limits of the number of cells: coarser says little, finer costs more than it shows.
    public static let cellsRange = 2...1_000_000

    public let alpha: Double
    /// The grid has the means i/cells for i in 0...cells.
    public let cells: Int
    public private(set) var count = 0

    private let memory: Memory
    private let threshold: Double
    private var bet: PredictableBet
    // Capital of the gambler who bets on "above m", and on "below m", for each grid point.
    private var above: [Double]
    private var below: [Double]
    // The grid points that are left: first...last. They may cross by one, when the truth is pinned
    // between two neighbours; the grid cannot say more and the search ends there.
    private var first = 0
    private var last: Int

    /// - Parameters:
    ///   - alpha: the probability that the true mean is ever outside, over all looks together.
    ///   - cells: grid resolution; a step is 1/cells. 10,000 cells cost about 30 microseconds for
    ///     the first values and under one after the thousandth, as the interval narrows.
    /// - Precondition: `0 < alpha < 1`, `cells` in `cellsRange`.
    public init(
        alpha: Double = 0.05, cells: Int = 10_000, memory: Memory = .runningIntersection
    ) {
        precondition(alpha > 0 && alpha < 1, "alpha must be between 0 and 1")
        precondition(Self.cellsRange.contains(cells), "cells must be in \(Self.cellsRange)")
        self.alpha = alpha
        self.cells = cells
        self.memory = memory
        threshold = 2 / alpha
        bet = PredictableBet(alpha: alpha)
        above = Array(repeating: 1, count: cells + 1)
        below = above
        last = cells
    }

    /// Adds one value.
    ///
    /// - Precondition: `0 <= value <= 1`.
    public mutating func add(_ value: Double) {
        precondition(value >= 0 && value <= 1, "the betting sequence takes values in 0...1")
        let stake = bet.next
        bet.observe(value)
        count += 1
        guard memory == .latestOnly || first <= last else { return }
        if stake <= Self.truncation {
            multiply(value, stake: stake)
        } else {
            multiplyTruncated(value, stake: stake)
        }
        if memory == .latestOnly {
            first = 0
            last = cells
        }
        while first <= last, above[first] > threshold { first += 1 }
        while first <= last, below[last] > threshold { last -= 1 }
    }

    /// The interval for the mean, rounded outwards to the grid.
    public var interval: Interval {
        Interval(lower: grid(max(0, first - 1)), upper: grid(min(cells, last + 1)))
    }

    /// The larger capital at a grid point, each gambler having started with one half; nil when that
    /// point was dropped.
    func capital(atCell cell: Int) -> Double? {
        guard memory == .latestOnly || (cell >= first && cell <= last) else { return nil }
        return max(above[cell], below[cell]) / 2
    }

    // c of the paper: at most half of the capital is staked, so that it stays above zero.
    private static let truncation = 0.5

    private func grid(_ cell: Int) -> Double { Double(cell) / Double(cells) }

    private var active: ClosedRange<Int> { memory == .latestOnly ? 0...cells : first...last }

    // With a stake of at most c no truncation can bite (c/m >= c), and a factor is linear in m.
    private mutating func multiply(_ value: Double, stake: Double) {
        let slope = stake / Double(cells)
        let gain = stake * value
        for cell in active {
            let move = gain - slope * Double(cell)
            above[cell] *= 1 + move
            below[cell] *= 1 - move
        }
    }

    private mutating func multiplyTruncated(_ value: Double, stake: Double) {
        for cell in active {
            let mean = grid(cell)
            // At m = 0 and m = 1 the quotient is infinite and the stake itself counts.
            above[cell] *= 1 + min(stake, Self.truncation / mean) * (value - mean)
            below[cell] *= 1 - min(stake, Self.truncation / (1 - mean)) * (value - mean)
        }
    }
}
