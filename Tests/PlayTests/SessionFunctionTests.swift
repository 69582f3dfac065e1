// Goal: a session is a function of plugins, configuration and seed, however it is cut.
// Method: one run in one go against runs with random slices and seals, in both modes; pinned values
// for other processes and days; and single changes to the configuration that must, or must not,
// make a difference.

import Play
import SeededRandom
import Testing

@Suite("A session is a function")
struct SessionFunctionTests {
    /// Two checkpoints and some more.
    private let rounds: Int64 = 140_000

    @Test(
        "random slices and seals leave digest, fuel and totals as in one go",
        arguments: [
            (InlinePlugins.coin, InlinePlugins.wanderer),
            (InlinePlugins.hiddenCoin, InlinePlugins.hiddenCounter),
        ])
    func cuts(game: String, strategy: String) throws {
        let maker = try SessionMaker(game: game, strategy: strategy)
        let whole = try maker.played(to: rounds)
        #expect(whole.session.rounds == rounds)
        #expect(whole.chunks.compactMap { $0.checkpoint?.round } == [65_536, 131_072])
        for seed in UInt64(1)...2 {
            var random = SeededGenerator(seed: seed)
            var other = SeededGenerator(seed: seed + 100)
            var run = try maker.run()
            run.play(
                to: rounds, slice: { random.pick([1, 7, 100, 4096, 100_000]) },
                seals: { other.chance(20) })
            run.seal()
            #expect(run.result == whole.result)
            #expect(run.chunks.count > whole.chunks.count)
            #expect(run.chunks.last?.digestAfter == whole.result.digest)
        }
        var random = SeededGenerator(seed: 3)
        var unjournalled = SessionRun(
            try Session(try maker.blueprint(), isJournalled: false))
        unjournalled.play(to: rounds, slice: { random.pick([13, 999, 50_000]) })
        #expect(unjournalled.result == whole.result)
    }

    @Test("asking for a seal at a checkpoint makes no difference to how it is asked for")
    func sealInsteadOfCheckpoint() throws {
        let maker = try SessionMaker(
            game: InlinePlugins.hiddenCoin, strategy: InlinePlugins.hiddenCounter)
        let whole = try maker.played(to: 70_000)
        let session = try Session(try maker.blueprint())
        var sealed: [Chunk] = []
        while session.rounds < 70_000 {
            _ = session.play(rounds: 70_000 - session.rounds)
            sealed += session.seal()
        }
        #expect(session.digest == whole.result.digest)
        #expect(sealed.compactMap { $0.checkpoint?.round } == [65_536])

        // And a checkpoint where none is due is none.
        var early = try maker.run()
        early.play(to: 1000)
        let chunks = early.session.sealAtCheckpoint().chunks
        #expect(chunks.map(\.checkpoint) == [nil])
        early.play(to: 70_000)
        #expect(early.result == whole.result)
    }

    // Made by this test: equal numbers in another process and on another day are the point. Whoever
    // changes what they depend on (plugins' prices, digest layout, streams) changes Engine.version.
    @Test("digest, fuel and totals are those of other processes and days")
    func pinned() throws {
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.wanderer)
        let run = try maker.played(to: 5000)
        #expect(
            run.result.digest
                == "470ad300fdf9d94ac790aa7e0f36a69d26e40f8b55c4f86f99f14fbc480fa52c")
        #expect(run.result.totals.strategyFuel == 2_826_852)
        #expect(run.result.totals.gameFuel == 499_988)
        #expect(run.result.totals.staked == 67_392)
        #expect(run.result.totals.paid == 69_370)
        #expect(run.result.totals.hits == 2584)
    }

    @Test("another seed or episode plays other rounds")
    func seeds() throws {
        var maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.steady())
        var digests: Set<String> = [try maker.played(to: 200).result.digest]
        maker.episode = 1
        digests.insert(try maker.played(to: 200).result.digest)
        maker.seed = 8
        digests.insert(try maker.played(to: 200).result.digest)
        maker.episode = 0
        digests.insert(try maker.played(to: 200).result.digest)
        #expect(digests.count == 4)
        maker.seed = 7
        #expect(digests.contains(try maker.played(to: 200).result.digest))
    }

    @Test("the session's id is in no stream, no digest and nothing that a strategy sees")
    func sessionID() throws {
        // The wanderer bets by the first letter of seen.session_id.
        var maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.wanderer)
        let first = try maker.played(to: 500)
        maker.id = "ffffffff-0000-4000-8000-000000000002"
        let second = try maker.played(to: 500)
        #expect(first.result == second.result)
        #expect(first.chunks.first?.sessionID != second.chunks.first?.sessionID)
    }

    @Test("both arms of a pair see the same symbols in round r, whatever they stake")
    func commonRandomNumbers() throws {
        func shown(_ decide: String) throws -> [String] {
            let text = """
                return {
                    name = "logger", version = "1.0.0", api = 1, games = { "test/*" },
                    start = function() return { n = 0 } end,
                    decide = function(memory, seen, rng) \(decide) end,
                    learn = function(memory, seen) log(seen.last.symbols[1]) end,
                }
                """
            let maker = try SessionMaker(game: InlinePlugins.coin, strategy: text)
            let run = try maker.played(to: 3000)
            #expect(run.session.rounds == 3000)
            return run.logs
        }
        let flat = try shown("return { type = 'PlaceBet', amount = 1 }")
        let wild = try shown(
            """
            memory.n = memory.n + 1
            for _ = 1, memory.n % 5 do rng:int(10) end
            return { type = 'PlaceBet', amount = rng:int(500) }
            """)
        #expect(flat.count == 3000)
        #expect(flat == wild)
        #expect(Set(flat) == ["head", "tail"])
    }

    @Test("what plugins logged before a checkpoint is not lost at it")
    func logs() throws {
        let text = """
            return {
                name = "logger", version = "1.0.0", api = 1, games = { "test/*" },
                decide = function(_, seen)
                    if seen.round % 65536 == 0 then log("round " .. seen.round) end
                    return { type = "PlaceBet", amount = 1 }
                end,
            }
            """
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: text)
        let session = try Session(try maker.blueprint(), isJournalled: false)
        while session.rounds < 70_000 { _ = session.play(rounds: 70_000 - session.rounds) }
        #expect(session.takeLogs() == ["round 65536"])
    }
}
