// Goal: a session tells which calls used more than half of their fuel, how many, and the highest;
// the same numbers however it is cut into slices, and each round counted once.
// Method: a strategy that works hard in every thousandth round; counts known by arithmetic.

import Play
import Scripting
import Testing

@Suite("Calls near a budget")
struct BudgetUseTests {
    /// Works in every `period`-th round for 800 steps of four units, under a budget of 5,000.
    private static func worker(period: Int, more: String = "") -> String {
        """
        local function work()
            local sum = 0
            for step = 1, 400 do sum = sum + step end
        end
        return {
            name = "worker", version = "1.0.0", api = 1, games = { "test/*" },
            budget = { fuel = 5000 },
            decide = function(memory, seen)
                if seen.round % \(period) == 0 then work() end
                \(more)
                return { type = "PlaceBet", amount = 1 }
            end,
        }
        """
    }

    @Test("the calls over half are counted once each, however the session is cut")
    func counted() throws {
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: Self.worker(period: 1000))
        var seen: Set<BudgetUses> = []
        for (slice, seals) in [(Int64.max, false), (777, true)] {
            var run = try maker.run()
            run.play(to: 70_000, slice: { slice }, seals: { seals })
            run.seal()
            seen.insert(run.session.budgetUses)
        }
        let list = try #require(seen.first).list
        #expect(seen.count == 1)
        let use = try #require(list.first)
        #expect(list.count == 1)
        #expect((use.kind, use.role, use.call) == (.fuel, .strategy, "decide"))
        #expect(use.calls == 70)
        #expect(use.line == 8)
        #expect(use.budget == 5000)
        #expect((2501...5000).contains(use.used))
    }

    @Test("rounds that are played again after a fault count once")
    func afterFault() throws {
        var maker = try SessionMaker(
            game: InlinePlugins.coin,
            strategy: Self.worker(period: 10, more: "if seen.round == 55 then error('no') end"))
        maker.policy = .skip
        var run = try maker.run()
        run.play(to: 100)
        #expect(run.faults.count == 1)
        #expect(run.session.budgetUses.list.map(\.calls) == [10])
    }

    @Test("a session that is continued counts from where it was continued")
    func resumed() throws {
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: Self.worker(period: 10))
        var first = try maker.run()
        first.play(to: 45)
        first.seal()
        #expect(first.session.budgetUses.list.map(\.calls) == [4])
        var second = try maker.resumed(after: first.chunks)
        #expect(second.session.budgetUses.list.isEmpty)
        second.play(to: 100)
        #expect(second.session.budgetUses.list.map(\.calls) == [6])
    }

    @Test("every function of both plugins is counted under its name; killed calls are not")
    func names() throws {
        let work = "local n = 0 for i = 1, 4000 do n = n + i end"
        let game = """
            return {
                name = "test/busy", version = "1.0.0", api = 1, stakes = { "0.01" },
                budget = { fuel = 50000 },
                start = function() return {} end,
                actions = function(state) \(work) return { "PlaceBet" } end,
                action_types = { "PlaceBet", "Spin", "CashOut" },
                observe = function(state) \(work) return {} end,
                step = function(state) \(work) return { payout = 0 } end,
            }
            """
        let strategy = """
            return {
                name = "busy", version = "1.0.0", api = 1, games = { "test/*" },
                budget = { fuel = 50000 },
                decide = function(memory, seen)
                    \(work)
                    local view = seen.view
                    if seen.round == 9 then while true do end end
                    return { type = "PlaceBet", amount = 1 }
                end,
                learn = function() \(work) end,
            }
            """
        var run = try SessionMaker(game: game, strategy: strategy).run()
        run.play(to: 20)
        #expect(run.faults.first?.fault.kind == .fuel)
        let uses = run.session.budgetUses.list
        let counts = Dictionary(uniqueKeysWithValues: uses.map { ($0.call, $0.calls) })
        #expect(counts == ["decide": 8, "learn": 8, "actions": 9, "observe": 9, "step": 8])
        let decide = try #require(uses.first { $0.call == "decide" })
        #expect(decide.topFunctions.first?.name == "decide")
        #expect(decide.topFunctions.first?.line == 5)
    }

    @Test("a heap that was over half full is told, and an idle plugin is not")
    func memory() throws {
        let hoarder = """
            return {
                name = "hoarder", version = "1.0.0", api = 1, games = { "test/*" },
                budget = { memory = 1000000 },
                decide = function(memory, seen)
                    local list = {}
                    for index = 1, 20000 do list[index] = index end
                    return { type = "PlaceBet", amount = 1 }
                end,
            }
            """
        var run = try SessionMaker(game: InlinePlugins.coin, strategy: hoarder).run()
        run.play(to: 3)
        #expect(run.faults.isEmpty)
        let memory = run.session.budgetUses.list.filter { $0.kind == .memory }
        #expect(memory.map(\.role) == [.strategy])
        #expect(memory.allSatisfy { $0.budget == 1_000_000 && $0.used > 500_000 })
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.wanderer)
        var idle = try maker.run()
        idle.play(to: 1000)
        #expect(idle.session.budgetUses.list.isEmpty)
    }
}
