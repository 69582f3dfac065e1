// Goal: what a plugin may return is exactly the contract of the design; anything else is a fault of
// the plugin that broke it, with a sentence that says what to do, and the money stands as before.
// Method: one-line plugins that break one rule each, played for one round.

import Scripting
import Testing

@Suite("Contracts of actions and outcomes")
struct ContractTests {
    @Test(
        "an action that breaks the contract is a fault of the strategy",
        arguments: [
            ("return nil", "decide returned a nil; it returns an action"),
            ("return 5", "decide returned a number"),
            ("return 'PlaceBet'", "decide returned a string"),
            ("return {}", "whose type is a nil"),
            ("return { type = 1 }", "whose type is a number"),
            ("return { type = 'placebet' }", "decide chose placebet, which is not legal now"),
            ("return { type = 'Double' }", "legal are: PlaceBet, Spin, CashOut, Hit, Stick"),
            ("return { type = 'PlaceBet' }", "amount is a nil; PlaceBet needs an amount"),
            ("return { type = 'PlaceBet', amount = '10' }", "amount is a string"),
            ("return { type = 'PlaceBet', amount = {} }", "amount is a table"),
            ("return { type = 'PlaceBet', amount = 10.0 }", "amount is 10, a float"),
            ("return { type = 'PlaceBet', amount = 0.5 }", "amount is 0.5, a float"),
            ("return { type = 'PlaceBet', amount = 0/0 }", "nan, a float"),
            ("return { type = 'PlaceBet', amount = math.huge }", "amount is inf, a float"),
            ("return { type = 'PlaceBet', amount = -math.huge }", "amount is -inf, a float"),
            (
                "return { type = 'PlaceBet', amount = 2^63 }",
                "amount is 9.2233720368548e+18, a float"
            ),
            (
                "return { type = 'PlaceBet', amount = math.maxinteger }",
                "amount 9223372036854775807 is over the stakes of test/inline, which go from 10 to 50"
            ),
            (
                "return { type = 'PlaceBet', amount = math.mininteger }",
                "amount is -9223372036854775808; it must be above 0"
            ),
            ("return { type = 'PlaceBet', amount = 0 }", "amount is 0; it must be above 0"),
            ("return { type = 'PlaceBet', amount = -10 }", "amount is -10; it must be above 0"),
            ("return { type = 'PlaceBet', amount = 5 }", "amount 5 is under the stakes"),
            ("return { type = 'PlaceBet', amount = 51 }", "amount 51 is over the stakes"),
            (
                "return { type = 'PlaceBet', amount = 30 }",
                "amount 30 is not one of the stakes of test/inline; the nearest are 20 and 50"
            ),
            ("return { type = 'Spin' }", "Spin repeats the last bet, but there was none yet"),
            ("return { type = 'Hit', amount = 5 }", "amount 5 is under the stakes"),
            ("return { type = 'Hit', cards = { print } }", "the action.cards[1] is a function"),
            (
                "return setmetatable({}, { __index = { type = 'CashOut' } })",
                "whose type is a nil"
            ),
            ("error('tired')", "tired"),
        ])
    func actions(decide: String, expected: String) throws {
        let driver = try InlineRounds(decide: decide).driver()
        guard case .fault(let fault, let inLearn) = driver.play(rounds: 1, fuel: .max) else {
            Issue.record("\(decide) was accepted")
            return
        }
        #expect(fault.message.contains(expected), "\(decide): \(fault.message)")
        #expect(fault.role == .strategy)
        #expect(fault.call == "decide")
        #expect(fault.file == "strategies/inline.lua")
        #expect(fault.line == 4, "\(decide)")
        #expect(fault.kind == (decide.hasPrefix("error") ? .error : .contract))
        #expect(fault.fuelBudget == CallBudget.standard.fuelCall)
        #expect(fault.fuelUsed > 0)
        #expect(!inLearn)
        #expect(driver.money.balance == 1_000_000)
        #expect(driver.roundsPlayed == 0)
    }

