// Goal: rounds of several decisions, actions of a game's own, and every way a session ends.
// Method: a small game in which the player adds cards until it stops, and strategies that end a
// session in each way; the journal's rounds and the session's end are compared with the rules.

import Play
import Scripting
import Testing

/// Cards until the player stops; doubling carries a second stake, `Mark` carries data.
private let cards = """
    return {
        name = "test/cards", version = "1.0.0", api = 1,
        stakes = { { min = "0.01", max = "1.00", step = "0.01" } },
        symbols = { "low", "high" },
        action_types = { "PlaceBet", "Spin", "CashOut", "Draw", "Double", "Mark" },
        actions = function(state)
            if state.stake then return { "Draw", "Double", "Mark" } end
            return { "PlaceBet", "Spin", "CashOut" }
        end,
        start = function() return { rounds = 0 } end,
        observe = function(state) return { drawn = state.drawn or 0, stake = state.stake or 0 } end,
        step = function(state, action, rng)
            if action.type == "PlaceBet" then
                state.stake, state.drawn = action.amount, 0
                return { open = true }
            end
            state.drawn = state.drawn + 1
            if action.type == "Mark" then
                return { open = true, info = { noted = action.note, at = action.at } }
            end
            if action.type == "Double" then state.stake = state.stake + action.amount end
            local high = rng:int(2) == 2
            if state.drawn < 3 then
                return { open = true, symbols = { high and "high" or "low" } }
            end
            local stake = state.stake
            state.stake, state.drawn, state.rounds = nil, nil, state.rounds + 1
            return {
                payout = high and stake * 2 or 0, symbols = { high and "high" or "low" },
                done = state.rounds == 50,
            }
        end,
    }
    """

private func player(_ decide: String) -> String {
    """
    return {
        name = "player", version = "1.0.0", api = 1, games = { "test/*" }, context = "summary",
        start = function() return { calls = 0 } end,
        decide = function(memory, seen)
            memory.calls = memory.calls + 1
            local drawn, stake = seen.view.drawn, seen.view.stake
            \(decide)
        end,
    }
    """
}

@Suite("The shape of rounds")
struct RoundShapeTests {
    @Test("a round of several decisions is one round, with its stakes and fees added up")
    func decisions() throws {
        var maker = try SessionMaker(
            game: cards,
            strategy: player(
                """
                if stake == 0 then return { type = "PlaceBet", amount = 10 } end
                if drawn == 1 then return { type = "Double", amount = stake } end
                return { type = "Draw" }
                """))
        maker.perSpinFee = 5
        maker.perQueryFee = 1
        let run = try maker.played(to: 40)
        #expect(run.session.totals.decisions == 160)
        #expect(run.session.totals.staked == 40 * 20)
        #expect(run.session.totals.fees == 40 * (5 + 4))
        expectChain(run.chunks, from: maker.bankroll, fee: 9)
        for round in try RoundTuple.all(in: run.chunks) {
            #expect(round.decisions.map(\.amount) == [10, 0, 10, 0])
            #expect(round.decisions.map(\.action) == [0, 3, 4, 3])
            #expect([0, 40].contains(round.payout))
        }
    }

    @Test("a game that says done ends the session, for good")
    func gameOver() throws {
        let maker = try SessionMaker(
            game: cards,
            strategy: player(
                """
                if stake == 0 then return { type = "PlaceBet", amount = 10 } end
                return { type = "Draw" }
                """))
        var run = try maker.played(to: 1000)
        #expect(run.end == SessionEnd(reason: .gameOver, detail: "the game ended in round 50"))
        #expect(run.end?.isFinal == true)
        #expect(run.session.rounds == 50)
        #expect(try RoundTuple.all(in: run.chunks).last?.isLast == true)
        run.play(to: 60)
        #expect(run.session.rounds == 50)
    }

