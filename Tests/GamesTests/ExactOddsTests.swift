// Goal: the odds that the product walks are the published ones and those of the Python oracles.
// Method: the whole walk on two workers; fractions where they are published or follow from the
// rules, decimals at full published precision, and every figure of Oracles/*.json to 1e-12.
// The long walks, minutes each in release (Atkins Diet, Lobstermania), run when STRATAGEM_LONG_ODDS
// is set.
import Foundation
import Host
import Odds
import Play
import Scripting
import Testing

@Suite("Exact odds of the games")
struct ExactOddsTests {
    private static let isLong = ProcessInfo.processInfo.environment["STRATAGEM_LONG_ODDS"] != nil

    private func odds(
        _ name: String, strategy: StrategyDefinition? = nil, variant: String? = nil,
        currency: String = "AUD", workers: Int = 2
    ) throws -> Odds {
        let game = try GameFiles.game(name)
        let nobody = try StrategyDefinition(
            PluginSource(file: "nobody", text: Array(OddsQuestion.noStrategyText.utf8)))
        let played = strategy ?? nobody
        let configuration = SessionConfiguration(
            id: "00000000-0000-4000-8000-000000000001", game: game.reference,
            strategy: played.reference, variant: variant,
            parameters: try ParameterValues.values(
                for: played.manifest, given: [:], currency: currency),
            seed: 1, currency: currency, bankroll: 100_000)
        let blueprint = try SessionBlueprint(
            configuration: configuration, game: game, strategy: played)
        let run = OddsRun(
            OddsQuestion(
                blueprint: blueprint,
                player: strategy == nil ? .best(stake: blueprint.stakes[0]) : .strategy,
                branchesMax: 1_000_000_000))
        _ = try HostRun().run(workerCount: workers, progress: {}) { run.start($0) }
        return try #require(try run.finished()).odds
    }

    private func expectNear(
        _ found: Fraction?, _ expected: Double, _ tolerance: Double = 1e-12,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let found = try #require(found, sourceLocation: location)
        #expect(abs(found.double - expected) <= tolerance, sourceLocation: location)
    }

    @Test("Double Diamond: all 97,336 stops, the whole distribution exactly as published")
    func doubleDiamond() throws {
        // Payout in stakes and stops, of 97,336.
        let published: [(multiple: Int64, stops: Int64)] = [
            (0, 75_348), (2, 15_876), (4, 756), (5, 4104), (10, 687), (20, 135), (25, 125),
            (40, 91), (50, 75), (80, 75), (100, 15), (160, 39), (320, 9), (1000, 1),
        ]
        for workers in [1, 3] {
            let odds = try odds("slots/double-diamond", workers: workers)
            let rows = try #require(odds.rows)
            #expect(rows.map(\.multiple) == published.map { Fraction($0.multiple) })
            #expect(rows.map(\.chance) == published.map { Fraction($0.stops, over: 97_336) })
            #expect(odds.returnRate == Fraction(93_001, over: 97_336))
            #expect(odds.returnRate.decimal(8) == "0.95546355")
            #expect(odds.hitFrequency?.decimal(6) == "0.225898")
            #expect(abs(odds.standardDeviation - 6.547889) < 5e-7)
            #expect(odds.leaves == 97_336)
        }
    }

    private struct Blackjack: Decodable {
        struct Value: Decodable {
            var mean: Double
            var standard_deviation: Double
            var rewards: [String: Double]
        }
        var policies: [String: [String: Value]]
    }

    /// Hits below a sum, whatever the dealer shows.
    private func sticker(_ sum: Int) throws -> StrategyDefinition {
        let text = """
            return {
                name = "stick", version = "1.0.0", api = 1, games = { "tables/blackjack" },
                decide = function(_, seen)
                    local player = seen.view.player
                    if not player then return { type = "PlaceBet", amount = seen.stakes[1] } end
                    return { type = player >= \(sum) and "Stick" or "Hit" }
                end,
            }
            """
        return try StrategyDefinition(PluginSource(file: "stick", text: Array(text.utf8)))
    }

    // In debug each takes ten seconds and more.
    #if !DEBUG
        @Test(
            "blackjack: basic strategy in every variant, to the last digit of the oracle",
            arguments: ["default", "natural", "sab"])
        func blackjack(variant: String) throws {
            let oracle = try GameFiles.oracle("blackjack-exact", as: Blackjack.self)
            let odds = try odds(
                "tables/blackjack", strategy: try GameFiles.strategy("blackjack-basic"),
                variant: variant)
            try expect(odds, oracle.policies["basic"]?[variant])
        }

