// Puts a comparison to the test: the same arm against itself must not win more often than alpha
// says, and a known difference must be found.

/// Runs one comparison many times and counts its verdicts.
public struct SelfTest: Sendable {
    /// What came out.
    public struct Report: Sendable, Equatable {
        public let experiments: Int
        /// How often each verdict came.
        public let verdicts: [ComparisonVerdict: Int]
        /// Mean number of pairs until the verdict.
        public let meanPairs: Double
        /// The level the plan promised.
        public let alpha: Double

        /// The share of experiments that named a winner. With identical arms this is the rate of
        /// false positives; equivalence is then true and not counted.
        public var winnerRate: Double {
            share(of: .aBetter) + share(of: .bBetter)
        }

        /// Standard error of `winnerRate`: sqrt(rate (1 - rate) / experiments).
        public var standardError: Double {
            (winnerRate * (1 - winnerRate) / Double(experiments)).squareRoot()
        }

        /// The highest rate that is still in keeping with alpha: alpha plus three standard errors
        /// of a rate that is exactly alpha.
        public var winnerRateLimit: Double {
            alpha + 3 * (alpha * (1 - alpha) / Double(experiments)).squareRoot()
        }

        /// Whether the arms, being identical, were kept apart as seldom as promised.
        public var keepsItsPromise: Bool { winnerRate <= winnerRateLimit }

        public func share(of verdict: ComparisonVerdict) -> Double {
            Double(verdicts[verdict, default: 0]) / Double(experiments)
        }
    }

    public let plan: ComparisonPlan
    public let experiments: Int

    /// - Throws: `StatisticsError` unless `experiments` is in 1...1,000,000.
    public init(plan: ComparisonPlan, experiments: Int = 1000) throws(StatisticsError) {
        guard (1...1_000_000).contains(experiments) else {
            throw StatisticsError(
                .countOutOfRange,
                "\(experiments) experiments were asked for; ask for 1 to 1000000.")
        }
        self.plan = plan
        self.experiments = experiments
    }

    /// Runs all experiments one after the other, each to its verdict.
    ///
    /// - Parameter sample: makes one pair of an experiment; asked in order, experiment by
    ///   experiment, pair by pair, so it may draw from a seeded generator or from its two indexes.
    /// - Throws: what `SequentialComparison.add` throws for a sample it cannot use.
    public func run(
        _ sample: (_ experiment: Int, _ pair: Int) -> (a: Double, b: Double)
    ) throws(StatisticsError) -> Report {
        var verdicts: [ComparisonVerdict: Int] = [:]
        var pairs = 0
        for experiment in 0..<experiments {
            var comparison = SequentialComparison(plan)
            while comparison.verdict == .undecided {
                let drawn = sample(experiment, comparison.moments.count)
                try comparison.add(drawn.a, drawn.b)
            }
            verdicts[comparison.verdict, default: 0] += 1
            pairs += comparison.moments.count
        }
        return Report(
            experiments: experiments, verdicts: verdicts,
            meanPairs: Double(pairs) / Double(experiments), alpha: plan.alpha)
    }
}
