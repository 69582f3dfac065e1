// Goal: a session that is continued from a place between two checkpoints plays what an uninterrupted
// one plays; and where it would not, no place is given.
// Method: shipped and inline plugins are cut at places and compared with whole runs. Then plugins
// that hide something, each elsewhere, are asked for a place before and after.

import Foundation
import Play
import SeededRandom
import Testing

@Suite("Places")
struct PlaceTests {
    /// Continues after these rounds from this place, as from a store.
    private func resumed(
        _ maker: SessionMaker, _ run: SessionRun, from place: Checkpoint, dayLeft: Int64? = nil
    ) throws -> SessionRun {
        let session = run.session
        return SessionRun(
            try Session(
                resuming: try maker.blueprint().keepingPlaces(), checkpoint: place,
                head: SessionHead(
                    rounds: session.rounds, digest: session.digest, balance: session.balance,
                    dayLeft: dayLeft)))
    }

    private func begun(_ maker: SessionMaker) throws -> SessionRun {
        SessionRun(try Session(try maker.blueprint().keepingPlaces()))
    }

    @Test(
        "a session that goes on from place to place plays as one that was never stopped",
        arguments: [
            ("games/slots/double-diamond/game.lua", "strategies/flat.lua"),
            ("games/slots/double-diamond/game.lua", "strategies/random.lua"),
            ("games/slots/lobstermania/game.lua", "strategies/double-after-loss.lua"),
            ("games/slots/atkins-diet/game.lua", "strategies/fraction.lua"),
            ("games/tables/blackjack/game.lua", "strategies/blackjack-basic.lua"),
            ("", ""),
        ])
    func honest(game: String, strategy: String) throws {
        let isInline = game.isEmpty
        let maker = try SessionMaker(
            game: isInline ? InlinePlugins.coin : GameFiles.text(game),
            strategy: isInline ? InlinePlugins.wanderer : GameFiles.text(strategy))
        let whole = try maker.played(to: 3_000).result
        var random = SeededGenerator(seed: 5)
        var run = try begun(maker)
        var places = 0
        while run.session.rounds < 3_000 {
            run.play(to: min(run.session.rounds + Int64.random(in: 1...400, using: &random), 3_000))
            run.seal()
            let place = try #require(run.session.place(), "nothing is hidden here")
            places += 1
            // Some rounds come after the place and are played again from it.
            run.play(to: min(run.session.rounds + Int64.random(in: 0...50, using: &random), 3_000))
            run.seal()
            run = try resumed(maker, run, from: place)
        }
        #expect(run.result == whole)
        #expect(places > 8)
    }

    /// A strategy that does something in round 5. It is asked for its place before and after.
    private static func strategy(_ outside: String, _ inRound: String) -> String {
        """
        \(outside)
        local plugin = {
            name = "hider", version = "1.0.0", api = 1, games = { "test/*" }, context = "summary",
            start = function() return { n = 0 } end,
        }
        function plugin.decide(memory, seen, rng)
            if seen.round == 5 then \(inRound) end
            return { type = "PlaceBet", amount = 1 }
        end
        return plugin
        """
    }

