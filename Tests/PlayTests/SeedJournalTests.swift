// Goal: a journal without rounds gives every round again, or refuses; what would not come out again
// is kept.
// Method: the same sessions journalled in both modes, cut at random places, with faults, fallbacks
// and reloads; single numbers of chunks are changed; a strategy that meets the memory limit.

import Play
import Scripting
import SeededRandom
import Testing

@Suite("Seed-only journal")
struct SeedJournalTests {
    private func maker(_ place: String, _ policy: FaultPolicy) throws -> SessionMaker {
        var maker = try SessionMaker(
            game: InlinePlugins.fragile, strategy: InlinePlugins.culprit,
            fallback: InlinePlugins.steady())
        maker.parameters = ["place": place, "at": "300", "every": "65536"]
        maker.policy = policy
        maker.perSpinFee = 1
        return maker
    }

    private func run(_ maker: SessionMaker, to rounds: Int64, _ seed: UInt64) throws -> SessionRun {
        var random = SeededGenerator(seed: seed)
        var run = try maker.run()
        run.play(to: rounds, seals: { random.chance(30) })
        run.seal()
        return run
    }

    @Test(
        "it plays the rounds of a full journal, keeps none of them and gives them all again",
        arguments: ["decide", "actions", "learn"], [FaultPolicy.skip, .fallback])
    func bothModes(place: String, policy: FaultPolicy) throws {
        var maker = try maker(place, policy)
        let full = try run(maker, to: 66_000, 12)
        maker.journal = .seed
        let seed = try run(maker, to: 66_000, 13)
        #expect(seed.result == full.result)
        #expect(seed.chunks.allSatisfy { $0.isSeedOnly && $0.body.count == 1 })
        #expect(!full.chunks.contains { $0.isSeedOnly })
        let kept = try RoundTuple.all(in: full.chunks)
        let replay = try Replay(try maker.blueprint(), from: nil)
        var given: [RoundRecord] = []
        for chunk in seed.chunks { given += try replay.rounds(of: chunk) }
        #expect(given.map(\.stake) == kept.map(\.stake))
        #expect(given.map(\.payout) == kept.map(\.payout))
        #expect(given.map(\.isVoid) == kept.map(\.isVoid))
        // And from every checkpoint on.
        for place in seed.chunks.indices where seed.chunks[place].checkpoint != nil {
            let later = try Replay(try maker.blueprint(), from: seed.chunks[place].checkpoint)
            for chunk in seed.chunks[(place + 1)...] {
                #expect(try later.rounds(of: chunk).count == chunk.roundCount)
            }
        }
    }

    @Test("cut anywhere it is resumed as a full one is")
    func resumed() throws {
        var maker = try maker("decide", .skip)
        let whole = try run(maker, to: 66_000, 1)
        maker.journal = .seed
        let chunks = try run(maker, to: 66_000, 2).chunks
        for count in [0, 1, chunks.count / 2, chunks.count - 1] {
            var rest = try maker.resumed(after: chunks.prefix(count))
            rest.play(to: 66_000)
            rest.seal()
            #expect(rest.session.digest == whole.session.digest)
            #expect(rest.session.totals == whole.session.totals)
        }
    }

    @Test("reloads are part of it, with crashes around them")
    func reloads() throws {
        let plan = ReloadPlan([
            (
                100,
                try ReloadTexts.counter(version: "1.1.0", step: 3, migrate: ReloadTexts.migrating)
            ),
            (250, try ReloadTexts.coin(version: "1.1.0", factor: 1)),
        ])
        var whole = try ReloadedRun(ReloadTexts.maker())
        try whole.play(to: 700, plan)
        whole.seal()
        var maker = try ReloadTexts.maker()
        maker.journal = .seed
        var random = SeededGenerator(seed: 3)
        var cut = try ReloadedRun(maker)
        for stop: Int64 in [99, 101, 180, 251, 500, 700] {
            try cut.play(to: stop, plan, seals: { random.chance(50) })
            cut.seal()
            try cut.crash()
        }
        #expect(cut.chunks.allSatisfy { $0.isSeedOnly })
        #expect(cut.result == whole.result)
        #expect(try cut.replayed() == whole.session.digest)
    }

