// What simulated hosts play, and what must come of it.

import Accounts
import Foundation
import Play
import Scripting
import Synchronization

/// One session of a simulation.
struct SimulatedSession {
    /// How it plays.
    enum Kind: CaseIterable {
        /// Doubles its stake after a loss, out of its memory.
        case doubling
        /// Fails in every 97th round, which is skipped.
        case failing
        /// Several decisions a round, a game with state, and `learn`.
        case cards
        /// Can lose only so much a day.
        case limited
        /// Leaves after some rounds by itself.
        case leaving
    }

    let kind: Kind
    let blueprint: SessionBlueprint
    /// The total that it should reach.
    let rounds: Int64

    var id: String { blueprint.configuration.id }

    /// - Parameter number: makes its id; each session of a simulation has another.
    init(_ kind: Kind, seed: UInt64, rounds: Int64, number: Int) throws {
        self.kind = kind
        self.rounds = rounds
        let (game, strategy) = try SimulatedPlugins.of(kind)
        var configuration = SessionConfiguration(
            id: "00000000-0000-4000-8000-" + String(format: "%012d", number),
            game: game.reference, strategy: strategy.reference, seed: seed, currency: "AUD",
            bankroll: 100_000_000, dailyLimit: kind == .limited ? rounds * 100 / 3 + 1 : nil)
        configuration.faultPolicy = kind == .failing ? .skip : .stop
        blueprint = try SessionBlueprint(
            configuration: configuration, game: game, strategy: strategy)
    }

    /// Digest, balance and rounds of the session that nothing ever interrupted, after its rounds.
    func uninterrupted() throws -> Place {
        let key = "\(kind) \(blueprint.configuration.seed) \(rounds)"
        if let known = Self.known.withLock({ $0[key] }) { return known }
        // A limit ends a day and not a session: the same rounds come on the next one.
        let session = try Session(blueprint, isJournalled: false)
        session.day = 0
        while session.rounds < rounds {
            if case .ended(let end) = session.play(rounds: rounds - session.rounds) {
                guard end.reason == .limit else { break }
                session.day += 1
                session.beginDay()
            }
        }
        let place = Place(
            rounds: session.rounds, balance: session.balance, digest: session.digest)
        Self.known.withLock { $0[key] = place }
        return place
    }

    /// Where a session stands.
    struct Place: Hashable {
        var rounds: Int64
        var balance: Int64
        var digest: String
    }

    private static let known = Mutex<[String: Place]>([:])
}

/// The plugins of simulated sessions, each loaded once.
enum SimulatedPlugins {
    static func of(
        _ kind: SimulatedSession.Kind
    ) throws -> (game: GameDefinition, strategy: StrategyDefinition) {
        try known.withLock { known in
            if let pair = known[kind] { return pair }
            let (game, strategy) = texts(kind)
            let pair = (
                game: try GameDefinition(
                    PluginSource(file: "game.lua", text: Array(game.utf8))),
                strategy: try StrategyDefinition(
                    PluginSource(file: "strategy.lua", text: Array(strategy.utf8)))
            )
            known[kind] = pair
            return pair
        }
    }

    private typealias Pair = (game: GameDefinition, strategy: StrategyDefinition)
    private static let known = Mutex<[SimulatedSession.Kind: Pair]>([:])

    private static func texts(_ kind: SimulatedSession.Kind) -> (String, String) {
        switch kind {
        case .doubling:
            (
                coin,
                strategy(
                    start: "{ stake = 100 }",
                    """
                    if seen.last then
                        memory.stake = seen.last.payout > 0 and 100 or math.min(memory.stake * 2, 6400)
                    end
                    return { type = "PlaceBet", amount = memory.stake }
                    """)
            )
        case .failing:
            (
                coin,
                strategy(
                    """
                    if seen.round % 97 == 0 then error("every 97th") end
                    return { type = "PlaceBet", amount = 100 }
                    """)
            )
        case .cards: (cards, cardStrategy)
        case .limited:
            (coin, strategy("return { type = \"PlaceBet\", amount = 100 }"))
        case .leaving:
            (
                coin,
                strategy(
                    """
                    if seen.round > 150 then return { type = "CashOut" } end
                    return { type = "PlaceBet", amount = 200 }
                    """)
            )
        }
    }

    private static func strategy(start: String = "{}", _ decide: String) -> String {
        """
        return {
            name = "simulated", version = "1.0.0", api = 1, games = { "test/*" }, context = "play",
            start = function() return \(start) end,
            decide = function(memory, seen)
                \(decide)
            end,
        }
        """
    }

    private static let coin = """
        return {
            name = "test/coin", version = "1.0.0", api = 1, stakes = { { min = "1.00", max = "64.00", step = "1.00" } },
            actions = { "PlaceBet", "Spin", "CashOut" },
            step = function(state, action, rng)
                return { payout = 2 * action.amount * (rng:int(2) - 1) }
            end,
        }
        """

    private static let cards = """
        return {
            name = "test/cards", version = "1.0.0", api = 1, stakes = { "1.00" },
            start = function() return { sum = 0, dealt = 0 } end,
            actions = function(state)
                return state.sum > 0 and { "Hit", "Stand" } or { "PlaceBet", "CashOut" }
            end,
            action_types = { "PlaceBet", "CashOut", "Hit", "Stand" },
            observe = function(state) return { sum = state.sum } end,
            step = function(state, action, rng)
                if action.type == "Stand" then
                    local won = state.sum > rng:int(21)
                    state.sum = 0
                    return { payout = won and 190 or 0 }
                end
                state.sum, state.dealt = state.sum + rng:int(10), state.dealt + 1
                if state.sum > 21 then
                    state.sum = 0
                    return {}
                end
                return { open = true }
            end,
        }
        """

    private static let cardStrategy = """
        return {
            name = "cards", version = "1.0.0", api = 1, games = { "test/*" }, context = "summary",
            start = function() return { stand = 15, won = 0 } end,
            decide = function(memory, seen)
                if seen.view.sum == 0 then return { type = "PlaceBet", amount = 100 } end
                return { type = seen.view.sum < memory.stand and "Hit" or "Stand" }
            end,
            learn = function(memory, seen, reward)
                memory.won = memory.won + (reward > 0 and 1 or -1)
                memory.stand = memory.won > 0 and 15 or 16
            end,
        }
        """
}
