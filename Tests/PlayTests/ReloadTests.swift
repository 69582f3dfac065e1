// Goal: a reload is an input of a session: the same texts after the same rounds give the same
// rounds, however the session was cut, and whatever can not be taken leaves no trace.
// Method: sessions with reloads at every kind of round are cut into slices, crashed and resumed
// around the reloads, replayed, and compared with the uninterrupted session; texts that are wrong in
// every way are offered, and the session is compared with one that nobody offered anything.

import Play
import Scripting
import SeededRandom
import Testing

@Suite("Reloads")
struct ReloadTests {
    /// Forth, the game in between, and back to texts that played before.
    private func plan(_ rounds: [Int64]) throws -> ReloadPlan {
        let texts = [
            try ReloadTexts.counter(version: "1.1.0", step: 3, migrate: ReloadTexts.migrating),
            try ReloadTexts.coin(version: "1.1.0", factor: 3, symbols: #""tail", "head", "edge""#),
            try ReloadTexts.counter(), try ReloadTexts.coin(version: "1.1.0", factor: 1),
        ]
        return ReloadPlan(Array(zip(rounds, [texts[0], texts[1], texts[2]])))
    }

    static let places: [[Int64]] = [
        [0, 0, 1], [1, 1, 1], [100, 250, 251], [65_535, 65_536, 65_537],
        [65_536, 65_536, 65_536], [40_000, 66_000, 100_000],
    ]

    @Test(
        "cut and crashed anywhere, a session with reloads comes out as uninterrupted",
        arguments: places)
    func crashes(places: [Int64]) throws {
        let plan = try plan(places)
        let rounds: Int64 = places[2] + 500
        var whole = try ReloadedRun(ReloadTexts.maker())
        try whole.play(to: rounds, plan)
        whole.seal()
        #expect(whole.reloads.map(\.round) == places)
        #expect(whole.end == nil && whole.faults.isEmpty)
        for seed: UInt64 in 1...6 {
            var random = SeededGenerator(seed: seed)
            var cut = try ReloadedRun(ReloadTexts.maker())
            while cut.session.rounds < rounds {
                // Often at a reload, right before it and right after it.
                let near = random.pick(places) + Int64.random(in: -1...2, using: &random)
                let next = max(
                    near, cut.session.rounds + Int64.random(in: 1...9000, using: &random))
                try cut.play(
                    to: min(next, rounds), plan,
                    slice: { Int64.random(in: 1...4096, using: &random) },
                    seals: { random.chance(20) })
                cut.seal()
                if random.chance(60) { try cut.crash() }
            }
            #expect(cut.result == whole.result, "seed \(seed)")
            #expect(cut.chunks.last?.digestAfter == whole.chunks.last?.digestAfter)
        }
    }

    @Test(
        "a replay across reloads, forth and back, takes the right text for every round",
        arguments: places)
    func replays(places: [Int64]) throws {
        var run = try ReloadedRun(ReloadTexts.maker())
        var random = SeededGenerator(seed: 3)
        try run.play(to: places[2] + 700, plan(places), seals: { random.chance(10) })
        run.seal()
        #expect(try run.replayed() == run.session.digest)
        // No chunk goes past a reload, and each names the texts that played it.
        for reload in run.reloads {
            #expect(
                !run.chunks.contains {
                    $0.firstRound <= reload.round && $0.lastRound > reload.round
                })
        }
        let hashes = run.chunks.map { [$0.gameHash, $0.strategyHash] }
        #expect(hashes.last == [run.reloads[1].to.hash, run.reloads[2].to.hash])
    }

