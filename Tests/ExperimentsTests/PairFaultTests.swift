// Goal: a fault is a result of its arm; only a game that fails alike for both is an error. Pairs of
// older stores, in which a limit has no name, are read and replayed.
// Method: strategies and games that fail in a known call, and chunks sealed in the old form.
import Accounts
import Experiments
import Play
import Scripting
import Testing

@Suite struct PairFaultTests {
    @Test("an episode counts with what it had when its strategy failed")
    func failingArm() throws {
        let experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.steady(50, name: "good"),
            ExperimentPlugins.steady(
                50, name: "bad", before: "if seen.round == 4 then error('no') end"), rounds: 5)
        let pair = try experiment.play(pair: 0)
        #expect((pair.a.totals.rounds, pair.b.totals.rounds) == (5, 3))
        #expect((pair.a.faults, pair.b.faults) == (0, 1))
        #expect((pair.a.end, pair.b.end) == (nil, .fault))
        // Common random numbers: until the fault both saw the same.
        #expect(pair.b.totals.staked == 150)
        #expect(pair.b.balance == 1_000_000 - 150 + pair.b.totals.paid)
        #expect((pair.firstFaultA, pair.firstFaultB?.round) == (nil, 4))
        #expect(pair.firstFaultB?.fault.place == "strategies/test.lua:4")
        #expect(try experiment.play(pair: 0) == pair)
    }

    @Test("a start that fails in a later pair counts as an episode without rounds")
    func failingStart() throws {
        let sometimes = """
            return {
                name = "sometimes", version = "1.0.0", api = 1, games = { "test/*" },
                start = function(ctx)
                    if math.random(3) == 1 then error("not this time") end
                    return {}
                end,
                decide = function() return { type = "PlaceBet", amount = 50 } end,
            }
            """
        let experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.steady(50, name: "good"), sometimes, rounds: 5, seed: 2)
        let pairs = try (1..<40).map { try experiment.play(pair: $0) }
        let unstarted = pairs.filter { $0.firstFaultB != nil }
        #expect((1..<39).contains(unstarted.count))
        for pair in unstarted {
            #expect(pair.b == EpisodeResult.unstarted(experiment.b.configuration))
            #expect(pair.firstFaultB?.fault.call == "start")
        }
    }

    @Test("limits are told apart, and pairs from before they were are read and replayed")
    func limits() throws {
        let experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.steady(50, name: "small"),
            ExperimentPlugins.steady(500, name: "large"), rounds: 5, bankroll: 300)
        let configuration = ComparisonConfiguration(
            id: "00000000-0000-4000-8000-000000000002", a: experiment.a.configuration,
            b: experiment.b.configuration, metric: "net", roundsPerPair: 5, margin: 0,
            alpha: 0.05, goal: 600, leastStake: 10)
        let pair = try experiment.play(pair: 0, keepsRounds: true)
        #expect((pair.b.end, pair.b.refusedBy) == (.limit, .balance))
        // The same pair as it was journalled before.
        func digest(_ arm: SessionBlueprint) throws -> String {
            let session = try Session(arm, isJournalled: false)
            while session.rounds < 5 {
                if case .ended = session.play(rounds: 5 - session.rounds) { break }
            }
            return session.digest
        }
        var unnamed = pair.b
        unnamed.refusedBy = nil
        let old = PairResult(
            index: 0, a: pair.a, digestA: try digest(experiment.a), b: unnamed,
            digestB: try digest(experiment.b), rounds: pair.rounds)
        #expect(old.digest != pair.digest)
        for (result, form) in [(pair, UInt8(2)), (old, 1)] {
            var builder = PairChunkBuilder(configuration, after: 0, digest: PairChain().digest)
            let early = builder.add(result)
            #expect(early == nil)
            let sealed = builder.seal()
            var chunk = try #require(sealed)
            #expect(chunk.body.first == 2)
            chunk.body[0] = form
            let body = try PairChunkBody(of: chunk)
            #expect(body.pairs.map(\.b) == [result.b])
            #expect(body.contradiction(with: chunk, of: .comparison(configuration)) == nil)
            var cursor = RoundCursor(body)
            _ = try PairReplay(a: experiment.a, b: experiment.b).pair(
                body.pairs[0], &cursor, roundsPerPair: 5, keepsRecords: false)
        }
    }
}
