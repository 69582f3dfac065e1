// Goal: a comparison finds the strategy that is known to be better, and finds no winner between
// two of the same distribution more often than it says.
// Method: a coin with a known loss of a tenth of each stake.
import Experiments
import Play
import Statistics
import Testing

@Suite struct VerdictTests {
    @Test("of two strategies the one that stakes less in a losing game is better by net")
    func lessIsBetter() throws {
        let (small, large) = (
            ExperimentPlugins.steady(10, name: "small"),
            ExperimentPlugins.steady(200, name: "large")
        )
        let setup = ExperimentPlugins.setup(.net, pairs: 2000)
        let there = try Comparison.played(
            try ExperimentPlugins.experiment(small, large, rounds: 20), setup)
        let back = try Comparison.played(
            try ExperimentPlugins.experiment(large, small, rounds: 20), setup)
        #expect(there.statistics.verdict == .aBetter)
        #expect(back.statistics.verdict == .bBetter)
        #expect(there.pairs == back.pairs)
        #expect(there.pairs < 2000)
        // 20 rounds lose a tenth of 0.10 or 2.00 each: the true difference is 3.80.
        let interval = try #require(there.statistics.interval)
        #expect(interval.lower > 0 && interval.lower < 3.8 && interval.upper > 3.8)
    }

    @Test("the large stake is better by the chance to win anything at all")
    func ruin() throws {
        // From 1.00, 0.10 a round can not be ruined in 9 rounds; 1.00 is ruined by its first tail.
        let experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.steady(10, name: "small"),
            ExperimentPlugins.steady(100, name: "large"), rounds: 9, bankroll: 100)
        let comparison = try Comparison.played(
            experiment, ExperimentPlugins.setup(.ruin, pairs: 500))
        #expect(comparison.statistics.verdict == .aBetter)
        #expect(comparison.a.ends.isEmpty)
        #expect(comparison.b.ends[.limit] ?? 0 > 0)
    }

    @Test("a strategy against itself never differs, so there is no winner and a reason")
    func itself() throws {
        let text = ExperimentPlugins.steady(10, name: "same")
        let comparison = try Comparison.played(
            try ExperimentPlugins.experiment(text, text, rounds: 10),
            ExperimentPlugins.setup(.net, pairs: 100))
        #expect(comparison.statistics.verdict == .inconclusive)
        #expect(comparison.statistics.obstacle == .armsNeverDiffered)
        #expect(comparison.statistics.meanDifference == 0)
        #expect(comparison.a == comparison.b)
    }

    @Test("strategies that differ by less than the margin are equivalent")
    func equivalent() throws {
        let comparison = try Comparison.played(
            try ExperimentPlugins.experiment(
                ExperimentPlugins.wavering(skips: 0, name: "one"),
                ExperimentPlugins.wavering(skips: 1, name: "two"), rounds: 4),
            ExperimentPlugins.setup(.ruin, pairs: 500, margin: 0.1))
        #expect(comparison.statistics.verdict == .equivalent)
    }

    /// Both arms have one distribution; looked at after every pair, at most alpha of the seeds may
    /// name a winner (Ville's inequality). Allowed are three standard errors more:
    /// 0.1 + 3 sqrt(0.1 * 0.9 / 200) = 0.164.
    @Test("A/A: over 200 seeds winners are as rare as alpha says", arguments: [Metric.goal, .net])
    func sameDistribution(metric: Metric) throws {
        let pairs = metric == .goal ? 30 : 90
        var winners = 0
        for seed in 1...200 {
            let experiment = try ExperimentPlugins.experiment(
                ExperimentPlugins.wavering(skips: 0, name: "one"),
                ExperimentPlugins.wavering(skips: 1, name: "two"), rounds: 3, seed: UInt64(seed))
            let comparison = try Comparison.played(
                experiment, ExperimentPlugins.setup(metric, pairs: pairs, alpha: 0.1))
            // The arms do play other rounds.
            #expect(comparison.statistics.moments.unequalCount > 0)
            let verdict = comparison.statistics.verdict
            if verdict == .aBetter || verdict == .bBetter { winners += 1 }
        }
        #expect(Double(winners) / 200 <= 0.164)
    }
}
