// Goal: a session that was interrupted anywhere goes on as if it had not been.
// Method: runs of plugins with and without data outside memory and state are cut after every kind
// of place, resumed from what a store would hold, and compared with the uninterrupted run.

import Play
import SeededRandom
import Synchronization
import Testing

@Suite("Resuming")
struct ResumeTests {
    private let rounds: Int64 = 140_000

    private func maker(hidden: Bool) throws -> SessionMaker {
        var maker = try SessionMaker(
            game: hidden ? InlinePlugins.hiddenCoin : InlinePlugins.coin,
            strategy: hidden ? InlinePlugins.hiddenCounter : InlinePlugins.wanderer)
        maker.perSpinFee = 2
        maker.perQueryFee = 1
        return maker
    }

    @Test(
        "a session resumed at any place goes on as if uninterrupted",
        arguments: [true, false],
        [0, 1, 40_000, 65_535, 65_536, 65_537, 100_000, 131_072, 139_999])
    func places(hidden: Bool, stop: Int64) throws {
        let maker = try maker(hidden: hidden)
        var first = try maker.run()
        first.play(to: stop)
        first.seal()
        #expect(first.chunks.last?.lastRound ?? 0 == stop)
        var second = try maker.resumed(after: first.chunks)
        #expect(second.session.rounds == stop)
        #expect(second.result == first.result)
        second.play(to: rounds)
        second.seal()
        #expect(try second.result == uninterrupted(hidden))
        #expect(second.chunks.first?.firstRound == stop + 1)
        #expect(second.chunks.first?.digestBefore == first.result.digest)
    }

    @Test("a session resumed again and again goes on as if uninterrupted")
    func often() throws {
        let maker = try maker(hidden: true)
        var random = SeededGenerator(seed: 11)
        var chunks: [Chunk] = []
        var run = try maker.run()
        while run.session.rounds < rounds {
            let next = run.session.rounds + Int64.random(in: 1...40_000, using: &random)
            run.play(to: min(next, rounds), seals: { random.chance(30) })
            run.seal()
            chunks += run.chunks
            run = try maker.resumed(after: chunks)
        }
        #expect(try run.result == uninterrupted(true))
    }

    @Test("a checkpoint that the store does not hold is passed again on the way")
    func withoutCheckpoint() throws {
        let maker = try maker(hidden: true)
        for stop: Int64 in [65_536, 80_000] {
            var first = try maker.run()
            first.play(to: stop)
            first.seal()
            var chunks = first.chunks
            for at in chunks.indices { chunks[at].checkpoint = nil }
            var second = try maker.resumed(after: chunks)
            second.play(to: rounds)
            #expect(try second.result == uninterrupted(true))
        }
    }

    @Test("other rounds than the journal's are refused, whichever number differs")
    func incompatible() throws {
        let maker = try maker(hidden: false)
        var run = try maker.run()
        run.play(to: 500)
        run.seal()
        var wrongDigest = run.chunks
        wrongDigest[0].digestAfter = emptyDigest
        var wrongBalance = run.chunks
        wrongBalance[0].balanceAfter += 1
        var wrongCount = run.chunks
        wrongCount[0].roundCount -= 1
        for chunks in [wrongDigest, wrongBalance, wrongCount] {
            let error = #expect(throws: PlayError.self) { try maker.resumed(after: chunks) }
            #expect(error?.code == .replayIncompatible)
        }
        var other = maker
        other.seed += 1
        let error = #expect(throws: PlayError.self) { try other.resumed(after: run.chunks) }
        #expect(error?.code == .replayIncompatible)
    }

    @Test("a damaged checkpoint is refused and nothing is guessed")
    func damagedCheckpoint() throws {
        let maker = try maker(hidden: false)
        var run = try maker.run()
        run.play(to: 65_600)
        run.seal()
        for field in [\Checkpoint.memory, \.state, \.carry, \.digestStream] {
            var chunks = run.chunks
            chunks[0].checkpoint?[keyPath: field] = [0xff, 0xff, 0xff]
            let error = #expect(throws: PlayError.self) { try maker.resumed(after: chunks) }
            #expect(error?.code == .replayIncompatible)
        }
    }

    @Test("limits hold after resuming, with what the day had left")
    func limits() throws {
        var maker = try maker(hidden: false)
        maker.dailyLimit = 20_000
        let whole = try maker.played(to: 100_000)
        #expect(whole.end?.reason == .limit)
        #expect(whole.session.rounds > 100)
        var first = try maker.run()
        first.play(to: 100)
        first.seal()
        let spent = first.session.totals.staked + first.session.totals.fees
        var second = try maker.resumed(after: first.chunks, dayLeft: 20_000 - spent)
        second.play(to: 100_000)
        #expect(second.result == whole.result)
    }

    private func uninterrupted(_ hidden: Bool) throws -> RunResult {
        let maker = try maker(hidden: hidden)
        return try WholeRuns.shared.result("\(hidden) \(rounds)") {
            try maker.played(to: rounds).result
        }
    }
}

/// Uninterrupted runs, played once for all tests that compare with them.
private final class WholeRuns: Sendable {
    static let shared = WholeRuns()
    private let known = Mutex<[String: RunResult]>([:])

    func result(_ name: String, _ play: () throws -> RunResult) throws -> RunResult {
        if let result = known.withLock({ $0[name] }) { return result }
        let result = try play()
        known.withLock { $0[name] = result }
        return result
    }
}
