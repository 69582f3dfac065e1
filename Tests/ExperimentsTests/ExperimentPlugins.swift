// Small plugins with known answers, and experiments made of them.

import Experiments
import Play
import Scripting

enum ExperimentPlugins {
    /// A coin that pays nine tenths of a fair one: a stake s returns 1.8 s or nothing. What it
    /// shows comes from the round's stream only, so both arms of a pair see the same sides.
    static let coin = """
        return {
            name = "test/coin", version = "1.0.0", api = 1,
            stakes = { { min = "0.10", max = "5.00", step = "0.10" } },
            symbols = { "tail", "head" },
            actions = { "PlaceBet", "Spin", "CashOut" },
            step = function(state, action, rng)
                local side = rng:int(2)
                return {
                    payout = (side - 1) * action.amount * 9 // 5,
                    symbols = { side == 2 and "head" or "tail" },
                }
            end,
        }
        """

    /// Bets the same every round; `before` runs first.
    static func steady(_ amount: Int, name: String, before: String = "") -> String {
        """
        return {
            name = "\(name)", version = "1.0.0", api = 1, games = { "test/*" },
            decide = function(memory, seen, rng)
                \(before)
                return { type = "PlaceBet", amount = \(amount) }
            end,
        }
        """
    }

    /// Bets 0.10 to 1.00 by its own stream, after `skips` draws: two of these with other skips play
    /// other rounds of the same distribution.
    static func wavering(skips: Int, name: String) -> String {
        """
        return {
            name = "\(name)", version = "1.0.0", api = 1, games = { "test/*" },
            decide = function(memory, seen, rng)
                for _ = 1, \(skips) do rng:int(10) end
                return { type = "PlaceBet", amount = 10 * rng:int(10) }
            end,
        }
        """
    }

    static func experiment(
        _ a: String, _ b: String, rounds: Int64, seed: UInt64 = 1, bankroll: Int64 = 1_000_000
    ) throws -> PairedExperiment {
        let game = try GameDefinition(
            PluginSource(file: "games/test/coin/game.lua", text: Array(coin.utf8)))
        func arm(_ text: String) throws -> SessionBlueprint {
            let strategy = try StrategyDefinition(
                PluginSource(file: "strategies/test.lua", text: Array(text.utf8)))
            return try SessionBlueprint(
                configuration: SessionConfiguration(
                    id: "00000000-0000-4000-8000-000000000001", game: game.reference,
                    strategy: strategy.reference, seed: seed, currency: "AUD",
                    bankroll: bankroll),
                game: game, strategy: strategy)
        }
        return PairedExperiment(a: try arm(a), b: try arm(b), roundsPerPair: rounds)
    }

    static func setup(
        _ metric: Metric, pairs: Int, margin: Double = 0, alpha: Double = 0.05,
        goal: Int64 = 1_000_001
    ) -> Comparison.Setup {
        Comparison.Setup(
            metric: metric, pairs: pairs, margin: margin, alpha: alpha, goal: goal, leastStake: 10,
            minorUnits: 100)
    }
}

extension Comparison {
    /// The comparison after pairs 0, 1, ... of an experiment, until it is over.
    static func played(
        _ experiment: PairedExperiment, _ setup: Setup
    ) throws -> Comparison {
        var comparison = try Comparison(setup)
        var index: UInt64 = 0
        while !comparison.isOver {
            try comparison.add(try experiment.play(pair: index))
            index += 1
        }
        comparison.finish()
        return comparison
    }
}
