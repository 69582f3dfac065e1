// Goal: with the exact return as control variate a comparison has the same truth, misses it as
// seldom as promised, and needs fewer pairs.
// Method: strategies whose mean loss is worked out exactly, round by round, for a coin that returns
// nine tenths; many seeds.
import Experiments
import Play
import SeededRandom
import Statistics
import Testing

@Suite struct ControlTests {
    private static let coinReturn = 0.9
    private static let rounds = 4

    /// Doubles after a loss, from 0.10: stakes 0.10, 0.20, 0.40, 0.80.
    private static let chasing = """
        return {
            name = "chasing", version = "1.0.0", api = 1, games = { "test/*" }, context = "play",
            decide = function(memory, seen, rng)
                local last = seen.last
                local amount = 10
                if last and last.payout == 0 then amount = last.stake * 2 end
                return { type = "PlaceBet", amount = amount }
            end,
        }
        """

    /// Mean of all stakes of `chasing` from a stake on, minor units, over all ways of the coin.
    private func staked(from stake: Double, rounds: Int) -> Double {
        guard rounds > 0 else { return 0 }
        return stake + staked(from: 2 * stake, rounds: rounds - 1) / 2
            + staked(from: 10, rounds: rounds - 1) / 2
    }

    /// Net of steady 0.20 minus net of chasing, exactly; major units.
    private var truth: Double {
        let lost = 1 - ControlTests.coinReturn
        return lost * (staked(from: 10, rounds: ControlTests.rounds) - 20 * 4) / 100
    }

    private var control: ReturnControl {
        ReturnControl(
            meanPayout: { ControlTests.coinReturn * Double($0) },
            // Four rounds of at most 5.00.
            bounds: { -200...200 })
    }

    private func played(
        _ a: String, _ b: String, pairs: Int, seed: UInt64, alpha: Double = 0.05,
        margin: Double = 0, isControlled: Bool = true
    ) throws -> Comparison {
        var experiment = try ExperimentPlugins.experiment(
            a, b, rounds: Int64(ControlTests.rounds), seed: seed)
        var setup = ExperimentPlugins.setup(.net, pairs: pairs, margin: margin, alpha: alpha)
        if isControlled { (experiment.control, setup.control) = (control, control) }
        return try Comparison.played(experiment, setup)
    }

    @Test("by hand: four rounds of chasing stake 0.70 on the mean, and four of 0.20 stake 0.80")
    func byHand() {
        // After 10 comes 20 or 10; after that 40, 10, 20 or 10; and so on.
        #expect([1, 2, 3, 4].map { staked(from: 10, rounds: $0) } == [10, 25, 45, 70])
        #expect(abs(truth + 0.01) < 1e-12)
    }

