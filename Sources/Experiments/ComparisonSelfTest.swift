// Comparisons put to the test: identical arms must be told apart as seldom as promised, and a known
// difference must be found in the number of seeds that theory says.
//
// A unit is one run of one method: it depends on nothing but its number, so units may be played in
// any order and by any number of workers.
public import Play
public import Statistics

/// Error rates of comparisons, measured on a real game and on drawn signs.
public struct ComparisonSelfTest: Sendable {
    /// What is measured.
    public enum Part: String, CaseIterable, Hashable, Sendable {
        /// A strategy against itself on other episodes, looked at after every pair.
        case looks
        /// The test of who wins at both of its Elo: errors, and lengths against Wald's.
        case power
    }

    /// How much is played.
    public struct Size: Sendable {
        /// Runs of each method.
        public var runs: Int
        /// Pairs, which are looks, of a run of `looks`.
        public var pairs: Int
        /// Rounds of each arm and pair.
        public var rounds: Int64

        public init(runs: Int, pairs: Int, rounds: Int64) {
            self.runs = runs
            self.pairs = pairs
            self.rounds = rounds
        }
    }

    /// What one run said, for one row.
    struct Outcome {
        var row: Int
        var isWrong: Bool
        var pairs: Int
    }

    private let setup: Comparison.Setup
    private let size: Size
    private let parts: Set<Part>
    private let player: TournamentExperiment
    private let winners: [WinnerPlan]
    private let seed: UInt64
    private static let metrics: [Metric] = [.net, .goal, .ruin]
    /// Share of draws in drawn signs.
    private static let draws = 0.6

    /// - Parameters:
    ///   - setup: alpha, goal, least stake and minor units are used.
    ///   - arm: the game and the strategy that is compared with itself.
    ///   - winners: the tests of who wins, for the part `power`.
    public init(
        _ setup: Comparison.Setup, size: Size, parts: Set<Part>, arm: SessionBlueprint,
        winners: [WinnerPlan]
    ) {
        self.setup = setup
        self.size = size
        self.parts = parts
        self.winners = winners
        player = TournamentExperiment(arms: [arm], roundsPerEpisode: size.rounds)
        seed = arm.configuration.seed
    }

    /// The rows before any run: those of `looks`, then two for each test of who wins.
    public var rows: [SelfTestRow] {
        (parts.contains(.looks) ? looksRows : [])
            + (parts.contains(.power) ? winners.flatMap(ComparisonSelfTest.rows) : [])
    }

    /// Units to play.
    public var unitCount: Int {
        (parts.contains(.looks) ? size.runs : 0)
            + (parts.contains(.power) ? 2 * winners.count * size.runs : 0)
    }

    /// Plays unit `unit` and adds what it said to the rows.
    ///
    /// - Parameter isStopped: asked every few milliseconds.
    /// - Returns: a function that adds it; `nil` when it was stopped.
    public func played(
        unit: Int, unless isStopped: () -> Bool
    ) throws(PlayError) -> (@Sendable (inout [SelfTestRow]) -> Void)? {
        let ofLooks = parts.contains(.looks) ? size.runs : 0
        let outcomes =
            unit < ofLooks
            ? try look(run: unit, unless: isStopped)
            : winner(unit - ofLooks, firstRow: ofLooks > 0 ? looksRows.count : 0)
        guard let outcomes else { return nil }
        return { rows in
            for outcome in outcomes {
                rows[outcome.row].add(isWrong: outcome.isWrong, pairs: outcome.pairs)
            }
        }
    }

    // MARK: Identical arms

    private var looksRows: [SelfTestRow] {
        ComparisonSelfTest.metrics.map {
            SelfTestRow(name: "identical arms, \($0.rawValue)", promised: setup.alpha)
        } + [
            SelfTestRow(name: "  net, confidence sequence from pair 10 without its gate"),
            SelfTestRow(name: "  net, t-test after each pair from the fifth"),
        ]
    }

    private func look(
        run: Int, unless isStopped: () -> Bool
    ) throws(PlayError) -> [Outcome]? {
        guard let results = try pairs(of: run, unless: isStopped) else { return nil }
        var outcomes: [Outcome] = []
        for (row, metric) in ComparisonSelfTest.metrics.enumerated() {
            var comparison = try Comparison(setup(metric))
            for result in results where !comparison.isOver { try comparison.add(result) }
            comparison.finish()
            outcomes.append(
                Outcome(
                    row: row,
                    isWrong: comparison.verdict == .aBetter || comparison.verdict == .bBetter,
                    pairs: comparison.pairs))
        }
        for (row, isFound) in [
            (outcomes.count, isFoundUngated), (outcomes.count + 1, isFoundNaive),
        ] {
            outcomes.append(Outcome(row: row, isWrong: isFound(results), pairs: results.count))
        }
        return outcomes
    }

