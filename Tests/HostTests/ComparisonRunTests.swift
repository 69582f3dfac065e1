// Goal: a comparison on many workers is the comparison on one, also when a pair fails.
// Method: strategies that fail in some episodes by their own stream, so that which pair fails first
// is known beforehand.
import EventLoop
import Experiments
import Foundation
import Host
import Play
import Statistics
import Testing

@Suite struct ComparisonRunTests {
    /// A game that fails in about every third pair, some time after it began, saying a number that
    /// only this pair has: with several workers a later pair often fails sooner.
    private static let fragile = """
        return {
            name = "test/fragile", version = "1.0.0", api = 1, stakes = { "1.00" },
            actions = { "PlaceBet", "Spin", "CashOut" },
            start = function() return { n = 0 } end,
            step = function(state, action, rng)
                state.n = state.n + 1
                if state.n == 1 and rng:int(3) == 1 then
                    for _ = 1, rng:int(4) * 30000 do end
                    error("draw " .. rng:int(1000000))
                end
                return { payout = 200 * (rng:int(2) - 1) }
            end,
        }
        """

    private func experiment(
        game: String = HostPlugins.coin, _ b: String = HostPlugins.steady(), seed: UInt64
    ) throws -> PairedExperiment {
        PairedExperiment(
            a: try HostPlugins.blueprint(game: game, seed: seed, bankroll: 1000),
            b: try HostPlugins.blueprint(game: game, strategy: b, seed: seed, bankroll: 1000),
            roundsPerPair: 5)
    }

    private func run(
        _ experiment: PairedExperiment, _ setup: Comparison.Setup, workers: Int
    ) throws -> Result<Comparison, any Error> {
        let run = ComparisonRun(experiment, try Comparison(setup))
        _ = try HostRun().run(workerCount: workers, progress: {}) { run.start($0) }
        return Result { try run.finished() }
    }

    private func setup(_ metric: Metric, pairs: Int) -> Comparison.Setup {
        Comparison.Setup(
            metric: metric, pairs: pairs, margin: 0, alpha: 0.05, goal: 2000, leastStake: 100,
            minorUnits: 100)
    }

    @Test("the pair that fails is the first one by index, however many workers play")
    func lowestFailure() throws {
        for seed in 1...6 {
            let experiment = try experiment(game: Self.fragile, seed: UInt64(seed))
            let messages = try [1, 2, 4, 4, 4].map { workers in
                let result = try run(experiment, setup(.net, pairs: 400), workers: workers)
                return #expect(throws: PlayError.self) { try result.get() }?.description
            }
            #expect(Set(messages).count == 1, "\(messages)")
            #expect(messages[0]?.contains("the game test/fragile failed in both arms") == true)
        }
    }

    @Test("a pair that fails after the verdict changes nothing")
    func failureAfterVerdict() throws {
        // Leaves at once, so that it is never ruined; the other is ruined by all five losses.
        let leaver = """
            return {
                name = "leaver", version = "1.0.0", api = 1, games = { "test/*" },
                decide = function(memory, seen, rng) return { type = "CashOut" } end,
            }
            """
        // The leaver never gets to `step`; what fails for both is the look before it.
        let game = """
            return {
                name = "test/sink", version = "1.0.0", api = 1, stakes = { "1.00" },
                actions = { "PlaceBet", "Spin", "CashOut" },
                start = function(ctx, rng)
                    if rng:int(60) == 1 then error("too late") end
                    return {}
                end,
                step = function() return {} end,
            }
            """
        func experiment(seed: UInt64) throws -> PairedExperiment {
            PairedExperiment(
                a: try HostPlugins.blueprint(game: game, seed: seed, bankroll: 500),
                b: try HostPlugins.blueprint(
                    game: game, strategy: leaver, seed: seed, bankroll: 500),
                roundsPerPair: 5)
        }
        let setup = setup(.ruin, pairs: 100)
        var tried = 0
        for seed in 1...400 where tried < 5 {
            let experiment = try experiment(seed: UInt64(seed))
            let failing = (0..<40).first {
                (try? experiment.play(pair: UInt64($0))) == nil
            }
            guard let alone = try? run(experiment, setup, workers: 1).get(), let failing,
                (0..<4).contains(failing - alone.pairs)
            else { continue }
            tried += 1
            for _ in 0..<4 {
                let many = try run(experiment, setup, workers: 4).get()
                #expect(many.statistics.verdict == .bBetter)
                #expect(many.pairs == alone.pairs)
                #expect((many.a, many.b) == (alone.a, alone.b))
            }
        }
        #expect(tried == 5)
    }

    @Test("the comparison does not depend on the count of workers")
    func workers() throws {
        let experiment = try experiment(
            HostPlugins.steady("if seen.round > 3 then return { type = 'CashOut' } end"), seed: 9)
        let results = try [1, 2, 5].map {
            try run(experiment, setup(.net, pairs: 150), workers: $0).get()
        }
        for result in results {
            #expect(result.statistics.moments == results[0].statistics.moments)
            #expect(result.statistics.interval == results[0].statistics.interval)
            #expect((result.a, result.b) == (results[0].a, results[0].b))
        }
    }

    @Test("a request to stop ends a pair in the middle, and a worker's timers fire meanwhile")
    func stoppedInAPair() throws {
        let blueprint = try HostPlugins.blueprint(
            game: HostPlugins.coin,
            strategy: HostPlugins.steady("for i = 1, 20000 do end"), bankroll: 1 << 50)
        let experiment = PairedExperiment(a: blueprint, b: blueprint, roundsPerPair: 1 << 40)
        let run = ComparisonRun(experiment, try Comparison(setup(.net, pairs: 10)))
        // Without an end of its own: the run, and this test, would go on for years.
        _ = try HostRun().run(workerCount: 2, progress: {}) { context in
            run.start(context)
            let loop = context.workers.loop(1)
            loop.post {
                _ = try? loop.after(.milliseconds(50), label: "stop") { context.stop.set() }
            }
        }
        #expect(try run.finished().pairs == 0)
    }
}