    @Test("data of an action reaches the game and the digest, and is played again from a journal")
    func actionData() throws {
        func maker(_ note: String) throws -> SessionMaker {
            try SessionMaker(
                game: cards,
                strategy: player(
                    """
                    if stake == 0 then return { type = "PlaceBet", amount = 10 } end
                    if drawn == 0 then
                        return { type = "Mark", note = { \(note), memory.calls }, at = seen.round }
                    end
                    return { type = "Draw" }
                    """))
        }
        let run = try maker("\"a\"").played(to: 30)
        let other = try maker("\"b\"").played(to: 30)
        #expect(run.end == nil)
        #expect(run.session.totals.decisions == 120)
        #expect(run.result.digest != other.result.digest)
        #expect(try RoundTuple.all(in: run.chunks) == RoundTuple.all(in: other.chunks))

        let replay = try Replay(try maker("\"a\"").blueprint(), from: nil)
        let records = try run.chunks.flatMap { try replay.rounds(of: $0) }
        #expect(records.count == 30)
        let marked = records[4].decisions[1]
        #expect(marked.action == "Mark")
        #expect(marked.data?["at"] == .integer(5))
        #expect(marked.info?["noted"] == marked.data?["note"])
        #expect(marked.info?["at"] == .integer(5))
        #expect(records[4].decisions[3].symbols.count == 1)
        #expect(records[4].decisions.map { $0.data == nil } == [true, false, true, true])
    }

    @Test("a cash-out ends the session after the last settled round, and only between rounds")
    func cashOut() throws {
        let maker = try SessionMaker(
            game: cards,
            strategy: player(
                """
                if seen.round == 8 then return { type = "CashOut" } end
                if stake == 0 then return { type = "PlaceBet", amount = 10 } end
                return { type = "Draw" }
                """))
        let run = try maker.played(to: 1000)
        #expect(
            run.end == SessionEnd(reason: .cashOut, detail: "player cashed out after round 7"))
        #expect(run.end?.isFinal == true)
        #expect(run.session.rounds == 7)