    @Test("the mean stays the truth, and its variance falls")
    func unbiased() throws {
        var experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.steady(20, name: "steady"), ControlTests.chasing,
            rounds: Int64(ControlTests.rounds), seed: 3)
        experiment.control = control
        var setup = ExperimentPlugins.setup(.net, pairs: 2500, alpha: 1e-9)
        setup.control = control
        let comparison = try Comparison.played(experiment, setup)
        let (after, before) = (
            comparison.statistics.moments.difference, comparison.played.difference
        )
        for moments in [after, before] {
            let error = try #require(moments.standardDeviation) / Double(moments.count).squareRoot()
            #expect(abs(moments.mean - truth) < 4 * error)
        }
        #expect(try #require(before.variance) > 40 * #require(after.variance))
        #expect(comparison.exactRounds == comparison.a.rounds + comparison.b.rounds)
    }

    @Test("over 400 seeds the interval misses the truth no more often than alpha says")
    func coverage() throws {
        var generator = SeededGenerator(seed: 11)
        var (misses, shown) = (0, 0)
        for _ in 0..<400 {
            // As the comparison above is planned, with its tenth of alpha for constants.
            var statistics = SequentialComparison(
                try ComparisonPlan(
                    endpoint: .unbounded, alpha: 0.1, pairsMaximum: 700, stop: .never,
                    alphaForConstant: 0.1))
            var missed = false
            for _ in 0..<700 {
                var (stake, staked) = (10.0, 0.0)
                for _ in 0..<ControlTests.rounds {
                    staked += stake
                    stake = Bool.random(using: &generator) ? 10 : 2 * stake
                }
                let lost = 1 - ControlTests.coinReturn
                try statistics.add(-lost * 0.8, -lost * staked / 100)
                guard let interval = statistics.interval else { continue }
                if interval.lower > truth || interval.upper < truth { missed = true }
            }
            if statistics.interval != nil { shown += 1 }
            if missed { misses += 1 }
        }
        #expect(shown > 200)
        // 0.1 + 3 sqrt(0.1 * 0.9 / 400) = 0.145; at any of 700 looks.
        #expect(Double(misses) <= 0.145 * 400, "\(misses) of \(shown)")
    }

    @Test("two strategies of one return and one stake are alike, however lucky one was")
    func alike() throws {
        let comparison = try played(
            ExperimentPlugins.wavering(skips: 0, name: "one"),
            ExperimentPlugins.wavering(skips: 1, name: "two"), pairs: 400, seed: 5, margin: 0.05)
        #expect(comparison.statistics.verdict == .equivalent)
        let raw = try played(
            ExperimentPlugins.wavering(skips: 0, name: "one"),
            ExperimentPlugins.wavering(skips: 1, name: "two"), pairs: 400, seed: 5, margin: 0.05,
            isControlled: false)
        #expect(raw.statistics.verdict == .inconclusive)
        #expect(raw.chain == comparison.chain || raw.pairs != comparison.pairs)
    }

    @Test("expectations that never vary are judged between bounds; without them not at all")
    func constant() throws {
        let (small, large) = (
            ExperimentPlugins.steady(10, name: "small"),
            ExperimentPlugins.steady(200, name: "large")
        )
        // 4 rounds lose a tenth of 0.10 or 2.00 each: 0.76, in every pair.
        let judged = try played(small, large, pairs: 500, seed: 1)
        #expect(judged.statistics.verdict == .aBetter)
        let interval = try #require(judged.statistics.interval)
        #expect(interval.lower > 0 && interval.lower < 0.76 && interval.upper > 0.76)
        #expect(interval.upper <= 2)
        let mean = try #require(judged.statistics.meanDifference)
        #expect(abs(mean - 0.76) < 1e-9)

        var experiment = try ExperimentPlugins.experiment(small, large, rounds: 4)
        var setup = ExperimentPlugins.setup(.net, pairs: 200)
        let unbounded = ReturnControl(meanPayout: control.meanPayout, bounds: { nil })
        (experiment.control, setup.control) = (unbounded, unbounded)
        let open = try Comparison.played(experiment, setup)
        #expect(open.statistics.verdict == .inconclusive)
        #expect(open.statistics.obstacle == .constantDifference)
    }

    @Test("what rewards have beside money stays in them")
    func extra() throws {
        let experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.steady(10, name: "small"),
            ExperimentPlugins.steady(20, name: "large"), rounds: 4)
        var controlled = experiment
        controlled.control = control
        var setup = ExperimentPlugins.setup(.reward, pairs: 10)
        setup.control = control
        var comparison = try Comparison(setup)
        for index in 0..<10 as Range<UInt64> {
            var pair = try controlled.play(pair: index)
            // A score of 3.00 for A's play.
            pair.a.rewardTotal += 300
            try comparison.add(pair)
        }
        // 4 rounds of 0.10 and 0.20 lose 0.04 and 0.08.
        let mean = try #require(comparison.statistics.meanDifference)
        #expect(abs(mean - 3.04) < 1e-9)
    }

    @Test("rounds of a stake without a proof count as they were played")
    func partly() throws {
        var experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.steady(10, name: "small"),
            ExperimentPlugins.steady(200, name: "large"), rounds: 4)
        let half = ReturnControl(
            meanPayout: { $0 == 10 ? 9 : nil }, bounds: { nil })
        experiment.control = half
        for index in 0..<20 as Range<UInt64> {
            let pair = try experiment.play(pair: index)
            let expected = try #require(pair.expectation)
            #expect(abs(expected.a + 4) < 1e-9)
            #expect(expected.b == Double(pair.b.totals.net))
            #expect(expected.exactRounds == 4)
            #expect(pair.rounds == nil)
        }
    }
}
