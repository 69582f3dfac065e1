// The plugins that these tests play: small texts, each made for one question.

import Play
import Scripting

/// Lua texts of games and strategies.
enum InlinePlugins {
    /// A coin: heads pay twice the stake. What it shows comes from the stream of the round only.
    static let coin = """
        return {
            name = "test/coin", version = "1.0.0", api = 1, kind = "game",
            stakes = { { min = "0.01", max = "5.00", step = "0.01" } },
            symbols = { "tail", "head" },
            actions = { "PlaceBet", "Spin", "CashOut" },
            start = function() return { tosses = 0, heads = 0 } end,
            step = function(state, action, rng)
                local side = rng:int(2)
                state.tosses = state.tosses + 1
                state.heads = state.heads + side - 1
                return {
                    payout = (side - 1) * 2 * action.amount,
                    symbols = { side == 2 and "head" or "tail" },
                    info = state.tosses % 10 == 0 and { heads = state.heads } or nil,
                }
            end,
        }
        """

    /// Uses memory, its own stream, the round before and learning; everything a strategy may see.
    static let wanderer = """
        return {
            name = "wanderer", version = "1.0.0", api = 1, games = { "test/*" },
            context = "summary",
            start = function() return { bias = 0, learned = 0.0 } end,
            decide = function(memory, seen, rng)
                local wins = 0
                for _, each in ipairs(seen.rewards) do
                    if each.reward > 0 then wins = wins + 1 end
                end
                local before = seen.last and seen.last.stake or 0
                local id = seen.session_id:byte(1)
                local spins = seen.metrics.total_spins
                local amount = 1 + (wins + memory.bias + before + id + spins) % 20 + rng:int(5)
                if amount == 7 and before > 0 then return { type = "Spin" } end
                return { type = "PlaceBet", amount = amount }
            end,
            learn = function(memory, seen, reward)
                memory.learned = memory.learned * 0.5 + reward
                if memory.learned > 3 then memory.bias = memory.bias + 1 end
            end,
        }
        """

    /// Bets what a counter outside its memory says: such data must not outlive a checkpoint.
    static let hiddenCounter = """
        local calls = 0
        return {
            name = "hidden-counter", version = "1.0.0", api = 1, games = { "test/*" },
            start = function() return { own = 0 } end,
            decide = function(memory, seen)
                calls = calls + 1
                memory.own = memory.own + 1
                return { type = "PlaceBet", amount = 1 + (calls + memory.own) % 400 }
            end,
        }
        """

    /// The coin, with a counter outside its state that decides some payouts.
    static let hiddenCoin = """
        local steps = 0
        return {
            name = "test/hidden-coin", version = "1.0.0", api = 1,
            stakes = { { min = "0.01", max = "5.00", step = "0.01" } },
            actions = { "PlaceBet", "Spin", "CashOut" },
            step = function(state, action, rng)
                steps = steps + 1
                return { payout = (rng:int(2) - 1) * 2 * action.amount + steps % 3 }
            end,
        }
        """

    /// Bets the same every round.
    static func steady(_ amount: Int = 2, name: String = "steady") -> String {
        """
        return {
            name = "\(name)", version = "1.0.0", api = 1, games = { "test/*", "slots/*" },
            context = "bootstrap",
            decide = function() return { type = "PlaceBet", amount = \(amount) } end,
        }
        """
    }

    /// A game that fails when it is asked to: 13 fails in step, 17 in actions in the middle of the
    /// round, 19 pays less than nothing, 23 never ends, 29 says done; looking at it fails.
    static let fragile = """
        return {
            name = "test/fragile", version = "1.0.0", api = 1,
            stakes = { { min = "0.01", max = "0.30", step = "0.01" } },
            symbols = { "a", "b", "c" },
            action_types = { "PlaceBet", "Spin", "CashOut" },
            actions = function(state)
                if state.angry then error("actions fails") end
                return { "PlaceBet", "Spin", "CashOut" }
            end,
            start = function() return { steps = 0 } end,
            observe = function() error("observe fails") end,
            step = function(state, action, rng)
                state.steps = state.steps + 1
                local amount = action.amount
                if amount == 13 then error("step fails") end
                if amount == 17 then
                    state.angry = true
                    return { open = true }
                end
                if amount == 23 then while true do end end
                local shown = rng:int(3)
                return {
                    payout = amount == 19 and -1 or (shown - 1) * amount,
                    symbols = { ({ "a", "b", "c" })[shown] },
                    info = { steps = state.steps },
                    done = amount == 29,
                }
            end,
        }
        """

    /// Goes wrong at a place, in round `at` and in every multiple of `every`, after it changed its
    /// memory; what it bets says what its memory holds.
    static let culprit = """
        local special = { step = 13, actions = 17, negative = 19, fuel = 23, done = 29 }
        return {
            name = "culprit", version = "1.0.0", api = 1, games = { "test/*" },
            context = "summary",
            params = {
                place = { type = "string", default = "decide" },
                at = { type = "integer", default = 0 },
                every = { type = "integer", default = 1000000000 },
            },
            start = function(ctx)
                local params = ctx.params
                return {
                    place = params.place, at = params.at, every = params.every, calls = 0,
                    learned = 0,
                }
            end,
            decide = function(memory, seen)
                memory.calls = memory.calls + 1
                if seen.round == memory.at or seen.round % memory.every == 0 then
                    memory.calls = memory.calls + 100
                    memory.junk = { seen.round }
                    if memory.place == "decide" then error("decide fails") end
                    if memory.place == "observe" then return seen.view end
                    local amount = special[memory.place]
                    if amount then return { type = "PlaceBet", amount = amount } end
                    memory.calls = memory.calls - 100
                end
                return { type = "PlaceBet", amount = 1 + (memory.calls + memory.learned) % 5 }
            end,
            learn = function(memory, seen, reward)
                memory.learned = memory.learned + 1
                local round = seen.metrics.total_spins
                if memory.place == "learn" or memory.place == "done" then
                    if round == memory.at or round % memory.every == 0 then
                        memory.learned = memory.learned + 100
                        error("learn fails")
                    end
                end
            end,
        }
        """

    static func game(_ text: String, file: String = "games/test/game.lua") throws -> GameDefinition
    {
        try GameDefinition(PluginSource(file: file, text: Array(text.utf8)))
    }

    static func strategy(
        _ text: String, file: String = "strategies/test.lua"
    ) throws -> StrategyDefinition {
        try StrategyDefinition(PluginSource(file: file, text: Array(text.utf8)))
    }
}
