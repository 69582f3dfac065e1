// Goal: memory and state are plain data; what is not is a fault that names its place, at a round
// that does not depend on how the session was cut.
// Method: plugins that keep each kind of wrong value from the start, or from a later round on.

import Play
import Scripting
import SeededRandom
import Testing

@Suite("Kept data")
struct KeptDataTests {
    private func strategy(start: String, decide: String = "") -> String {
        """
        return {
            name = "keeper", version = "1.0.0", api = 1, games = { "test/*" },
            start = function() \(start) end,
            decide = function(memory, seen)
                \(decide)
                return { type = "PlaceBet", amount = 1 }
            end,
        }
        """
    }

    @Test(
        "what can not be kept is named with its path before the first round",
        arguments: [
            (
                "return { last = { 1, function() end } }",
                "memory.last[2] is a function: only numbers, strings, booleans and tables can be "
                    + "kept"
            ),
            (
                "return { a = { b = { c = setmetatable({}, {}) } } }",
                "memory.a.b.c has a metatable: keep plain tables only"
            ),
            (
                "return { thread = coroutine.create(function() end) }",
                "memory.thread can not be kept: only numbers, strings, booleans and tables can"
            ),
            (
                "return { odd = { [{}] = 1 } }",
                "memory.odd has a key that is not a number, string or boolean"
            ),
            (
                "local t = {}; for i = 1, 40 do t = { t } end; return { deep = t }",
                "nested more than 32 tables deep"
            ),
            (
                "local t = {}; t.t = t; return t", "nested more than 32 tables deep"
            ),
            (
                "local t = {}; for i = 1, 3 do t[i] = ('x'):rep(500000) end; return { big = t }",
                "is larger than 1 MiB"
            ),
        ])
    func atStart(start: String, message: String) throws {
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: strategy(start: start))
        let error = #expect(throws: PlayError.self) { try maker.run() }
        #expect(error?.code == .pluginFault)
        #expect(error?.fault?.kind == .data)
        #expect(error?.fault?.role == .strategy)
        #expect(error?.fault?.file == "strategies/test.lua")
        #expect(error?.fault?.message.contains(message) == true, "\(error?.fault?.message ?? "")")
    }

    @Test("a start that returns no table is a fault, and so is one that fails")
    func badStart() throws {
        for (start, message) in [
            ("return 5", "start returned a number; it returns a table, the data that is kept"),
            ("error('nothing')", "nothing"),
        ] {
            let maker = try SessionMaker(game: InlinePlugins.coin, strategy: strategy(start: start))
            let error = #expect(throws: PlayError.self) { try maker.run() }
            #expect(error?.fault?.message == message)
            #expect(error?.fault?.call == "start")
        }
    }

    @Test("what can not be kept any more ends the session at the checkpoint, however it is cut")
    func atCheckpoint() throws {
        let maker = try SessionMaker(
            game: InlinePlugins.coin,
            strategy: strategy(
                start: "return { list = {} }",
                decide: "if seen.round == 40000 then memory.list[3] = function() end end"))
        let whole = try maker.played(to: 100_000)
        #expect(whole.session.rounds == 65_536)
        #expect(whole.end?.reason == .fault)
        #expect(whole.end?.detail.contains("memory.list[3] is a function") == true)
        #expect(whole.faults.map(\.round) == [65_536])
        #expect(whole.chunks.map(\.checkpoint) == [nil])

        var random = SeededGenerator(seed: 4)
        var cut = try maker.run()
        cut.play(to: 100_000, slice: { random.pick([10, 3000]) }, seals: { random.chance(9) })
        #expect(cut.result == whole.result)

        var unjournalled = SessionRun(try Session(try maker.blueprint(), isJournalled: false))
        unjournalled.play(to: 100_000)
        #expect(unjournalled.result == whole.result)

        var first = try maker.run()
        first.play(to: 50_000)
        first.seal()
        var resumed = try maker.resumed(after: first.chunks)
        resumed.play(to: 100_000)
        #expect(resumed.result == whole.result)
    }

    @Test("a state that is not plain data is the game's fault")
    func state() throws {
        let game = """
            return {
                name = "test/keeper", version = "1.0.0", api = 1, stakes = { "0.01" },
                actions = { "PlaceBet", "Spin", "CashOut" },
                start = function() return { deck = { top = function() end } } end,
                step = function() return {} end,
            }
            """
        let maker = try SessionMaker(game: game, strategy: InlinePlugins.steady(1))
        let error = #expect(throws: PlayError.self) { try maker.run() }
        #expect(error?.fault?.role == .game)
        #expect(error?.fault?.message.hasPrefix("state.deck.top is a function") == true)
    }

    @Test("with the policy skip, data that can not be kept ends the session at the failed round")
    func skipped() throws {
        var maker = try SessionMaker(
            game: InlinePlugins.coin,
            strategy: strategy(
                start: "return {}",
                decide: """
                    if seen.round == 10 then memory.f = function() end end
                    if seen.round == 20 then error("twenty") end
                    """))
        maker.policy = .skip
        let run = try maker.played(to: 100)
        #expect(run.end?.reason == .fault)
        #expect(run.end?.detail.contains("memory.f is a function") == true)
        #expect(run.session.rounds == 19)
        #expect(run.chunks.last?.lastRound == 19)
        var resumed = try maker.resumed(after: run.chunks)
        resumed.play(to: 100)
        #expect(resumed.result == run.result)
    }
}
