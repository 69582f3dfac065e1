// Odds of small games that are written in the tests: one walker, no workers.
import Odds
import Play
import Scripting
import Testing

/// A game as a Lua text, and who plays it.
struct OddsCase {
    var game: String
    var strategy: String?
    var stake: Int64 = 100
    var branchesMax: Int64 = 1_000_000

    /// A game with one stake of 1.00 whose step has this body; `rng`, `state` and `action` are
    /// there. `more` is further fields.
    init(step: String, more: String = "", strategy: String? = nil, branchesMax: Int64 = 1_000_000) {
        game = """
            return {
                name = "test/game", version = "1.0.0", api = 1, stakes = { "1.00", "2.00" },
                actions = { "PlaceBet", "Spin", "CashOut" },
                step = function(state, action, rng)
                    \(step)
                end,
                \(more)
            }
            """
        self.strategy = strategy
        self.branchesMax = branchesMax
    }

    /// A whole game.
    init(game: String, strategy: String? = nil) {
        self.game = game
        self.strategy = strategy
    }

    var question: OddsQuestion {
        get throws {
            let game = try GameDefinition(
                PluginSource(file: "game.lua", text: Array(game.utf8)))
            let strategyText = strategy ?? OddsQuestion.noStrategyText
            let strategy = try StrategyDefinition(
                PluginSource(file: "strategy.lua", text: Array(strategyText.utf8)))
            let configuration = SessionConfiguration(
                id: "00000000-0000-4000-8000-000000000001", game: game.reference,
                strategy: strategy.reference, seed: 7, currency: "AUD", bankroll: 10_000)
            return OddsQuestion(
                blueprint: try SessionBlueprint(
                    configuration: configuration, game: game, strategy: strategy),
                player: self.strategy == nil ? .best(stake: stake) : .strategy,
                branchesMax: branchesMax, checkRounds: 2000)
        }
    }

    /// Walks, checks and solves on this thread.
    func odds() throws -> Odds {
        let question = try question
        let walker = try OddsWalker(question)
        var builder = try OddsBuilder(question, from: walker)
        var leaves: Int64 = 0
        let around = OddsWalker.Surroundings(
            isStopped: { false }, walked: { leaves += $0 }, nanoseconds: { 1_000 })
        while !builder.isComplete {
            guard let work = builder.take() else { break }
            let piece = try walker.run(work, in: around)
            try builder.add(piece, of: work)
        }
        var odds = try Odds(builder, leaves: leaves)
        let check = try OddsCheck(builder, by: walker)
        odds.checkedRounds = check.rounds
        odds.checkedStates = check.states
        return odds
    }

    /// What it is refused with.
    func refusal() -> PlayError? {
        do {
            _ = try odds()
            return nil
        } catch {
            return error as? PlayError
        }
    }
}

extension Odds {
    /// Payouts and chances as text: "2: 1/36".
    var table: [String] {
        (rows ?? []).map { row in
            let multiple = "\(row.multiple)"
            return (multiple.hasSuffix("/1") ? String(multiple.dropLast(2)) : multiple)
                + ": \(row.chance)"
        }
    }
}
