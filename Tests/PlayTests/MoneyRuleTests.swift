// Goal: the money rule of the round driver in C is the rule of Accounts' Allowance.
// Method: more than 100,000 random decisions, many at an edge of a limit or of Int64, are made by a
// strategy that bets from a list, in a game that pays from a list; each round's end, and balance
// and day left after it, are compared with what Allowance says of the same numbers.

import Accounts
import Scripting
import SeededRandom
import Testing

@Suite("The driver's money rule")
struct MoneyRuleTests {
    /// A decision of the plan: what is staked, and what its step does.
    private struct Decision {
        var stake: Int64
        var payout: Int64
        var isOpen: Bool
    }

    private static let strategy = """
        return {
            name = "listed", version = "1.0.0", api = 1, games = { "*" },
            decide = function(memory)
                memory.at = memory.at + 1
                local amount = memory.amounts[memory.at]
                return { type = "Go", amount = amount > 0 and amount or nil }
            end,
        }
        """
    private static let game = """
        return {
            name = "test/ledger", version = "1.0.0", api = 1, stakes = { "1.00" },
            actions = { "PlaceBet", "Spin", "CashOut", "Go" },
            step = function(state)
                state.at = state.at + 1
                return { payout = state.payouts[state.at], open = state.opens[state.at] }
            end,
        }
        """

    private func makeDriver() throws -> RoundDriver {
        let setup = RoundDriver.Setup(
            sessionID: "id", gameID: "test/ledger", currency: "AUD", seed: 1, episode: 0,
            symbols: [], actions: ["PlaceBet", "Spin", "CashOut", "Go"], stakes: [],
            context: .bootstrap)
        return try RoundDriver(
            strategy: try Plugin.load(text: Array(Self.strategy.utf8), file: "s.lua"),
            game: try Plugin.load(text: Array(Self.game.utf8), file: "g.lua"), setup: setup)
    }

    /// An amount near one of these numbers, or of any size.
    private func amount(near edges: [Int64], _ random: inout SeededGenerator) -> Int64 {
        if random.chance(30) { return random.magnitude() }
        let (sum, overflow) = random.pick(edges).addingReportingOverflow(
            Int64.random(in: -2...2, using: &random))
        return overflow ? .max : max(0, sum)
    }

    private func money(_ random: inout SeededGenerator) -> RoundMoney {
        let scale = random.pick([10, 1000, 1 << 40, Int64.max])
        func limit() -> Int64 {
            random.chance(25) ? .max : Int64.random(in: 0...scale, using: &random)
        }
        func fee() -> Int64 {
            random.pick([0, 0, 1, 3, Int64.random(in: 0...(scale / 4), using: &random)])
        }
        return RoundMoney(
            balance: limit(), maxBet: limit(), dayLeft: limit(), perSpinFee: fee(),
            perQueryFee: fee())
    }

    /// Decisions of one round: stakes near what the limits leave.
    private func plan(
        _ purse: Allowance, _ random: inout SeededGenerator
    ) -> [Decision] {
        let count = random.pick([1, 1, 2, 5])
        let fees = purse.perQueryFee + purse.perSpinFee
        let edges = [
            0, 1, .max, purse.maxBet, purse.available, purse.dayLeft,
            max(0, purse.available - fees), max(0, purse.dayLeft - fees),
            max(0, purse.available - purse.perQueryFee),
            purse.maxBet / 2, purse.available / 2, purse.dayLeft / 2,
        ]
        return (1...count).map { at in
            Decision(
                stake: random.chance(40)
                    ? Int64.random(in: 0...9, using: &random) : amount(near: edges, &random),
                payout: random.chance(60)
                    ? 0 : amount(near: [0, 5, .max - purse.available, .max], &random),
                isOpen: at < count)
        }
    }

    /// What Allowance says of a round; the purse is as before when the round does not stand.
    private func expected(
        _ plan: [Decision], _ purse: inout Allowance
    ) -> (end: RoundDriver.End?, decisions: Int) {
        let before = purse
        var paid: Int64 = 0
        for (at, decision) in plan.enumerated() {
            switch purse.admit(stake: decision.stake, opensRound: at == 0) {
            case .refused(let refusal):
                purse = before
                let limit: RoundDriver.Limit =
                    switch refusal.limit {
                    case .maxBet: .maxBet
                    case .balance: .balance
                    case .fee: .fee
                    case .dailyLimit: .daily
                    }
                return (.refused(limit: limit, asked: refusal.asked, left: refusal.left), at + 1)
            case .admitted: break
            }
            // The payouts of one round must fit in one sum, too.
            let (sum, overflow) = paid.addingReportingOverflow(decision.payout)
            guard !overflow, (try? purse.credit(payout: decision.payout)) != nil else {
                purse = before
                return (nil, at + 1)
            }
            paid = sum
        }
        return (.slice, plan.count)
    }