    @Test("memory and state go on, migrated once and only from another version")
    func keptState() throws {
        // The strategy bets its count, so that the rounds show what it kept.
        func showing(_ version: String, _ migrate: String, comment: String = "") throws
            -> PluginReplacement
        {
            .strategy(
                try InlinePlugins.strategy(
                    """
                    return { -- \(comment)
                        name = "shows", version = "\(version)", api = 1, games = { "test/*" },
                        start = function() return { count = 0 } end,
                        decide = function(memory)
                            memory.count = memory.count + 1
                            return { type = "PlaceBet", amount = memory.count }
                        end,
                        \(migrate)
                    }
                    """))
        }
        let migrate = """
            migrate = function(memory, from) memory.count = memory.count + 100 + #from return memory end,
            """
        var maker = try ReloadTexts.maker()
        guard case .strategy(let first) = try showing("1.0", "") else { return }
        maker.strategy = first
        var run = try ReloadedRun(maker)
        try run.play(
            to: 30,
            ReloadPlan([
                (10, try showing("1.1", migrate)),
                (20, try showing("1.1", migrate, comment: "the same version")),
            ]))
        run.seal()
        let stakes = try RoundTuple.all(in: run.chunks).map(\.stake)
        // "1.0" has three bytes.
        #expect(stakes == Array(1...10) + Array(114...133))
    }

    @Test("the digest tells when and to what a session changed, even when no round tells it")
    func digest() throws {
        func digest(_ steps: [(Int64, PluginReplacement)]) throws -> String {
            var run = try ReloadedRun(ReloadTexts.maker())
            try run.play(to: 300, ReloadPlan(steps))
            return run.session.digest
        }
        let comment = try ReloadTexts.coin(more: "-- the same rounds")
        let other = try ReloadTexts.coin(more: "-- the same rounds again")
        let digests = [
            try digest([]), try digest([(100, comment)]), try digest([(101, comment)]),
            try digest([(100, other)]), try digest([(100, comment), (100, other)]),
            try digest([(100, comment), (200, other)]),
        ]
        #expect(Set(digests).count == digests.count)
        #expect(try digest([(100, comment)]) == digests[1])
    }

    @Test("a fault after a reload goes back to the reload and no further")
    func faultAfterwards() throws {
        var maker = try ReloadTexts.maker()
        maker.policy = .skip
        let fails = try ReloadTexts.counter(
            version: "2.0.0", migrate: ReloadTexts.migrating,
            before: #"if seen.round == 502 or seen.round == 777 then error("a bad day") end"#)
        var whole = try ReloadedRun(maker)
        let plan = ReloadPlan([(500, fails)])
        try whole.play(to: 1000, plan)
        whole.seal()
        #expect(whole.faults.map(\.round) == [502, 777])
        #expect(try whole.replayed() == whole.session.digest)
        var cut = try ReloadedRun(maker)
        for round: Int64 in [500, 501, 502, 503, 777, 1000] {
            try cut.play(to: round, plan)
            cut.seal()
            try cut.crash()
        }
        #expect(cut.result == whole.result)
    }

    @Test("the fallback stands in for the new text, too, and then keeps its place")
    func fallback() throws {
        var maker = try ReloadTexts.maker()
        maker.policy = .fallback
        let fails = try ReloadTexts.counter(
            version: "2.0.0", before: #"if seen.round == 600 then error("a bad day") end"#)
        let plan = ReloadPlan([(500, fails), (700, try ReloadTexts.coin(factor: 1))])
        var run = try ReloadedRun(maker)
        try run.play(to: 800, plan)
        run.seal()
        #expect(run.faults.map(\.round) == [600])
        #expect(run.chunks.last?.strategyHash == maker.fallback?.source.hash)
        #expect(try run.replayed() == run.session.digest)
        let fault = #expect(throws: PluginFault.self) {
            try run.session.reload(try ReloadTexts.counter(version: "3.0.0"))
        }
        #expect(fault?.message.contains("plays its fallback") == true)
        var cut = try ReloadedRun(maker)
        for round: Int64 in [500, 600, 700, 701, 800] {
            try cut.play(to: round, plan)
            cut.seal()
            try cut.crash()
        }
        #expect(cut.result == run.result)
    }
}
