// Goal: where a plugin lives changes nothing that it does, and a process that is lost costs its
// plugin one round and the session nothing.
// Method: sessions with every kind of round, fault and policy are played with no plugin, the
// strategy, the game and both in processes of their own; digest, fuel, totals, faults and logs are
// compared with play in this process. Then processes are killed from outside.

import EventLoop
import Foundation
import Host
import Play
import Scripting
import Testing

/// Sees the view, acts with data, logs, draws random numbers and learns.
private let marker = """
    return {
        name = "marker", version = "1.0.0", api = 1, games = { "test/*" }, context = "summary",
        start = function() return { calls = 0, seen = {} } end,
        decide = function(memory, seen, rng)
            memory.calls = memory.calls + 1
            local drawn = seen.view.drawn
            if memory.calls % 50 == 0 then log("call", memory.calls, seen.balance) end
            if not seen.view.stake then return { type = "PlaceBet", amount = rng:int(40) } end
            if drawn == 1 then
                return { type = "Mark", note = { at = drawn, text = ("x"):rep(rng:int(60)) } }
            end
            return drawn < 3 and { type = "Draw" } or { type = "Double", amount = 5 }
        end,
        learn = function(memory, seen, reward)
            for i = 1, #seen.rewards do memory.seen[i] = seen.rewards[i].reward end
        end,
    }
    """

private let cards = """
    return {
        name = "test/marked-cards", version = "1.0.0", api = 1,
        stakes = { { min = "0.01", max = "1.00", step = "0.01" } },
        symbols = { "low", "high" },
        action_types = { "PlaceBet", "Spin", "CashOut", "Draw", "Double", "Mark" },
        actions = function(state)
            if state.stake then return { "Draw", "Double", "Mark" } end
            return { "PlaceBet", "Spin", "CashOut" }
        end,
        start = function(ctx, rng) return { cut = rng:int(52) } end,
        observe = function(state) return { drawn = state.drawn, stake = state.stake } end,
        step = function(state, action, rng)
            if action.type == "PlaceBet" then
                state.stake, state.drawn = action.amount, 0
                return { open = true }
            end
            state.drawn = state.drawn + 1
            if action.type == "Mark" then return { open = true, info = action.note } end
            local high = rng:int(2) == 2
            local symbols = { high and "high" or "low", "low" }
            if action.type == "Draw" then return { open = true, symbols = symbols } end
            local stake = state.stake + action.amount
            state.stake, state.drawn = nil, nil
            if rng:int(40) == 1 then log("a lucky round") end
            return { payout = high and stake * 2 or 0, symbols = symbols }
        end,
    }
    """

@Suite("Sessions with isolated plugins", .serialized)
struct IsolatedSessionTests {
    /// Everything that must not depend on where plugins live.
    private struct Played: Hashable {
        var result: RunResult
        var faults: [SessionFault]
        var logs: [String]
    }

