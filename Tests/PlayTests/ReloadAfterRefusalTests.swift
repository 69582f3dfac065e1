// Goal: a session whose day gave no more takes a text like any other when it may go on, and goes on
// from its last settled round: what it decided in the refused one is forgotten.
// Method: a strategy that counts its decisions and stakes by them; a session that is refused, given
// more and reloaded is compared with one that no limit ever met.

import Play
import Scripting
import Testing

@Suite struct ReloadAfterRefusalTests {
    private static func strategy(_ comment: String) throws -> StrategyDefinition {
        try StrategyDefinition(
            PluginSource(
                file: "strategies/counting.lua",
                text: Array(
                    """
                    -- \(comment)
                    return {
                        name = "counting", version = "1.0.0", api = 1, games = { "test/*" },
                        start = function() return { count = 0 } end,
                        decide = function(memory)
                            memory.count = memory.count + 1
                            return { type = "PlaceBet", amount = 100 * (1 + memory.count % 3) }
                        end,
                    }
                    """.utf8)))
    }

    private static func game(_ before: String = "") throws -> GameDefinition {
        try GameDefinition(
            PluginSource(
                file: "games/test/coin.lua",
                text: Array(
                    """
                    return {
                        name = "test/coin", version = "1.0.0", api = 1,
                        stakes = { "1.00", "2.00", "3.00" }, actions = { "PlaceBet", "CashOut" },
                        step = function(state, action, rng)
                            \(before)
                            return { payout = 2 * action.amount * (rng:int(2) - 1) }
                        end,
                    }
                    """.utf8)))
    }

    private static func session(dailyLimit: Int64?) throws -> Session {
        let (game, strategy) = (try game(), try strategy("first"))
        return try Session(
            SessionBlueprint(
                configuration: SessionConfiguration(
                    id: "00000000-0000-4000-8000-000000000001", game: game.reference,
                    strategy: strategy.reference, seed: 3, currency: "AUD", bankroll: 1_000_000,
                    dailyLimit: dailyLimit), game: game, strategy: strategy))
    }

    @Test("after a refusal by the day's limit a text is taken once there is more to spend")
    func refusedThenReloaded() throws {
        let limited = try Self.session(dailyLimit: 10_050)
        guard case .ended(let end) = limited.play(rounds: 1000) else {
            Issue.record("the limit was not met")
            return
        }
        #expect(end.reason == .limit)
        let round = limited.rounds
        _ = limited.seal()
        limited.dayLeft = 1_000_000
        _ = try limited.reload(.strategy(Self.strategy("second")))
        #expect(limited.play(rounds: 500) == .more)

        let free = try Self.session(dailyLimit: nil)
        #expect(free.play(rounds: round) == .more)
        _ = try free.reload(.strategy(Self.strategy("second")))
        #expect(free.play(rounds: 500) == .more)
        #expect(limited.digest == free.digest)
        #expect(limited.balance == free.balance && limited.rounds == free.rounds)
    }

    @Test("a game's text that fails is refused, also where the day has nothing left to try it with")
    func triedWithoutLimit() throws {
        let session = try Self.session(dailyLimit: 10_050)
        while session.dayLeft ?? 0 >= 300 { #expect(session.play(rounds: 1) == .more) }
        session.dayLeft = 0
        let fault = #expect(throws: PluginFault.self) {
            _ = try session.reload(.game(Self.game("error(\"in the game\")")))
        }
        #expect(fault?.message.contains("in the game") == true)
    }
}
