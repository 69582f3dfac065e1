// Goal: a comparison depends on the pairs' indexes and on nothing else.
// Method: the same results in shuffled orders, with and without a gap.
import Experiments
import Play
import Statistics
import Testing

@Suite struct ComparisonOrderTests {
    private static func results(_ count: UInt64) throws -> [PairResult] {
        let experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.wavering(skips: 0, name: "one"),
            ExperimentPlugins.steady(50, name: "two"), rounds: 10, seed: 4)
        return try (0..<count).map { try experiment.play(pair: $0) }
    }

    @Test(
        "any order of the same results gives the same comparison",
        arguments: [Metric.net, .return, .goal, .reward])
    func shuffled(metric: Metric) throws {
        let results = try Self.results(120)
        let setup = ExperimentPlugins.setup(metric, pairs: 120)
        var inOrder = try Comparison(setup)
        for result in results { try inOrder.add(result) }
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20 {
            var shuffled = try Comparison(setup)
            for result in results.shuffled(using: &generator) { try shuffled.add(result) }
            #expect(shuffled.statistics.moments == inOrder.statistics.moments)
            #expect(shuffled.statistics.verdict == inOrder.statistics.verdict)
            #expect(shuffled.statistics.interval == inOrder.statistics.interval)
            #expect(shuffled.statistics.obstacle == inOrder.statistics.obstacle)
            #expect((shuffled.a, shuffled.b) == (inOrder.a, inOrder.b))
            #expect(shuffled.pairs == inOrder.pairs)
        }
    }

    @Test("nothing after a gap is judged until the gap is filled")
    func gap() throws {
        let results = try Self.results(20)
        var comparison = try Comparison(ExperimentPlugins.setup(.net, pairs: 20))
        for result in results where result.index != 7 { try comparison.add(result) }
        #expect(comparison.pairs == 7)
        #expect(comparison.a.rounds == 70)
        try comparison.add(results[7])
        #expect(comparison.pairs == 20)
        #expect(comparison.isOver)
    }

    @Test("a pair is a function of the experiment and its index")
    func pairIsFunction() throws {
        let (first, second) = (try Self.results(5), try Self.results(5))
        #expect(first == second)
        #expect(Set(first.map(\.digest)).count == 5)
        // Common random numbers: where both arms bet, both see the same sides.
        let text = ExperimentPlugins.steady(50, name: "same")
        let pair = try ExperimentPlugins.experiment(text, text, rounds: 10).play(pair: 3)
        #expect(pair.a == pair.b)
    }

    @Test("a comparison after its verdict counts nothing more")
    func afterVerdict() throws {
        let experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.steady(10, name: "small"),
            ExperimentPlugins.steady(100, name: "large"), rounds: 9, bankroll: 100)
        let setup = ExperimentPlugins.setup(.ruin, pairs: 500)
        var comparison = try Comparison.played(experiment, setup)
        let (pairs, totals) = (comparison.pairs, comparison.a)
        for index in UInt64(pairs)..<UInt64(pairs + 5) {
            try comparison.add(try experiment.play(pair: index))
        }
        #expect(comparison.pairs == pairs)
        #expect(comparison.a == totals)
    }
}