        @Test("blackjack: sticking on 17 and on 20", arguments: [17, 20], ["natural", "sab"])
        func fixedPolicies(sum: Int, variant: String) throws {
            let oracle = try GameFiles.oracle("blackjack-exact", as: Blackjack.self)
            let odds = try odds(
                "tables/blackjack", strategy: try sticker(sum), variant: variant)
            try expect(odds, oracle.policies["stick on \(sum) or more"]?[variant])
        }
    #endif

    private func expect(_ odds: Odds, _ oracle: Blackjack.Value?) throws {
        let oracle = try #require(oracle)
        try expectNear(odds.returnRate - .one, oracle.mean)
        #expect(abs(odds.standardDeviation - oracle.standard_deviation) < 1e-12)
        let rows = try #require(odds.rows)
        #expect(rows.count == oracle.rewards.count)
        for row in rows {
            let reward = (row.multiple - .one).double
            try expectNear(row.chance, oracle.rewards["\(reward)"] ?? -1)
        }
    }

    private struct Atkins: Decodable {
        var `return`: Double
        var return_lines: Double
        var return_scatter: Double
        var return_free_games: Double
        var free_games_chance: Double
        var hit_frequency: Double
        var win_over_bet_frequency_of_paid_game: Double
        var standard_deviation: Double
        var standard_deviation_of_paid_game: Double
        var largest_win_of_paid_game: Double
    }

    @Test("Atkins Diet: .970458 with its parts, free games without an end", .enabled(if: isLong))
    func atkinsDiet() throws {
        let oracle = try GameFiles.oracle("atkins-diet", as: Atkins.self)
        let odds = try odds("slots/atkins-diet")
        #expect(odds.returnRate.decimal(6) == "0.970458")
        #expect(odds.parts.map(\.name) == ["lines", "scatter", "free games"])
        #expect(odds.parts.map { $0.share.decimal(6) } == ["0.634597", "0.069756", "0.266105"])
        #expect(odds.hitFrequency?.decimal(6) == "0.463065")
        #expect(odds.winFrequency?.decimal(6) == "0.175741")
        #expect(odds.features.map { $0.chance.decimal(7) } == ["0.0111848"])
        try expectNear(odds.returnRate, oracle.return)
        try expectNear(odds.parts[0].share, oracle.return_lines)
        try expectNear(odds.parts[1].share, oracle.return_scatter)
        try expectNear(odds.parts[2].share, oracle.return_free_games)
        try expectNear(odds.hitFrequency, oracle.hit_frequency)
        try expectNear(odds.winFrequency, oracle.win_over_bet_frequency_of_paid_game)
        try expectNear(odds.features.first?.chance, oracle.free_games_chance)
        try expectNear(odds.topAward?.multiple, oracle.largest_win_of_paid_game)
        #expect(abs(odds.standardDeviation - oracle.standard_deviation) < 1e-10)
        let first = try #require(odds.firstGameDeviation)
        #expect(abs(first - oracle.standard_deviation_of_paid_game) < 1e-12)
        #expect(odds.leaves == 2 << 25)
    }

    private struct Lobstermania: Decodable {
        struct Figures: Decodable {
            var `return`: Double
            var return_lines: Double
            var return_bonus: Double
            var return_scatter: Double
            var hit_frequency_of_round: Double
            var standard_deviation_of_round: Double
        }
        enum CodingKeys: String, CodingKey {
            case first = "96.2"
            case second = "85.0"
        }
        var first: Figures
        var second: Figures
    }

    @Test(
        "Lobstermania: .962525 and .850602 over the cycle of 259,440,000", .enabled(if: isLong),
        arguments: [("96.2", "0.962525"), ("85.0", "0.850602")])
    func lobstermania(variant: String, published: String) throws {
        let both = try GameFiles.oracle("lobstermania", as: Lobstermania.self)
        let oracle = variant == "96.2" ? both.first : both.second
        let odds = try odds("slots/lobstermania", variant: variant)
        #expect(odds.returnRate.decimal(6) == published)
        try expectNear(odds.returnRate, oracle.return)
        try expectNear(odds.parts[0].share, oracle.return_lines)
        try expectNear(odds.parts[1].share, oracle.return_bonus)
        try expectNear(odds.parts[2].share, oracle.return_scatter)
        try expectNear(odds.hitFrequency, oracle.hit_frequency_of_round)
        #expect(abs(odds.standardDeviation - oracle.standard_deviation_of_round) < 1e-9)
    }
}