    @Test("a chunk that says something else is refused, and so is one of a session kept in full")
    func differences() throws {
        var maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.wanderer)
        maker.journal = .seed
        let good = try maker.played(to: 100).chunks[0]
        #expect(good.isSeedOnly)
        var wrong = [Chunk](repeating: good, count: 6)
        wrong[0].digestAfter = emptyDigest
        wrong[1].engineVersion = "stratagem 0.0"
        wrong[2].totals.paid += 1
        wrong[3].balanceAfter -= 1
        wrong[4].roundCount = 99
        wrong[5].strategyHash = emptyDigest
        for chunk in wrong {
            let replay = try Replay(try maker.blueprint(), from: nil)
            let error = #expect(throws: PlayError.self) { try replay.rounds(of: chunk) }
            #expect(error?.code == .replayIncompatible)
        }
        #expect(try Replay(try maker.blueprint(), from: nil).rounds(of: good).count == 100)
        maker.journal = nil
        let full = try Replay(try maker.blueprint(), from: nil)
        let error = #expect(throws: PlayError.self) { try full.rounds(of: good) }
        #expect(error?.description.contains("is one that is journalled in full") == true)
    }

    @Test("a chunk with a fault of this machine is kept in full, and no other")
    func unreproducible() throws {
        let greedy = """
            return {
                name = "greedy", version = "1.0.0", api = 1, games = { "test/*" },
                decide = function(memory, seen)
                    if seen.round == 300 then
                        local list = {}
                        for i = 1, 64 do list[i] = ("x"):rep(100000 + i) end
                    end
                    return { type = "PlaceBet", amount = 2 }
                end,
            }
            """
        var maker = try SessionMaker(game: InlinePlugins.coin, strategy: greedy)
        maker.policy = .skip
        maker.journal = .seed
        maker.budget.memoryBytes = 1 << 20
        maker.budget.fuelCall = 100_000_000
        var random = SeededGenerator(seed: 5)
        var run = try maker.run()
        run.play(to: 600, slice: { 40 }, seals: { random.chance(60) })
        run.seal()
        #expect(run.faults.map(\.fault.kind) == [.memory] && run.faults.first?.round == 300)
        #expect(run.end == nil)
        let kept = run.chunks.filter { !$0.isSeedOnly }
        #expect(kept.map(\.firstRound) == [300] && kept.map(\.roundCount) == [1])
        #expect(try RoundTuple.all(in: kept).map(\.isVoid) == [true])
        // It carries the checkpoint that the rest is regenerated from.
        let checkpoint = try #require(kept[0].checkpoint)
        #expect(checkpoint.round == 300)
        let replay = try Replay(try maker.blueprint(), from: checkpoint)
        for chunk in run.chunks where chunk.firstRound > 300 {
            #expect(try replay.rounds(of: chunk).count == chunk.roundCount)
        }
        let before = try Replay(try maker.blueprint(), from: nil)
        for chunk in run.chunks where chunk.lastRound < 300 {
            #expect(try before.rounds(of: chunk).count == chunk.roundCount)
        }
        var rest = try maker.resumed(after: run.chunks)
        rest.play(to: 700)
        var whole = try maker.run()
        whole.play(to: 700)
        #expect(rest.session.digest == whole.session.digest)
    }

    @Test("configurations of older stores are of a full journal, and the mode is kept")
    func configuration() throws {
        #expect(JournalMode.allCases.map(\.rawValue) == ["full", "seed"])
        var maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.wanderer)
        #expect(try maker.blueprint().configuration.journalMode == .full)
        maker.journal = .seed
        #expect(try maker.blueprint().configuration.journalMode == .seed)
    }
}