    @Test(
        "no place is given where a strategy keeps something outside its memory, wherever that is",
        arguments: [
            ("local calls = 0", "calls = calls + 1"),
            ("local kept = {}", "kept.x = 1"),
            ("local kept = { 1, 2 }", "kept[2] = 2.0"),
            ("local kept = { 1, 2 }", "kept[2] = nil"),
            ("local kept = { deep = { 1 } }", "kept.deep = { 1 }"),
            ("", "total = 1"), ("", "_G.log = nil"), ("", "string.mine = 5"), ("", "math.pi = 3"),
            ("", "rng.mine = 5"), ("", "rawset(seen, 'mine', 5)"), ("", "seen.stakes[1] = 2"),
            ("local f = function() return 1 end", "f = function() return 1 end"),
            ("local f, g = function() return 1 end, function() return 2 end", "f = g"),
            ("local t = {}", "setmetatable(t, {})"),
            ("local t = setmetatable({}, { a = 1 })", "getmetatable(t).a = 2"),
            ("local count; do local n = 0; count = function() n = n + 1 end end", "count()"),
            ("local kept = { 1 }", "memory.kept = kept"), ("local kept", "kept = memory"),
            ("", "memory.a = {}; memory.b = memory.a"), ("", "memory.list = seen.stakes"),
            ("", "memory.list = { 1, 2, 3 }; memory.list[2] = nil"),
            ("local kept = coroutine.create(function() end)", "local _ = kept"),
            ("local kept = {}", "load('local t = ... ; t.f = function() end')(kept)"),
        ])
    func hidden(outside: String, inRound: String) throws {
        let maker = try SessionMaker(
            game: InlinePlugins.coin, strategy: Self.strategy(outside, inRound))
        var run = try begun(maker)
        run.play(to: 4)
        run.seal()
        // A coroutine can not be looked at from the start.
        #expect((run.session.place() == nil) == outside.contains("coroutine"))
        run.play(to: 6)
        run.seal()
        #expect(run.end == nil, "\(run.faults)")
        #expect(run.session.place() == nil)
    }

    @Test("what a plugin keeps in its memory, and what it only reads, is no hindrance")
    func plain() throws {
        for (outside, inRound) in [
            ("local kept = { [3] = 1, [7] = { 5 } }", "memory.a = kept[7][1]"),
            ("", "memory.list = { 1, 2, 3 }; memory.map = { x = 1, ['2'] = { true } }"),
            ("local function f(n) return n + 1 end", "memory.n = f(memory.n)"),
            ("", "local wheel = coroutine.wrap(function() coroutine.yield(1) end); wheel()"),
            ("", "memory.last = seen.last; memory.stakes = seen.stakes[1]"),
        ] {
            let maker = try SessionMaker(
                game: InlinePlugins.coin, strategy: Self.strategy(outside, inRound))
            var run = try begun(maker)
            run.play(to: 6)
            run.seal()
            let place = try #require(run.session.place(), "\(outside) \(inRound)")
            run.play(to: 40)
            run.seal()
            let whole = try maker.played(to: 100).result
            var other = try resumed(maker, run, from: place)
            other.play(to: 100)
            #expect(other.result.digest == whole.digest)
        }
    }

    @Test("a game that hides data gives no place either, nor one that keeps the action it was lent")
    func games() throws {
        let hiding = try SessionMaker(
            game: InlinePlugins.hiddenCoin, strategy: InlinePlugins.steady())
        var run = try begun(hiding)
        run.play(to: 3)
        run.seal()
        #expect(run.session.place() == nil)
        for line in ["action.mine = 1", "state.action = action", "setmetatable(action, {})"] {
            let lent = InlinePlugins.coin.replacingOccurrences(
                of: "local side", with: "\(line)\nlocal side")
            run = try begun(SessionMaker(game: lent, strategy: InlinePlugins.steady()))
            run.play(to: 3)
            run.seal()
            #expect(run.end == nil && run.session.place() == nil)
        }
    }

    @Test("there is a place where rounds are sealed and the session goes on, and nowhere else")
    func moments() throws {
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.steady())
        var run = try begun(maker)
        run.seal()
        #expect(run.session.place() == nil, "the start is as good")
        run.play(to: 3)
        #expect(run.session.place() == nil, "three rounds are open")
        run.seal()
        #expect(run.session.place()?.round == 3)
        #expect(run.session.place() == run.session.place())
        run.session.finish()
        #expect(run.session.place() == nil, "it is over")
        var plain = try maker.run()
        plain.play(to: 3)
        plain.seal()
        #expect(plain.session.place() == nil, "nobody asked for places")
    }
}