    private static func warden(lossesMax: Int = 3) throws -> PluginWarden {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let places = [CommandLine.arguments.first, Bundle.main.executablePath, own]
        let programs = places.compactMap { $0 }.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/stratagem-plugin"
        }
        let found = programs.first { FileManager.default.isExecutableFile(atPath: $0) }
        var patience = PluginWarden.Patience()
        patience.lossesMax = lossesMax
        let program: String = try #require(found, "no stratagem-plugin in \(programs)")
        return PluginWarden(program: program, patience: patience)
    }

    private static func with(
        _ maker: SessionMaker, strategy: PluginTier, game: PluginTier
    ) throws -> SessionMaker {
        var maker = maker
        func moved(_ source: PluginSource, _ tier: PluginTier) -> PluginSource {
            PluginSource(file: source.file, text: source.text, tier: tier)
        }
        maker.strategy = try StrategyDefinition(moved(maker.strategy.source, strategy))
        maker.fallback = try maker.fallback.map {
            try StrategyDefinition(moved($0.source, strategy))
        }
        maker.game = try GameDefinition(moved(maker.game.source, game))
        return maker
    }

    private static func played(_ maker: SessionMaker, to rounds: Int64) throws -> Played {
        var run = try maker.run()
        run.play(to: rounds, slice: { 701 })
        run.seal()
        // Of a slice the strategy's lines come first, and the clock ends a slice with a process.
        return Played(result: run.result, faults: run.faults, logs: run.logs.sorted())
    }

    /// Plays in every placing and compares with this process.
    private static func compare(_ maker: SessionMaker, to rounds: Int64) throws -> Played {
        let warden = try warden()
        defer { #expect(warden.shutdown().isEmpty) }
        let own = PluginTier.process(warden)
        let here = try played(maker, to: rounds)
        let placings: [(String, PluginTier, PluginTier)] = [
            ("strategy", own, .inProcess), ("game", .inProcess, own), ("both", own, own),
        ]
        for (name, strategy, game) in placings {
            let there = try played(
                try with(maker, strategy: strategy, game: game), to: rounds)
            #expect(there == here, "isolated: \(name)")
        }
        return here
    }

    @Test(
        "games of the repository play the same rounds with the same fuel in processes",
        arguments: [
            ("slots/double-diamond", "flat"), ("slots/atkins-diet", "fraction"),
            ("slots/lobstermania", "random"), ("tables/blackjack", "blackjack-basic"),
        ])
    func repository(game: String, strategy: String) throws {
        let maker = try SessionMaker(
            game: try GameFiles.text("games/\(game)/game.lua"),
            strategy: try GameFiles.text("strategies/\(strategy).lua"))
        let played = try Self.compare(maker, to: 600)
        #expect(played.result.totals.rounds == 600)
        #expect(played.faults.isEmpty)
    }

    @Test("views, data of actions, logs, random numbers and learning are the same in processes")
    func everything() throws {
        let played = try Self.compare(try SessionMaker(game: cards, strategy: marker), to: 600)
        #expect(played.result.totals.rounds == 600)
        #expect(played.faults.isEmpty)
        #expect(played.logs.count > 20)
        let seen = try Self.compare(
            try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.wanderer), to: 600)
        #expect(seen.result.totals.rounds == 600)
    }

    @Test(
        "a fault has the same text, line, traceback and fuel in a process, under every policy",
        arguments: ["decide", "observe", "step", "actions", "negative", "fuel", "learn", "done"])
    func faults(place: String) throws {
        // One policy more for some places: what follows a fault does not depend on its place.
        let more = ["observe": FaultPolicy.stop, "learn": .fallback, "fuel": .fallback][place]
        for policy in [FaultPolicy.skip] + [more].compactMap({ $0 }) {
            var maker = try SessionMaker(
                game: InlinePlugins.fragile, strategy: InlinePlugins.culprit,
                fallback: InlinePlugins.steady())
            maker.parameters = ["place": place, "at": "40", "every": "90"]
            maker.policy = policy
            maker.perSpinFee = 1
            let played = try Self.compare(maker, to: 100)
            #expect(!played.faults.isEmpty || place == "done")
        }
    }

    @Test("a session goes on from a journal whatever lives where")
    func resumed() throws {
        let warden = try Self.warden()
        defer { #expect(warden.shutdown().isEmpty) }
        let here = try SessionMaker(game: cards, strategy: marker)
        let own = PluginTier.process(warden)
        let there = try Self.with(here, strategy: own, game: own)
        let whole = try here.played(to: 300)
        let first = try there.played(to: 120)
        var second = try here.resumed(after: first.chunks)
        second.play(to: 200)
        second.seal()
        var third = try there.resumed(after: first.chunks + second.chunks)
        third.play(to: 300)
        #expect(third.session.digest == whole.session.digest)
        #expect(third.session.totals == whole.session.totals)
    }

    @Test("a process that is killed from outside costs one round, and no session")
    func killed() throws {
        let warden = try Self.warden()
        defer { #expect(warden.shutdown().isEmpty) }
        var maker = try SessionMaker(game: cards, strategy: marker)
        maker.policy = .skip
        maker = try Self.with(maker, strategy: .process(warden), game: .inProcess)
        var run = try maker.run()
        run.play(to: 100)
        let pid = try #require(warden.processIdentifiers.last)
        #expect(warden.runningCount == 1)
        kill(pid, SIGKILL)
        run.play(to: 200)
        #expect(run.end == nil)
        #expect(run.session.rounds == 200)
        #expect(run.session.totals.faults == 1)
        let fault = try #require(run.faults.first)
        #expect(run.faults.count == 1)
        #expect(fault.round == 101)
        #expect(fault.fault.kind == .process)
        #expect(fault.fault.role == .strategy)
        #expect(fault.fault.message.contains("signal 9"), "\(fault.fault.message)")
        #expect(!fault.fault.kind.isReproducible)
        // Reaped: not even a zombie is left.
        #expect(!FileManager.default.fileExists(atPath: "/proc/\(pid)"))
    }

    @Test("a plugin whose process is lost again and again is put in quarantine, with the way out")
    func quarantine() throws {
        let warden = try Self.warden(lossesMax: 2)
        defer { #expect(warden.shutdown().isEmpty) }
        var maker = try SessionMaker(game: cards, strategy: marker)
        maker.policy = .skip
        maker = try Self.with(maker, strategy: .inProcess, game: .process(warden))
        var run = try maker.run()
        for rounds in [Int64(10), 20, 30] {
            run.play(to: rounds)
            if let pid = warden.processIdentifiers.last { kill(pid, SIGKILL) }
        }
        #expect(run.end?.reason == .fault)
        let last = try #require(run.faults.last).fault
        #expect(last.kind == .quarantined)
        #expect(last.message.contains("2 times"), "\(last.message)")
        #expect(last.message.contains("quarantine_after"), "\(last.message)")
        // It is the text that is refused: a new session is, another plugin is not.
        let error = #expect(throws: PluginFault.self) {
            try GameDefinition(maker.game.source)
        }
        #expect(error?.kind == .quarantined)
        _ = try StrategyDefinition(
            PluginSource(
                file: "strategies/other.lua", text: Array(InlinePlugins.steady().utf8),
                tier: .process(warden)))
    }

    @Test("each plugin has a process of its own, and none outlives its plugin")
    func processes() throws {
        let warden = try Self.warden()
        let own = PluginTier.process(warden)
        let maker = try Self.with(
            try SessionMaker(game: cards, strategy: marker), strategy: own, game: own)
        var runs = try (0..<3).map { _ in try maker.run() }
        for index in runs.indices { runs[index].play(to: 20) }
        let pids = warden.processIdentifiers
        #expect(pids.count == 6)
        #expect(Set(runs.map(\.session.digest)).count == 1)
        runs = []
        // Those that are let go end soon; shutting down waits for the rest.
        #expect(warden.shutdown().isEmpty)
        #expect(warden.runningCount == 0)
        for pid in pids { #expect(!FileManager.default.fileExists(atPath: "/proc/\(pid)")) }
    }

    @Test("isolated plugins are reloaded, migrated and refused as others are")
    func reloads() throws {
        let warden = try Self.warden()
        defer { #expect(warden.shutdown().isEmpty) }
        func moved(_ plugin: PluginReplacement, _ tier: PluginTier) throws -> PluginReplacement {
            let source = PluginSource(
                file: plugin.source.file, text: plugin.source.text, tier: tier)
            switch plugin.role {
            case .game: return .game(try GameDefinition(source))
            case .strategy: return .strategy(try StrategyDefinition(source))
            }
        }
        func run(_ tier: PluginTier) throws -> (RunResult, String) {
            let maker = try Self.with(ReloadTexts.maker(), strategy: tier, game: tier)
            let texts = [
                try ReloadTexts.counter(version: "2", step: 3, migrate: ReloadTexts.migrating),
                try ReloadTexts.coin(version: "2", factor: 3),
            ]
            var run = try ReloadedRun(maker)
            try run.play(
                to: 300,
                ReloadPlan([(100, try moved(texts[0], tier)), (200, moved(texts[1], tier))]))
            run.seal()
            let failing = try ReloadTexts.coin(version: "3", before: "error(\"tilt\")")
            let fault = #expect(throws: PluginFault.self) {
                try run.session.reload(try moved(failing, tier))
            }
            return (run.result, fault?.place ?? "")
        }
        let (here, there) = (try run(.inProcess), try run(.process(warden)))
        #expect(there == here)
        #expect(here.1 == "games/test/game.lua:9")
    }
}