    private func setup(_ metric: Metric) -> Comparison.Setup {
        var changed = setup
        (changed.metric, changed.pairs, changed.margin) = (metric, size.pairs, 0)
        (changed.winner, changed.precision, changed.control) = (nil, nil, nil)
        return changed
    }

    // Arms that play other episodes of one seed have luck of their own.
    private func pairs(
        of run: Int, unless isStopped: () -> Bool
    ) throws(PlayError) -> [PairResult]? {
        var results: [PairResult] = []
        for pair in 0..<size.pairs {
            let first = 2 * UInt64(run * size.pairs + pair)
            guard
                let one = player.play(
                    episode: first, arms: [0], keepsRounds: false, unless: isStopped),
                let other = player.play(
                    episode: first + 1, arms: [0], keepsRounds: false, unless: isStopped)
            else { return nil }
            if let failure = one.failures[0] ?? other.failures[0] { throw failure }
            guard let a = one.arms[0]?.result, let b = other.arms[0]?.result else {
                preconditionFailure("an episode has the arm that played it")
            }
            results.append(PairResult(index: UInt64(pair), a: a, digestA: "", b: b, digestB: ""))
        }
        return results
    }

    // The formula after each pair from the tenth on, with its promise for all looks together.
    private func isFoundUngated(_ results: [PairResult]) -> Bool {
        let sequence = AsymptoticConfidenceSequence(alpha: setup.alpha, tightestAt: size.pairs)
        var moments = StreamingMoments()
        return results.contains { result in
            moments.add(Double(result.a.balance) - Double(result.b.balance))
            guard let interval = sequence.interval(moments) else { return false }
            return interval.lower > 0 || interval.upper < 0
        }
    }

    // The fixed-sample interval after each pair from the fifth on, as if each look were the only one.
    private func isFoundNaive(_ results: [PairResult]) -> Bool {
        var moments = StreamingMoments()
        let critical = NormalDistribution.twoSidedCritical(alpha: setup.alpha)
        return results.contains { result in
            moments.add(Double(result.a.balance) - Double(result.b.balance))
            guard moments.count >= 5, let deviation = moments.standardDeviation, deviation > 0
            else { return false }
            return moments.mean.magnitude
                > critical * deviation / Double(moments.count).squareRoot()
        }
    }

    // MARK: Who wins

    private static func rows(_ plan: WinnerPlan) -> [SelfTestRow] {
        [(plan.elo0, plan.alpha), (plan.elo1, plan.beta)].map { elo, promised in
            SelfTestRow(
                name: "sprt [\(shown(plan.elo0)), \(shown(plan.elo1))], true Elo \(shown(elo))",
                promised: promised,
                pairsExpected: plan.expectedCount(truth(elo)))
        }
    }

    // Elo as it was asked for: 5, not 5.0.
    private static func shown(_ elo: Double) -> String {
        Int(exactly: elo).map(String.init) ?? "\(elo)"
    }

    private static func won(_ elo: Double) -> Double {
        EloScale.score(ofLogistic: elo) - draws / 2
    }

    private static func truth(_ elo: Double) -> WinCounts {
        let scale = 1e9
        return WinCounts(
            losses: Int((1 - won(elo) - draws) * scale), draws: Int(draws * scale),
            wins: Int(won(elo) * scale))
    }

    // One test on drawn signs with 60 % draws, at its lower or its upper Elo.
    private func winner(_ unit: Int, firstRow: Int) -> [Outcome] {
        let row = unit / size.runs
        let plan = winners[row / 2]
        let (elo, wrong): (Double, WinnerTest.Decision) =
            row % 2 == 0 ? (plan.elo0, .high) : (plan.elo1, .low)
        let won = ComparisonSelfTest.won(elo)
        var mixed = SplitMix64(seed: seed ^ UInt64(unit))
        var generator = SplitMix64(seed: mixed.next())
        var test = WinnerTest(plan)
        while test.decision == .open {
            let drawn = Double.random(in: 0..<1, using: &generator)
            test.add(drawn < won ? 1 : drawn < won + ComparisonSelfTest.draws ? 0 : -1)
        }
        return [
            Outcome(
                row: firstRow + row, isWrong: test.decision == wrong,
                pairs: Int(test.counts.total))
        ]
    }
}