        let hasty = try SessionMaker(
            game: cards,
            strategy: player(
                """
                if stake == 0 then return { type = "PlaceBet", amount = 10 } end
                return { type = "CashOut" }
                """))
        let refused = try hasty.played(to: 10)
        #expect(refused.end?.reason == .fault)
        #expect(refused.faults.first?.fault.kind == .contract)
        #expect(refused.faults.first?.fault.message.contains("CashOut") == true)
        #expect(refused.session.totals.rounds == 0)
        #expect(refused.session.balance == hasty.bankroll)
    }

    @Test("an action that the game does not allow now is a fault that lists what it allows")
    func illegal() throws {
        let maker = try SessionMaker(
            game: cards,
            strategy: player(
                """
                if stake == 0 then return { type = "PlaceBet", amount = 10 } end
                return { type = "Spin" }
                """))
        let run = try maker.played(to: 10)
        #expect(
            run.faults.first?.fault.message
                == "decide chose Spin, which is not legal now; legal are: Draw, Double, Mark")
    }

    @Test(
        "a refusal names the limit and what it leaves, and ends the session before the round",
        arguments: [
            ("max_bet", "max_bet: a bet of 0.10 AUD is over the maximum, which leaves 0.05 AUD"),
            ("balance", "balance: stake and fees need 0.10 AUD and the balance is 0.08 AUD"),
            ("fee", "fee: with its fees the round needs 0.14 AUD and the balance is 0.12 AUD"),
            ("daily", "daily_limit: stake and fees need 0.10 AUD and today leaves 0.07 AUD"),
        ])
    func refusal(limit: String, detail: String) throws {
        var maker = try SessionMaker(
            game: InlinePlugins.coin,
            strategy: """
                return {
                    name = "raiser", version = "1.0.0", api = 1, games = { "test/*" },
                    start = function() return { asked = 0 } end,
                    decide = function(memory, seen)
                        memory.asked = memory.asked + 1
                        return { type = "PlaceBet", amount = seen.round <= 3 and 1 or 10 }
                    end,
                }
                """)
        maker.seed = 3
        let free = try maker.played(to: 3)
        // What the first three rounds cost, so that the fourth meets the limit exactly.
        let spent = maker.bankroll - free.session.balance
        switch limit {
        case "max_bet": maker.maxBet = 5
        case "balance": maker.bankroll = spent + 8
        case "fee":
            maker.perSpinFee = 3
            maker.perQueryFee = 1
            maker.bankroll = spent + 3 * 4 + 12
        default: maker.dailyLimit = 10
        }
        var run = try maker.played(to: 10)
        #expect(run.end == SessionEnd(reason: .limit, detail: detail))
        #expect(run.end?.reason.rawValue == "WALLET_LIMIT_EXCEEDED")
        #expect(run.end?.isFinal == false)
        #expect(run.session.rounds == 3)
        #expect(run.session.totals.staked == 3)
        #expect(run.faults.isEmpty)
        let result = run.result
        run.play(to: 10)
        #expect(run.result == result)
    }

    @Test("a limit in the middle of a round voids all of it, stakes and fees")
    func refusedInside() throws {
        var maker = try SessionMaker(
            game: cards,
            strategy: player(
                """
                if stake == 0 then return { type = "PlaceBet", amount = 10 } end
                return { type = "Double", amount = 10 }
                """))
        maker.maxBet = 25
        maker.perQueryFee = 1
        let run = try maker.played(to: 10)
        #expect(
            run.end?.detail
                == "max_bet: a bet of 0.10 AUD is over the maximum, which leaves 0.05 AUD")
        #expect(run.session.rounds == 0)
        #expect(run.session.balance == maker.bankroll)
        #expect(run.session.totals == SessionTotals())
        #expect(run.session.digest == emptyDigest)
    }

    @Test("a session that ran into today's limit goes on tomorrow as if it had been resumed")
    func nextDay() throws {
        var maker = try SessionMaker(
            game: cards,
            strategy: player(
                """
                if stake == 0 then return { type = "PlaceBet", amount = 10 } end
                return { type = "Double", amount = memory.calls % 30 + 1 }
                """))
        maker.dailyLimit = 500
        var run = try maker.run()
        run.session.day = 100
        run.play(to: 40)
        #expect(run.end?.reason == .limit)
        let stopped = run.session.rounds
        #expect(stopped > 3)
        // In the middle of a round: its decisions so far must not count.
        run.session.day = 101
        run.session.beginDay()
        var resumed = try maker.resumed(after: run.session.seal(), dayLeft: 500)
        var tomorrow = SessionRun(run.session)
        tomorrow.play(to: 40)
        tomorrow.seal()
        resumed.play(to: 40)
        #expect(tomorrow.result == resumed.result)
        #expect(tomorrow.session.rounds > stopped)
        #expect(tomorrow.chunks.map(\.day) == [101])
        #expect(tomorrow.chunks.first?.firstRound == stopped + 1)
    }

    @Test("rounds of two days are never in one chunk")
    func days() throws {
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.steady())
        var run = try maker.run()
        run.session.day = 7
        run.play(to: 10)
        run.session.day = 8
        run.play(to: 25)
        run.seal()
        #expect(run.chunks.map(\.day) == [7, 8])
        #expect(run.chunks.map(\.roundCount) == [10, 15])
        expectChain(run.chunks, from: maker.bankroll)
    }

    @Test("a round that never closes is a fault of the game")
    func endlessRound() throws {
        let game = """
            return {
                name = "test/endless", version = "1.0.0", api = 1, stakes = { "0.01" },
                actions = { "PlaceBet", "Spin", "CashOut" },
                step = function() return { open = true } end,
            }
            """
        let run = try SessionMaker(game: game, strategy: InlinePlugins.steady(1)).played(to: 3)
        #expect(run.faults.first?.fault.role == .game)
        #expect(
            run.faults.first?.fault.message == "the round is still open after 1000 decisions")
        #expect(run.session.totals.rounds == 0)
    }

    @Test("a game that shows much data ends slices early and rounds not at all")
    func largeInfo() throws {
        let game = """
            local big = ("x"):rep(100000)
            return {
                name = "test/large", version = "1.0.0", api = 1, stakes = { "0.01" },
                actions = { "PlaceBet", "Spin", "CashOut" },
                step = function() return { info = { big } } end,
            }
            """
        let maker = try SessionMaker(game: game, strategy: InlinePlugins.steady(1))
        let session = try Session(try maker.blueprint())
        #expect(session.play(rounds: 1000) == .more)
        #expect((10...12).contains(session.rounds))

        let huge = """
            local big = ("x"):rep(1000000)
            return {
                name = "test/huge", version = "1.0.0", api = 1, stakes = { "0.01" },
                actions = { "PlaceBet", "Spin", "CashOut" },
                step = function() return { info = { big }, open = true } end,
            }
            """
        let run = try SessionMaker(game: huge, strategy: InlinePlugins.steady(1)).played(to: 3)
        #expect(run.faults.first?.fault.message.contains("shows more than") == true)
        #expect(run.session.rounds == 0)
    }
}