    @Test(
        "an outcome that breaks the contract is a fault of the game",
        arguments: [
            ("return nil", "step returned a nil; it returns an outcome"),
            ("return 10", "step returned a number"),
            ("return { payout = 1.5 }", "payout is 1.5; it must be an integer in minor units"),
            ("return { payout = 10.0 }", "payout is 10; it must be an integer"),
            ("return { payout = 0/0 }", "nan; it must be an integer"),
            ("return { payout = math.huge }", "payout is inf"),
            (
                "return { payout = -1 }",
                "payout is -1; it must be an integer in minor units, 0 or more"
            ),
            ("return { payout = math.mininteger }", "payout is -9223372036854775808"),
            ("return { payout = '5' }", "payout is a string"),
            ("return { payout = math.maxinteger }", "payout is too large for an account"),
            ("return { symbols = 'seven' }", "symbols must be a list"),
            (
                "return { symbols = { 'seven', 'lemon' } }",
                "symbols[2] is lemon, which the manifest"
            ),
            ("return { symbols = { 7 } }", "symbols[1] is number, which the manifest"),
            (
                "local s = {} for i = 1, 257 do s[i] = 'bar' end return { symbols = s }",
                "symbols must be a list of at most 256 names"
            ),
            ("return { info = { f = print } }", "info.f is a function"),
            ("local t = {} t.t = t return { info = t }", "contains itself"),
            ("error({})", "the error value is a table"),
        ])
    func outcomes(step: String, expected: String) throws {
        let driver = try InlineRounds(step: step).driver()
        guard case .fault(let fault, _) = driver.play(rounds: 1, fuel: .max) else {
            Issue.record("\(step) was accepted")
            return
        }
        #expect(fault.message.contains(expected), "\(step): \(fault.message)")
        #expect(fault.role == .game)
        #expect(fault.call == "step")
        #expect(fault.file == "games/inline/game.lua")
        #expect(fault.line == 4, "\(step)")
        #expect(driver.money.balance == 1_000_000)
        #expect(driver.roundsPlayed == 0)
    }

    @Test("what the contract leaves free is accepted")
    func accepted() throws {
        for (decide, step) in [
            ("return { type = 'Hit' }", "return {}"),
            ("return { type = 'Hit', amount = 20, cards = { 1, 2 } }", "return { payout = nil }"),
            ("return { type = 'PlaceBet', amount = 50, note = print }", "return { info = 'x' }"),
            ("return { type = 'PlaceBet', amount = 10 }", "return { symbols = {} }"),
            (
                "return { type = 'PlaceBet', amount = 10 }",
                "local s = {} for i = 1, 256 do s[i] = 'bar' end return { symbols = s }"
            ),
        ] {
            let driver = try InlineRounds(decide: decide, step: step).driver()
            #expect(driver.play(rounds: 3, fuel: .max) == .slice, "\(decide)")
            #expect(driver.roundsPlayed == 3)
        }
    }

    @Test("Spin repeats the last bet, also after a refused round")
    func spin() throws {
        let driver = try InlineRounds(
            decide: "if not seen.last then return { type = 'PlaceBet', amount = 20 } end "
                + "return { type = 'Spin' }"
        ).driver()
        #expect(driver.play(rounds: 5, fuel: .max) == .slice)
        #expect(driver.carry.staked == 100)
        #expect(driver.carry.lastBet == 20)
    }

    @Test("CashOut ends the session between rounds only")
    func cashOut() throws {
        #expect(try InlineRounds(decide: "return { type = 'CashOut' }").play() == .cashOut)
        let fault = try InlineRounds(
            decide: "memory.n = (memory.n or 0) + 1 return memory.n == 1 and "
                + "{ type = 'PlaceBet', amount = 10 } or { type = 'CashOut' }",
            step: "return { open = true }"
        ).fault()
        #expect(fault?.message == "CashOut while the round is open: finish it first")
        #expect(fault?.role == .strategy)
    }

    @Test("a round that stays open for ever is a fault of the game after a thousand decisions")
    func endlessRound() throws {
        let fault = try InlineRounds(
            decide: "return { type = 'Hit' }", step: "return { open = true }"
        ).fault()
        #expect(fault?.role == .game)
        #expect(fault?.message == "the round is still open after 1000 decisions")
    }

    @Test("a game that says done ends the session after the round is settled")
    func gameOver() throws {
        let driver = try InlineRounds(step: "return { payout = 30, done = true }").driver()
        #expect(driver.play(rounds: 10, fuel: .max) == .gameOver)
        #expect(driver.roundsPlayed == 1)
        #expect(driver.money.balance == 1_000_020)
    }

