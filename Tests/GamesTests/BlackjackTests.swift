// Goal: the blackjack adapter plays by the rules of Gymnasium's Blackjack-v1.
// Method: three fixed policies in three variants against the exact value and distribution of each
// (Oracles/blackjack-exact.json) and against a million rounds of Gymnasium itself
// (Oracles/blackjack-gymnasium.json); the basic strategy's decisions against the optimal table.

import Play
import Scripting
import Testing

@Suite("Blackjack")
struct BlackjackTests {
    private struct Exact: Decodable {
        struct Row: Decodable {
            var mean: Double
            var standard_deviation: Double
            var rewards: [String: Double]
        }
        struct Table: Decodable {
            var hard: [String: String]
            var soft: [String: String]
        }
        var policies: [String: [String: Row]]
        var optimal_table: Table
    }

    private struct Gymnasium: Decodable {
        struct Row: Decodable {
            var mean: Double
            var standard_error: Double
        }
        var policies: [String: [String: Row]]
    }

    private static var rounds: Int64 {
        #if DEBUG
            40_000
        #else
            1_000_000
        #endif
    }

    private func strategy(_ policy: String) throws -> StrategyDefinition {
        guard policy != "basic" else { return try GameFiles.strategy("blackjack-basic") }
        let least = policy.contains("20") ? 20 : 17
        let text = """
            return {
                name = "stick-on", version = "1.0.0", api = 1, games = { "tables/blackjack" },
                context = "bootstrap",
                decide = function(_, seen)
                    local sum = seen.view.player
                    if not sum then return { type = "PlaceBet", amount = 100 } end
                    return { type = sum >= \(least) and "Stick" or "Hit" }
                end,
            }
            """
        return try StrategyDefinition(PluginSource(file: "stick-on.lua", text: Array(text.utf8)))
    }

    @Test(
        "fixed policies are worth what they are worth exactly, and in Gymnasium",
        arguments: ["stick on 20 or more", "stick on 17 or more", "basic"],
        ["default", "natural", "sab"])
    func policies(policy: String, variant: String) throws {
        let exact = try #require(
            try GameFiles.oracle("blackjack-exact", as: Exact.self).policies[policy]?[variant])
        let played = try #require(
            try GameFiles.oracle("blackjack-gymnasium", as: Gymnasium.self)
                .policies[policy]?[variant])
        let sample = try RoundSampler(
            game: try GameFiles.game("tables/blackjack"), strategy: try strategy(policy),
            // Another seed for each, so that nine results are nine results.
            variant: variant, seed: (policy + variant).utf8.reduce(1) { $0 &* 31 &+ UInt64($1) }
        ).sample(rounds: BlackjackTests.rounds)
        // A reward is the payout less the stake.
        let score = sample.meanScore(1 + exact.mean, deviation: exact.standard_deviation)
        let error = exact.standard_deviation / Double(sample.rounds).squareRoot()
        let both = (error * error + played.standard_error * played.standard_error).squareRoot()
        let difference = (sample.mean - 1 - played.mean) / both
        print(
            "blackjack \(variant), \(policy): \(sample.rounds) rounds, \(sample.mean - 1), exact "
                + "\(exact.mean), z \(score), against Gymnasium \(difference)")
        #expect(abs(score) < 4)
        #expect(abs(difference) < 4)
        #expect(Set(sample.counts.keys.map { "\($0 - 1)" }) == Set(exact.rewards.keys))
        for (reward, chance) in exact.rewards {
            let value = try #require(Double(reward))
            let share = Double(sample.counts[value + 1, default: 0]) / Double(sample.rounds)
            #expect(abs(sample.shareScore(share, chance)) < 4, "reward \(reward)")
        }
    }

    @Test("the basic strategy decides every hand as the optimal table does")
    func decisions() throws {
        let table = try GameFiles.oracle("blackjack-exact", as: Exact.self).optimal_table
        let found = try Plugin.sandbox(file: "basic").evaluate(
            """
            local strategy = (function()
            \(try GameFiles.text("strategies/blackjack-basic.lua"))
            end)()
            local rows = {}
            for _, soft in ipairs({ false, true }) do
                for sum = 12, 21 do
                    local row = {}
                    for dealer = 1, 10 do
                        local view = { player = sum, dealer = dealer, usable_ace = soft }
                        local action = strategy.decide({}, { view = view, balance = 1 }).type
                        row[dealer] = action:sub(1, 1)
                    end
                    rows[#rows + 1] = table.concat(row)
                end
            end
            return table.concat(rows, " ")
            """, file: "basic", fuel: 1 << 30)
        let expected =
            (12...21).compactMap { table.hard["\($0)"] }
            + (12...21).compactMap { table.soft["\($0)"] }
        #expect(expected.count == 20)
        #expect(found.results.split(separator: " ").map(String.init) == expected)
    }

    @Test("hands are dealt, shown and settled as the rules say, card by card")
    func hands() throws {
        // Cards are drawn dealer first, then player, then hits, then the dealer's rest.
        let found = try AdapterSandbox(game: "tables/blackjack").evaluate(
            """
            local number = { A = 1, T = 10, J = 11, Q = 12, K = 13 }
            local function play(variant, cards, actions)
                local at = 0
                local rng = { int = function(_, n)
                    assert(n == 13)
                    at = at + 1
                    local card = cards:sub(at, at)
                    return number[card] or tonumber(card)
                end }
                local state = game.start({ variant = variant })
                local outcome = game.step(state, { type = "PlaceBet", amount = 100 }, rng)
                for each in actions:gmatch(".") do
                    assert(outcome.open, "over too soon")
                    outcome = game.step(state, { type = each == "H" and "Hit" or "Stick" }, rng)
                end
                assert(not outcome.open, "still open")
                assert(at == #cards, "cards are left")
                return outcome.payout
            end
            return table.concat({
                play("default", "T7T8", "S"),       -- 18 beats 17
                play("default", "T9T8", "S"),       -- 18 loses to 19
                play("default", "T8T8", "S"),       -- equal sums give the stake back
                play("default", "T7T6K", "H"),      -- over 21 loses at once
                play("default", "T6T25T", "HS"),    -- 17 against a dealer who goes over
                play("default", "66A6K5", "HS"),    -- the ace counts 1 after the king
                play("default", "A6T7", "S"),       -- the dealer stands on a soft 17
                play("default", "T7AK", "S"),       -- a natural is a 21 like any other,
                play("natural", "T7AK", "S"),       -- or pays 3:2,
                play("natural", "AKAQ", "S"),       -- but not against a natural,
                play("natural", "56AKT", "S"),      -- nor against another 21,
                play("natural", "T7777", "HS"),     -- and a 21 of three cards is none
                play("default", "56AKT", "S"),      -- a natural and another 21 are equal,
                play("sab", "56AKT", "S"),          -- but not by Sutton and Barto,
                play("sab", "AKAQ", "S"),           -- for whom two naturals are
                play("sab", "T7AK", "S"),
            }, " ")
            """)
        #expect(found == ["200 0 100 0 200 100 100 200 250 100 100 200 100 200 100 200"])
    }
}
