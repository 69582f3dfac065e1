// Goal: the rounds of a journal are regenerated exactly, or refused with the first that differs.
// Method: sessions with faults, fallbacks and data are replayed chunk by chunk; then single numbers
// of their chunks are changed.

import Play
import SeededRandom
import Testing

@Suite("Replay")
struct ReplayTests {
    private func run(
        _ place: String, _ policy: FaultPolicy
    ) throws -> (maker: SessionMaker, run: SessionRun) {
        var maker = try SessionMaker(
            game: InlinePlugins.fragile, strategy: InlinePlugins.culprit,
            fallback: InlinePlugins.steady())
        maker.parameters = ["place": place, "at": "300", "every": "65536"]
        maker.policy = policy
        var random = SeededGenerator(seed: 12)
        var run = try maker.run()
        run.play(to: 66_000, seals: { random.chance(30) })
        run.seal()
        return (maker, run)
    }

    @Test(
        "a session with faults is replayed chunk by chunk",
        arguments: ["decide", "actions", "learn"], [FaultPolicy.skip, .fallback])
    func faults(place: String, policy: FaultPolicy) throws {
        let (maker, run) = try run(place, policy)
        let replay = try Replay(try maker.blueprint(), from: nil)
        var rounds: Int64 = 0
        for chunk in run.chunks {
            let records = try replay.rounds(of: chunk)
            let tuples = try RoundTuple.all(in: [chunk])
            #expect(records.map(\.stake) == tuples.map(\.stake))
            #expect(records.map(\.payout) == tuples.map(\.payout))
            #expect(records.map(\.isVoid) == tuples.map(\.isVoid))
            rounds += Int64(records.count)
        }
        #expect(rounds == 66_000)
    }

    @Test("a replay starts at any checkpoint")
    func fromCheckpoint() throws {
        let (maker, run) = try run("decide", .fallback)
        let places = run.chunks.indices.filter { run.chunks[$0].checkpoint != nil }
        #expect(places.count == 2)
        for place in places {
            let replay = try Replay(try maker.blueprint(), from: run.chunks[place].checkpoint)
            for chunk in run.chunks[(place + 1)...] {
                #expect(try replay.rounds(of: chunk).count == chunk.roundCount)
            }
        }
    }

    @Test("a chunk that differs anywhere is refused")
    func differences() throws {
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.wanderer)
        let run = try maker.played(to: 100)
        var digest = run.chunks[0]
        digest.digestAfter = emptyDigest
        var later = run.chunks[0]
        later.firstRound = 2
        var engine = run.chunks[0]
        engine.engineVersion = "stratagem 0.0"
        var longer = run.chunks[0]
        longer.roundCount = 101
        var body = run.chunks[0]
        body.body = try maker.withSeed(9).played(to: 100).chunks[0].body
        for chunk in [digest, later, engine, longer, body] {
            let replay = try Replay(try maker.blueprint(), from: nil)
            let error = #expect(throws: PlayError.self) { try replay.rounds(of: chunk) }
            #expect(error?.code == .replayIncompatible)
        }
        let replay = try Replay(try maker.blueprint(), from: nil)
        #expect(try replay.rounds(of: run.chunks[0]).count == 100)
    }
}

extension SessionMaker {
    func withSeed(_ seed: UInt64) -> SessionMaker {
        var copy = self
        copy.seed = seed
        return copy
    }
}