    @Test(
        "actions(state) must name declared actions",
        arguments: [
            ("return nil", "actions returned a nil; it returns a list"),
            ("return {}", "actions returned 0 action types"),
            ("return { 'Split' }", "actions returned Split at 1, which the game does not declare"),
            ("return { 'Hit', 5 }", "something that is not a name at 2"),
            ("local t = {} for i = 1, 40 do t[i] = 'Hit' end return t", "actions returned 40"),
            ("while true do end", "used up its fuel"),
        ])
    func legalActions(actions: String, expected: String) throws {
        let fault = try InlineRounds(actions: actions).fault()
        #expect(fault?.message.contains(expected) == true, "\(fault?.message ?? "none")")
        #expect(fault?.role == .game)
        #expect(fault?.call == "actions")
        #expect(fault?.line == 5)
    }

    @Test("an action that is not legal now is a fault of the strategy, with those that are")
    func illegalNow() throws {
        let fault = try InlineRounds(actions: "return { 'Hit', 'CashOut' }").fault()
        #expect(
            fault?.message
                == "decide chose PlaceBet, which is not legal now; legal are: CashOut, Hit")
        #expect(fault?.role == .strategy)
    }

    @Test("a fault in learn comes after the round is settled")
    func learnFault() throws {
        let driver = try InlineRounds(learn: "error('late')", step: "return { payout = 30 }")
            .driver()
        guard case .fault(let fault, let inLearn) = driver.play(rounds: 3, fuel: .max) else {
            Issue.record("learn raised no fault")
            return
        }
        #expect(inLearn)
        #expect(fault.call == "learn" && fault.role == .strategy && fault.line == 5)
        #expect(driver.roundsPlayed == 1)
        #expect(driver.money.balance == 1_000_020)
    }

    @Test("a fault in observe is the game's, and the strategy can not catch it")
    func observeFault() throws {
        for (observe, expected) in [
            ("error('blind')", "blind"), ("return print", "view is a function"),
            ("while true do end", "used up its fuel"),
        ] {
            let fault = try InlineRounds(
                decide: "pcall(function() return seen.view end) return { type = 'CashOut' }",
                observe: observe
            ).fault()
            #expect(fault?.role == .game, "\(observe)")
            #expect(fault?.call == "observe")
            #expect(fault?.file == "games/inline/game.lua")
            #expect(fault?.message.contains(expected) == true, "\(fault?.message ?? "")")
        }
    }

    @Test("what rounds show is paid for, so that a slice ends and the host's buffers stay small")
    func largeInfo() throws {
        let driver = try InlineRounds(
            step: "return { info = big }",
            gameHead: "local big = {} for i = 1, 50000 do big[i] = i end"
        ).driver()
        #expect(driver.play(rounds: 1_000_000, fuel: 1_000_000) == .slice)
        #expect(driver.roundsPlayed < 20)
        let open = try InlineRounds(
            decide: "return { type = 'Hit' }",
            step: "return { info = big, open = true }",
            gameHead: "local big = {} for i = 1, 50000 do big[i] = i end"
        ).fault()
        #expect(open?.kind == .contract)
        #expect(open?.message.contains("shows more than") == true)
    }

    @Test("columns that a voided round has filled are sealed before more is played")
    func fullColumns() throws {
        let driver = try InlineRounds(decide: "return nil").driver()
        for _ in 0..<65_535 { driver.voidRound() }
        guard case .fault = driver.play(rounds: 1, fuel: .max) else {
            Issue.record("one more round fits")
            return
        }
        driver.voidRound()
        #expect(driver.play(rounds: 1, fuel: .max) == .columnsFull)
        #expect(driver.columns().indexes.count == 65_536)
        driver.resetColumns()
        guard case .fault = driver.play(rounds: 1, fuel: .max) else {
            Issue.record("after the reset rounds are played again")
            return
        }
    }

    @Test("sums over all rounds never wrap")
    func largeSums() throws {
        let half = Int64.max / 2
        let rounds = InlineRounds(
            decide: "return { type = 'PlaceBet', amount = seen.stakes[1] }",
            step: "return { payout = action.amount }", stakes: [half], balance: half)
        guard case .fault(let fault, _) = try rounds.play(10) else {
            Issue.record("the sums wrapped")
            return
        }
        #expect(fault.kind == .contract && fault.role == .game)
        #expect(fault.message.contains("no longer fit"))
    }

    @Test("start must return a table")
    func start() throws {
        for (rounds, role) in [
            (InlineRounds(start: "return 1"), PluginFault.Role.strategy),
            (InlineRounds(gameStart: "return nil"), .game),
        ] {
            let fault = #expect(throws: PluginFault.self) { _ = try rounds.driver() }
            #expect(fault?.role == role)
            #expect(fault?.call == "start")
            #expect(fault?.message.hasPrefix("start returned a") == true)
        }
    }
}