    private func list(_ values: [Int64]) -> PlainData { .list(values.map { .integer($0) }) }

    /// The plan as memory and state of the two plugins.
    private func load(_ plan: [Decision], into driver: borrowing RoundDriver) throws {
        func map(_ entries: KeyValuePairs<String, PlainData>) -> [UInt8] {
            PlainData.map(entries.map { PlainData.Entry(key: .text($0.key), value: $0.value) })
                .encoded
        }
        try driver.restore(
            memory: map(["amounts": list(plan.map(\.stake)), "at": .integer(0)]),
            state: map([
                "at": .integer(0), "opens": .list(plan.map { .flag($0.isOpen) }),
                "payouts": list(plan.map(\.payout)),
            ]))
    }

    @Test("100,000 random decisions are admitted and refused as Allowance says")
    func differential() throws {
        let driver = try makeDriver()
        var random = SeededGenerator(seed: 2026)
        var decisions = 0
        var seen: [String: Int] = [:]
        while decisions < 100_000 {
            let money = money(&random)
            // A new carry, so that no sum of the session is what stops a round.
            driver.carry = SessionCarry()
            driver.money = money
            var purse = try Allowance(
                available: money.balance, maxBet: money.maxBet ?? .max,
                dayLeft: money.dayLeft ?? .max, perSpinFee: money.perSpinFee,
                perQueryFee: money.perQueryFee, roundStake: 0,
                dayKey: DayKey(daysSince1970: 20_000), currency: .aud)
            for _ in 0..<4 {
                let plan = plan(purse, &random)
                try load(plan, into: driver)
                driver.carry = SessionCarry()
                let (expected, made) = expected(plan, &purse)
                let end = driver.play(rounds: 1, fuel: 1 << 40)
                decisions += made
                switch (end, expected) {
                case (.fault(let fault, false), nil):
                    #expect(fault.message == "payout is too large for an account")
                    seen["overflow", default: 0] += 1
                case (_, let expected?):
                    #expect(end == expected, "\(money) \(plan)")
                    if case .refused(let limit, _, _) = expected {
                        seen["\(limit)", default: 0] += 1
                    } else {
                        seen["settled", default: 0] += 1
                    }
                default: Issue.record("\(end) where the payout does not fit: \(money) \(plan)")
                }
                #expect(driver.money.balance == purse.available)
                #expect(driver.money.dayLeft ?? .max == purse.dayLeft)
                try #require(driver.money.balance == purse.available)
            }
        }
        // The test is worth something only when it meets each end often.
        for name in ["maxBet", "balance", "fee", "daily", "overflow", "settled"] {
            #expect(seen[name, default: 0] > 500, "\(name): \(seen)")
        }
    }

    @Test("a cost that does not fit is refused, even by the largest balance")
    func largestBalance() throws {
        let driver = try makeDriver()
        driver.money = RoundMoney(balance: .max, perSpinFee: 1)
        try load([Decision(stake: .max, payout: 0, isOpen: false)], into: driver)
        #expect(
            driver.play(rounds: 1, fuel: 1 << 40)
                == .refused(limit: .fee, asked: .max, left: .max))
        #expect(driver.money.balance == .max)
    }

    @Test("sums over all rounds that no longer fit are a fault and never wrap")
    func sums() throws {
        let driver = try makeDriver()
        driver.money = RoundMoney(balance: 1 << 62)
        for round in 1...2 {
            try load([Decision(stake: 1 << 62, payout: 1 << 62, isOpen: false)], into: driver)
            let end = driver.play(rounds: 1, fuel: 1 << 40)
            guard round == 2 else {
                #expect(end == .slice)
                continue
            }
            guard case .fault(let fault, false) = end else {
                Issue.record("\(end)")
                return
            }
            #expect(fault.message.contains("no longer fit in one sum"))
        }
        #expect(driver.carry.staked == 1 << 62)
        #expect(driver.money.balance == 1 << 62)
    }
}
