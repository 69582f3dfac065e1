// Comparisons put to the test: identical arms must be told apart as seldom as promised, and a known
// difference must be found in the number of seeds that theory says.
public import Play
public import Statistics

/// Error rates of comparisons, measured on a real game and on drawn signs.
public struct ComparisonSelfTest: Sendable {
    /// One line of the result.
    public struct Row: Sendable {
        public var name: String
        public var runs: Int
        /// Runs with a false verdict.
        public var wrong: Int
        /// The chance of one that was promised; `nil` for a method that promises nothing true.
        public var promised: Double?
        /// Pairs until the end, on the mean.
        public var pairsMean: Double
        /// What theory says they are; `nil` where it says nothing.
        public var pairsExpected: Double?

        /// Share of false verdicts.
        public var rate: Double { Double(wrong) / Double(max(1, runs)) }

        /// Where the true rate lies with 95 % (Wilson).
        public var rateInterval: Interval {
            FixedSampleInterval.wilson(successes: wrong, trials: max(1, runs), alpha: 0.05)
        }

        /// Whether the rate is at most what was promised and three standard errors of it.
        public var keepsItsPromise: Bool {
            guard let promised else { return true }
            let error = (promised * (1 - promised) / Double(max(1, runs))).squareRoot()
            return rate <= promised + 3 * error
        }
    }

    /// How much is played.
    public struct Size: Sendable {
        public var runs: Int
        public var pairs: Int
        public var rounds: Int64

        public init(runs: Int, pairs: Int, rounds: Int64) {
            self.runs = runs
            self.pairs = pairs
            self.rounds = rounds
        }
    }

    private let setup: Comparison.Setup
    private let size: Size

    /// - Parameter setup: alpha, goal, least stake and minor units are used.
    public init(_ setup: Comparison.Setup, size: Size) {
        self.setup = setup
        self.size = size
    }

    /// Compares a strategy with itself on other episodes, by several metrics and by the t-test of
    /// who does not know better, each looked at after every pair.
    ///
    /// Throws what playing throws.
    public func identicalArms(
        _ arm: SessionBlueprint, metrics: [Metric] = [.net, .goal, .ruin]
    ) throws(PlayError) -> [Row] {
        let player = TournamentExperiment(arms: [arm], roundsPerEpisode: size.rounds)
        var rows = metrics.map { metric in
            Row(
                name: "identical arms, \(metric.rawValue)", runs: size.runs, wrong: 0,
                promised: setup.alpha, pairsMean: 0)
        }
        var naive = Row(
            name: "identical arms, net, t-test after each pair", runs: size.runs, wrong: 0,
            pairsMean: Double(size.pairs))
        for run in 0..<size.runs {
            let results = try pairs(of: run, player)
            for (at, metric) in metrics.enumerated() {
                var comparison = try Comparison(setup(metric))
                for result in results where !comparison.isOver { try comparison.add(result) }
                comparison.finish()
                rows[at].pairsMean += Double(comparison.pairs) / Double(size.runs)
                if comparison.verdict == .aBetter || comparison.verdict == .bBetter {
                    rows[at].wrong += 1
                }
            }
            if isFoundByNaiveTest(results) { naive.wrong += 1 }
        }
        return rows + [naive]
    }

    private func setup(_ metric: Metric) -> Comparison.Setup {
        var changed = setup
        (changed.metric, changed.pairs, changed.margin) = (metric, size.pairs, 0)
        (changed.winner, changed.precision) = (nil, nil)
        return changed
    }

    // Arms that play other episodes of one seed have luck of their own.
    private func pairs(
        of run: Int, _ player: TournamentExperiment
    ) throws(PlayError) -> [PairResult] {
        var results: [PairResult] = []
        for pair in 0..<size.pairs {
            let first = 2 * UInt64(run * size.pairs + pair)
            guard let a = try player.play(episode: first, arms: [0]).arms[0],
                let b = try player.play(episode: first + 1, arms: [0]).arms[0]
            else { preconditionFailure("an episode has the arm that played it") }
            results.append(PairResult(index: UInt64(pair), a: a, digestA: "", b: b, digestB: ""))
        }
        return results
    }

    // The fixed-sample interval after each pair from the fifth on, as if each look were the only one.
    private func isFoundByNaiveTest(_ results: [PairResult]) -> Bool {
        var moments = StreamingMoments()
        let critical = NormalDistribution.twoSidedCritical(alpha: setup.alpha)
        for result in results {
            moments.add(Double(result.a.balance) - Double(result.b.balance))
            guard moments.count >= 5, let deviation = moments.standardDeviation, deviation > 0
            else { continue }
            let half = critical * deviation / Double(moments.count).squareRoot()
            if moments.mean.magnitude > half { return true }
        }
        return false
    }

    /// Runs the test of who wins on drawn signs at both of its Elo, with 60 % draws: errors against
    /// alpha and beta, lengths against Wald's.
    public func winners(_ plan: WinnerPlan, seed: UInt64, runs: Int) -> [Row] {
        [(plan.elo0, plan.alpha, WinnerTest.Decision.high), (plan.elo1, plan.beta, .low)].map {
            elo, promised, wrong in
            var generator = SplitMix64(seed: seed)
            let won = EloScale.score(ofLogistic: elo) - ComparisonSelfTest.draws / 2
            let scale = 1e9
            let truth = WinCounts(
                losses: Int((1 - won - ComparisonSelfTest.draws) * scale),
                draws: Int(ComparisonSelfTest.draws * scale), wins: Int(won * scale))
            var row = Row(
                name: "sprt [\(plan.elo0), \(plan.elo1)], true Elo \(elo)", runs: runs, wrong: 0,
                promised: promised, pairsMean: 0, pairsExpected: plan.expectedCount(truth))
            for _ in 0..<runs {
                var test = WinnerTest(plan)
                while test.decision == .open {
                    let drawn = Double.random(in: 0..<1, using: &generator)
                    test.add(drawn < won ? 1 : drawn < won + ComparisonSelfTest.draws ? 0 : -1)
                }
                if test.decision == wrong { row.wrong += 1 }
                row.pairsMean += test.counts.total / Double(runs)
            }
            return row
        }
    }

    /// Share of draws in drawn signs.
    private static let draws = 0.6
}
