// One line of a self-test: how often a method was wrong, and after how many pairs it ended.
public import Statistics

/// A method in one situation, over its runs.
public struct SelfTestRow: Hashable, Sendable {
    public let name: String
    /// The chance of a false verdict that was promised; `nil` for a method that promises nothing
    /// true.
    public let promised: Double?
    /// What theory says that the mean number of pairs is; `nil` where it says nothing.
    public let pairsExpected: Double?
    public private(set) var runs = 0
    /// Runs with a false verdict.
    public private(set) var wrong = 0
    // Whole numbers, so that the order in which runs are added changes nothing.
    private var pairs = 0
    private var squares: Int128 = 0

    init(name: String, promised: Double? = nil, pairsExpected: Double? = nil) {
        self.name = name
        self.promised = promised
        self.pairsExpected = pairsExpected
    }

    mutating func add(isWrong: Bool, pairs count: Int) {
        runs += 1
        if isWrong { wrong += 1 }
        pairs += count
        squares += Int128(count) * Int128(count)
    }

    /// Share of false verdicts.
    public var rate: Double { Double(wrong) / Double(max(1, runs)) }

    /// Where the true rate lies with 95 % (Wilson).
    public var rateInterval: Interval {
        FixedSampleInterval.wilson(successes: wrong, trials: max(1, runs), alpha: 0.05)
    }

    /// Pairs until the end, on the mean.
    public var pairsMean: Double { Double(pairs) / Double(max(1, runs)) }

    /// Standard error of `pairsMean`.
    public var pairsError: Double {
        guard runs > 1 else { return 0 }
        let mean = pairsMean
        let variance = max(0, Double(squares) / Double(runs) - mean * mean)
        return (variance / Double(runs - 1)).squareRoot()
    }

    /// Whether the rate is at most what was promised and three standard errors of it.
    public var keepsItsPromise: Bool {
        guard let promised else { return true }
        let error = (promised * (1 - promised) / Double(max(1, runs))).squareRoot()
        return rate <= promised + 3 * error
    }
}
