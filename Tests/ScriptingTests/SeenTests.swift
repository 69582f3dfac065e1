// Goal: a strategy sees what its level allows, can change none of it, and sees it only in its turn.
// Method: strategies that log what they see, at each level; strategies that write, keep and replay.

import Scripting
import Testing

@Suite("What a strategy sees")
struct SeenTests {
    private static let lister =
        "local names = {} for name in pairs(seen) do names[#names + 1] = name end "
        + "log(table.concat(names, ' ')) return { type = 'PlaceBet', amount = 10 }"

    private static func log(_ rounds: InlineRounds, _ count: Int64 = 1) throws -> [String] {
        let driver = try rounds.driver()
        let end = driver.play(rounds: count, fuel: .max)
        #expect(end == .slice, "\(end)")
        return driver.takeLogs().strategy
    }

    @Test("each level has the fields of the contract and no more")
    func levels() throws {
        let bootstrap = "balance currency game_id legal round session_id stakes view"
        let expected: [ContextLevel: String] = [
            .bootstrap: bootstrap,
            .play: "balance currency game_id last legal round session_id stakes state view",
            .summary: "balance currency game_id last legal metrics rewards round session_id stakes "
                + "state view",
        ]
        for (level, fields) in expected {
            let rounds = InlineRounds(
                decide: Self.lister, observe: "return { n = 1 }", context: level)
            #expect(try Self.log(rounds, 2).last == fields)
        }
    }

    @Test("the values are those of the session")
    func values() throws {
        let rounds = InlineRounds(
            decide: "local l, m = seen.last, seen.metrics "
                + "log(seen.session_id, seen.game_id, seen.round, seen.balance, seen.currency, "
                + "#seen.stakes, seen.stakes[3], table.concat(seen.legal, ','), seen.view.n, "
                + "seen.state) "
                + "if l then log(l.action, l.stake, l.payout, table.concat(l.symbols, ','), "
                + "m.total_spins, m.total_staked, m.total_payout, #seen.rewards, "
                + "seen.rewards[1].reward, seen.rewards[1].round) end "
                + "return { type = 'PlaceBet', amount = 20 }",
            step:
                "state.n = (state.n or 0) + 1 return { payout = 50, symbols = { 'bar', 'seven' } }",
            observe: "return { n = state.n or 0 }")
        let lines = try Self.log(rounds, 2)
        #expect(
            lines == [
                "session-1\ttest/inline\t1\t1000000\tAUD\t3\t50\tPlaceBet,Spin,CashOut,Hit,Stick\t0\t"
                    + "Playing",
                "session-1\ttest/inline\t2\t1000030\tAUD\t3\t50\tPlaceBet,Spin,CashOut,Hit,Stick\t1\t"
                    + "Playing",
                "PlaceBet\t20\t50\tbar,seven\t1\t20\t50\t1\t30.0\t1",
            ])
    }

    @Test(
        "writing to seen is refused",
        arguments: [
            "seen.balance = 1", "seen.new = 1", "seen[1] = 1",
            "rawset(seen, 'balance', 5) "
                + "if seen.balance ~= 5 then error('kept') end error('seen is read-only')",
            "setmetatable(seen, {})",
        ])
    func readOnly(write: String) throws {
        let fault = try InlineRounds(decide: write).fault()
        #expect(fault?.kind == .error)
        #expect(
            fault?.message.contains("read-only") == true
                || fault?.message.contains("protected") == true, "\(fault?.message ?? "none")")
    }

    @Test("its metatable is out of reach and unknown fields are nil")
    func hidden() throws {
        let rounds = InlineRounds(
            decide:
                "log(getmetatable(seen), seen.seed, seen[1], seen[{}], rawget(seen, 'balance'), "
                + "next(seen), #seen) return { type = 'PlaceBet', amount = 10 }")
        #expect(try Self.log(rounds) == ["false\tnil\tnil\tnil\tnil\tnil\t0"])
    }

    @Test("a seen that was kept shows no view outside a round, and no stale session")
    func keptSeen() throws {
        // memory.seen would be refused as data, so it is kept in an upvalue of the file.
        let rounds = InlineRounds(
            start: "if kept then log('start', kept.view, kept.round) end return {}",
            decide: "kept = seen log('decide', seen.view.n) "
                + "return { type = 'PlaceBet', amount = 10 }",
            observe: "return { n = 3 }", strategyHead: "local kept")
        let driver = try rounds.driver()
        #expect(driver.play(rounds: 1, fuel: .max) == .slice)
        try driver.startStrategy(context: .list([]))
        #expect(driver.takeLogs().strategy == ["decide\t3", "start\tnil\t2"])
    }

    @Test("a strategy that waits for observe is stopped with the game, not killed by it")
    func observeIsPaidByTheGame() throws {
        let spin = "for i = 1, 20000 do end"
        let rounds = InlineRounds(
            decide: "for i = 1, 20 do local _ = seen.view end "
                + "return { type = 'PlaceBet', amount = 10 }",
            observe: "\(spin) return { n = 1 }")
        let driver = try rounds.driver()
        #expect(driver.play(rounds: 1, fuel: .max) == .slice)
        // Built once a call, however often it is read.
        #expect(driver.carry.strategyFuel < 2000)
        #expect(driver.carry.gameFuel > 20_000 && driver.carry.gameFuel < 400_000)
    }
}
