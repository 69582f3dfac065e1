// Goal: a mean payout is given only where every round of the stake has it, and then it is exact.
// Method: games whose return is worked out by hand, and for each way to break the proof a game that
// does so.
import Odds
import Play
import Scripting
import Testing

@Suite struct ExactReturnsTests {
    private func returns(_ given: OddsCase, branchesMax: Int64 = 10_000) throws -> ExactReturns {
        try ExactReturns(of: given.question.blueprint, branchesMax: branchesMax)
    }

    @Test("a wheel of ten that pays three times the stake on three of them returns nine tenths")
    func wheel() throws {
        let returns = try returns(
            OddsCase(step: "return { payout = rng:int(10) <= 3 and 3 * action.amount or 0 }"))
        #expect(returns.refusal == nil)
        #expect(returns.meanPayout(stake: 100) == Fraction(90))
        #expect(returns.meanPayout(stake: 200) == Fraction(180))
        #expect(returns.meanPayout(stake: 150) == nil)
        #expect(returns.returns.map(\.rate) == [Fraction(9, over: 10), Fraction(9, over: 10)])
        #expect(returns.excess() == -20 ... -10)
        #expect(returns.excess(stakeMax: 100) == -10 ... -10)
    }

    @Test("each stake has a return of its own: one bet may be better than another")
    func uneven() throws {
        let returns = try returns(
            OddsCase(
                step: """
                    local times = action.amount > 100 and 2 or 1
                    return { payout = rng:pick({ 1, 2 }) == 1 and times * action.amount or 0 }
                    """))
        #expect(returns.meanPayout(stake: 100) == Fraction(100, over: 3))
        #expect(returns.meanPayout(stake: 200) == Fraction(400, over: 3))
    }

    @Test("a game whose rounds are not all alike is refused, whatever it hides behind")
    func refused() throws {
        let kept = "keeps data from round to round"
        func game(_ locals: String, _ step: String, more: String = "") -> OddsCase {
            OddsCase(
                game: """
                    \(locals)
                    return {
                        name = "test/game", version = "1.0.0", api = 1, stakes = { "1.00" },
                        actions = { "PlaceBet", "Spin", "CashOut" },
                        step = function(state, action, rng) \(step) end,
                        \(more)
                    }
                    """)
        }
        let pays = "return { payout = 90 * (rng:int(2) - 1) }"
        let cases: [(OddsCase, String)] = [
            // A pot in the state, in a local variable, in a table, in a global, in a metatable.
            (OddsCase(step: "state.pot = (state.pot or 0) + 1; " + pays), kept),
            (game("local pot = 0", "pot = pot + 1; " + pays), kept),
            (game("local pots = { {} }", "pots[1][#pots[1] + 1] = 1; " + pays), kept),
            (game("", "math.pot = (math.pot or 0) + 1; " + pays), kept),
            (
                game(
                    "local mine = setmetatable({}, { __index = { pot = 0 } })",
                    "local m = getmetatable(mine).__index; m.pot = m.pot + 1; " + pays), kept
            ),
            // After an even number of calls this is as it was.
            (game("local flip = false", "flip = not flip; " + pays), kept),
            // Only in a function that another function holds.
            (
                game(
                    "local function counter() local n = 0; return function() n = n + 1 end end "
                        + "local count = counter()", "count(); " + pays), kept
            ),
            (
                game("local said", pays, more: "observe = function() said = true; return {} end"),
                kept
            ),
            (
                game(
                    "", pays, more: "observe = function(state) state.n = 1; return {} end"),
                kept
            ),
            (game("local next_word = ('a b'):gmatch('%a')", "next_word(); " + pays), "iterator"),
            (
                game("", pays, more: "start = function(ctx, rng) return { n = rng:int(2) } end"),
                "begins differently"
            ),
            (OddsCase(step: "return { payout = 0, open = rng:int(2) == 1 }"), "decisions after"),
            (OddsCase(step: "return { payout = 90 * (rng:int(100000) % 2) }"), "branches"),
            (OddsCase(step: "return { payout = rng:float() > 0.5 and 180 or 0 }"), "float"),
            (OddsCase(step: "if rng:int(5) == 5 then error('lost') end " + pays), "lost"),
        ]
        for (given, why) in cases {
            let returns = try returns(given)
            let refusal = try #require(returns.refusal, "\(given.game)")
            #expect(refusal.contains(why), "\(refusal)\n\(given.game)")
            #expect(returns.meanPayout(stake: 100) == nil)
            #expect(returns.excess() == nil)
        }
    }

    @Test("tables that only loading the text fills are no reason to refuse, nor is a game's end")
    func allowed() throws {
        let returns = try returns(
            OddsCase(
                game: """
                    local pays, done = {}, 0
                    for n = 1, 10 do pays[n] = n; done = done + 1 end
                    return {
                        name = "test/game", version = "1.0.0", api = 1, stakes = { "1.00" },
                        actions = { "PlaceBet", "Spin", "CashOut" },
                        start = function(ctx) return { times = done } end,
                        step = function(state, action, rng)
                            local own = { pays[rng:int(10)] }
                            if own[1] == 10 then state.times = 0; return { done = true } end
                            return { payout = own[1] * state.times }
                        end,
                    }
                    """))
        // (1 + ... + 9) * 10 / 10, with a state that only the last round changes.
        #expect(returns.refusal == nil)
        #expect(returns.meanPayout(stake: 100) == Fraction(45))
    }
}
