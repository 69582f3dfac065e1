// A session between two small plugins, for tests of the round driver.

import Scripting

struct InlineRounds: Sendable {
    /// Bodies of functions; the manifest around them is the least that loads.
    var start = "return {}"
    var decide = "return { type = 'PlaceBet', amount = 10 }"
    var learn: String?
    var gameStart = "return {}"
    var step = "return { payout = 0 }"
    var observe: String?
    /// Body of `actions(state)`, when it is a function.
    var actions: String?
    /// Text before each returned table.
    var strategyHead = ""
    var gameHead = ""
    var stakes: [Int64] = [10, 20, 50]
    var symbols = ["seven", "bar", "cherry"]
    var context = ContextLevel.summary
    var balance: Int64 = 1_000_000
    var seed: UInt64 = 20_260_101
    var episode: UInt64 = 7
    var budget = CallBudget.standard

    var strategyText: String {
        let learns = learn.map { "learn = function(memory, seen, reward) \($0) end," } ?? ""
        return """
            \(strategyHead)
            return { name = "inline", version = "1", api = 1, games = { "*" },
            start = function(ctx) \(start) end,
            decide = function(memory, seen, rng) \(decide) end,
            \(learns) }
            """
    }

    var gameText: String {
        let observes = observe.map { "observe = function(state) \($0) end," } ?? ""
        let changes = actions.map { "actions = function(state) \($0) end," } ?? ""
        return """
            \(gameHead)
            return { name = "test/inline", version = "1", api = 1,
            start = function(ctx, rng) \(gameStart) end,
            step = function(state, action, rng) \(step) end,
            \(observes) \(changes) }
            """
    }

    /// A driver that has started.
    func driver() throws -> RoundDriver {
        let driver = try RoundDriver(
            strategy: Plugin.load(
                text: Array(strategyText.utf8), file: "strategies/inline.lua", budget: budget),
            game: Plugin.load(
                text: Array(gameText.utf8), file: "games/inline/game.lua", budget: budget),
            setup: RoundDriver.Setup(
                sessionID: "session-1", gameID: "test/inline", currency: "AUD", seed: seed,
                episode: episode, symbols: symbols,
                actions: ["PlaceBet", "Spin", "CashOut", "Hit", "Stick"], stakes: stakes,
                context: context))
        try driver.start(strategyContext: .list([]), gameContext: .list([]))
        driver.money = RoundMoney(balance: balance)
        return driver
    }

    /// How so many rounds end.
    func play(_ rounds: Int64 = 1) throws -> RoundDriver.End {
        try driver().play(rounds: rounds, fuel: .max)
    }

    /// The fault that a round ends with.
    func fault(_ rounds: Int64 = 1) throws -> PluginFault? {
        guard case .fault(let fault, _) = try play(rounds) else { return nil }
        return fault
    }
}
