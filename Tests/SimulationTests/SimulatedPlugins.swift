// The texts of simulated plugins, and the edits that are made of them.
//
// A revision is another behaviour with another version; its `migrate` leaves a trace in memory or
// state that decides what is staked and paid later, so two sessions that migrated otherwise do not
// come out alike. A comment is another text that plays the same.

import Host
import Play
import Synchronization

/// A plugin of simulations: which file, and what may be in it.
struct SimulatedPlugin: Hashable {
    /// What is wrong with a text that no session may take.
    enum Flaw: CaseIterable {
        case syntax
        case raisesAtLoad
        case migrateFails
        /// `decide` or `step` fails in the dry run.
        case playFails
        /// A game's stakes, a strategy's games.
        case manifestChanges
        case renamed
    }

    var role: PluginRole
    /// As in the manifest.
    var name: String

    /// The game and the strategy of a session.
    static func played(by session: SessionConfiguration) -> [SimulatedPlugin] {
        [
            SimulatedPlugin(role: .game, name: session.game.name),
            SimulatedPlugin(role: .strategy, name: session.strategy.name),
        ]
    }

    /// As the catalogue names it.
    var file: String { role == .game ? "games/\(name).lua" : "strategies/\(name).lua" }

    /// A text that plays. Revision 0 is what sessions begin with.
    func text(revision: Int = 0, comment: Int = 0, flaw: Flaw? = nil) -> String {
        var version = "1.0.\(revision)"
        var manifest =
            role == .game
            ? SimulatedPlugin.stakes(of: name) : "games = { \"test/*\" }, context = \"summary\","
        var play = body
        var migrate = SimulatedPlugin.migrate
        switch flaw {
        case .migrateFails:
            version = "9.\(revision).\(comment)"
            migrate = "migrate = function() error(\"no way\") end,"
        case .playFails:
            play = play.replacing("-- PLAY", with: "error(\"in the dry run\")")
        case .manifestChanges:
            manifest =
                role == .game
                ? "stakes = { \"3.00\" }, actions = { \"PlaceBet\", \"CashOut\" },"
                : "games = { \"other/*\" }, context = \"summary\","
        case .syntax, .raisesAtLoad, .renamed, nil: break
        }
        return """
            -- comment \(comment)
            local revision = \(revision)
            \(flaw == .raisesAtLoad ? "error(\"at load\")" : "local hidden = 0")
            return {
                name = "\(flaw == .renamed ? "test/renamed" : name)", version = "\(version)", api = 1,
                \(manifest)
                \(migrate)
                \(play)
            }\(flaw == .syntax ? " and then" : "")
            """
    }

    private var body: String {
        switch name {
        case "test/coin": SimulatedPlugin.coin
        case "test/plain": SimulatedPlugin.plain
        case "test/cards": SimulatedPlugin.cards
        default: SimulatedPlugin.strategies[name] ?? ""
        }
    }

    private static func stakes(of game: String) -> String {
        switch game {
        case "test/cards": "stakes = { \"1.00\" },"
        default:
            "stakes = { { min = \"1.00\", max = \"64.00\", step = \"1.00\" } }, "
                + "actions = { \"PlaceBet\", \"Spin\", \"CashOut\" },"
        }
    }

    private static let migrate = """
        migrate = function(kept, from)
            local before = tonumber(string.match(from, "%d+$"))
            kept.path = ((kept.path or 0) * 31 + before * 7 + revision) % 1009
            return kept
        end,
        """

    private static let coin = """
        start = function() return { flips = 0, path = 0 } end,
        step = function(state, action, rng)
            -- PLAY
            state.flips = state.flips + 1
            local faces = 2 + (revision + state.path) % 3
            local extra = state.flips % (50 + state.path % 7) == 0 and 100 or 0
            return { payout = faces * action.amount * (rng:int(faces) // faces) + extra }
        end,
        """

    private static let plain = """
        step = function(state, action, rng)
            -- PLAY
            local faces = 2 + revision % 3
            return { payout = faces * action.amount * (rng:int(faces) // faces) }
        end,
        """

    private static let cards = """
        start = function() return { sum = 0, dealt = 0, path = 0 } end,
        actions = function(state)
            return state.sum > 0 and { "Hit", "Stand" } or { "PlaceBet", "CashOut" }
        end,
        action_types = { "PlaceBet", "CashOut", "Hit", "Stand" },
        observe = function(state) return { sum = state.sum } end,
        step = function(state, action, rng)
            -- PLAY
            if action.type == "Stand" then
                local won = state.sum > rng:int(21 + (revision + state.path) % 3)
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
        """

    /// By name, which is that of the kind of session.
    private static let strategies = [
        "doubling": """
        start = function() return { stake = 100, path = 0 } end,
        decide = function(memory, seen)
            -- PLAY
            if seen.last then
                local base = 100 * (1 + (revision + memory.path) % 3)
                memory.stake = seen.last.payout > 0 and base or math.min(memory.stake * 2, 6400)
            end
            return { type = "PlaceBet", amount = memory.stake }
        end,
        """,
        "failing": """
        start = function() return { path = 0 } end,
        decide = function(memory, seen)
            -- PLAY
            if seen.round % 97 == 0 then error("every 97th") end
            return { type = "PlaceBet", amount = 100 * (1 + (revision + memory.path) % 3) }
        end,
        """,
        "cards": """
        start = function() return { stand = 15, won = 0, path = 0 } end,
        decide = function(memory, seen)
            -- PLAY
            if seen.view.sum == 0 then return { type = "PlaceBet", amount = 100 } end
            return { type = seen.view.sum < memory.stand and "Hit" or "Stand" }
        end,
        learn = function(memory, seen, reward)
            memory.won = memory.won + (reward > 0 and 1 or -1)
            memory.stand = (memory.won > 0 and 15 or 16) - (revision + memory.path) % 3
        end,
        """,
        "limited": """
        decide = function(memory, seen)
            -- PLAY
            return { type = "PlaceBet", amount = 100 * (1 + (revision + (memory.path or 0)) % 2) }
        end,
        """,
        "leaving": """
        decide = function(memory, seen)
            -- PLAY
            if seen.round > 150 then return { type = "CashOut" } end
            return { type = "PlaceBet", amount = 200 + 100 * (revision % 2) }
        end,
        """,
        "hiding": """
        start = function() return { path = 0 } end,
        decide = function(memory, seen)
            -- PLAY
            hidden = hidden + 1
            -- Not in step with batches of rounds, or nobody would see it begin anew.
            local step = (hidden + revision + memory.path) % 7
            return { type = "PlaceBet", amount = 100 * (1 + step) }
        end,
        """,
    ]
}

extension String {
    fileprivate func replacing(_ what: String, with other: String) -> String {
        guard let range = firstRange(of: what) else { return self }
        return replacingCharacters(in: range, with: other)
    }

    private func firstRange(of what: String) -> Range<String.Index>? { ranges(of: what).first }

    private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
