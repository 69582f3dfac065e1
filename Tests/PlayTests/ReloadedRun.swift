// Driving sessions whose plugins change, as a host with a store would.

import Play
import Scripting

/// Texts that take a plugin's place after given rounds.
struct ReloadPlan {
    var steps: [(round: Int64, plugin: PluginReplacement)]

    init(_ steps: [(Int64, PluginReplacement)]) {
        self.steps = steps.map { (round: $0.0, plugin: $0.1) }
    }
}

/// A session with what a store would hold of it.
struct ReloadedRun {
    let maker: SessionMaker
    private(set) var session: Session
    private(set) var chunks: [Chunk] = []
    private(set) var reloads: [PluginReload] = []
    private(set) var end: SessionEnd?
    private(set) var faults: [SessionFault] = []
    private var checkpoint: Checkpoint?
    /// Every text that played, by hash.
    private var texts: [String: PluginReplacement] = [:]

    init(_ maker: SessionMaker) throws {
        self.maker = maker
        session = try Session(maker.blueprint())
        texts[maker.game.source.hash] = .game(maker.game)
        texts[maker.strategy.source.hash] = .strategy(maker.strategy)
    }

    var result: RunResult {
        RunResult(
            digest: session.digest, totals: session.totals, balance: session.balance,
            rewardTotal: session.rewardTotal, end: end)
    }

    /// Plays to a round, and reloads on the way where the plan says so and it did not yet.
    mutating func play(
        to last: Int64, _ plan: ReloadPlan, slice: () -> Int64 = { .max },
        seals: () -> Bool = { false }
    ) throws {
        while end == nil {
            if reloads.count < plan.steps.count,
                plan.steps[reloads.count].round == session.rounds
            {
                try reload(plan.steps[reloads.count].plugin)
                continue
            }
            guard session.rounds < last else { break }
            let next = reloads.count < plan.steps.count ? plan.steps[reloads.count].round : last
            let rounds = min(slice(), min(next, last) - session.rounds)
            if case .ended(let end) = session.play(rounds: rounds) { self.end = end }
            faults += session.takeFaults()
            if session.wantsSeal {
                let sealed = session.sealAtCheckpoint()
                take(sealed.chunks)
                end = end ?? sealed.end
            } else if seals() {
                take(session.seal())
            }
        }
    }

    mutating func reload(_ plugin: PluginReplacement) throws {
        let reloaded = try session.reload(plugin)
        take(reloaded.chunks)
        checkpoint = reloaded.checkpoint
        reloads.append(reloaded.reload)
        texts[plugin.reference.hash] = plugin
    }

    mutating func seal() { take(session.seal()) }

    private mutating func take(_ sealed: [Chunk]) {
        chunks += sealed
        checkpoint = sealed.last { $0.checkpoint != nil }?.checkpoint ?? checkpoint
    }

    /// Goes on as after a crash: from what was sealed, and nothing else.
    mutating func crash() throws {
        var configuration = try maker.blueprint().configuration
        configuration.id = "00000000-0000-4000-8000-000000000002"
        var (game, strategy) = (maker.game, maker.strategy)
        for reload in reloads {
            switch texts[reload.to.hash] {
            case .game(let next)?: game = next
            case .strategy(let next)?: strategy = next
            case nil: continue
            }
        }
        let blueprint = try SessionBlueprint(
            configuration: configuration, game: game, strategy: strategy, fallback: maker.fallback,
            reloads: reloads)
        let last = chunks.last
        session = try Session(
            resuming: blueprint, checkpoint: checkpoint,
            head: SessionHead(
                rounds: last?.lastRound ?? 0, digest: last?.digestAfter ?? emptyDigest,
                balance: last?.balanceAfter ?? maker.bankroll, dayLeft: nil))
        end = nil
    }

    /// Plays everything again from round 1, and gives the digest that comes out.
    func replayed() throws -> String {
        let replay = try Replay(try maker.blueprint(), from: nil)
        var left = reloads[...]
        for chunk in chunks {
            while let reload = left.first, reload.round < chunk.firstRound {
                guard let text = texts[reload.to.hash] else { break }
                try replay.reload(text, as: reload)
                left = left.dropFirst()
            }
            _ = try replay.rounds(of: chunk)
        }
        return chunks.last?.digestAfter ?? emptyDigest
    }
}

/// Versions of two plugins that change in every way that a session can go on with.
enum ReloadTexts {
    /// Counts in memory, and outside of it; what it bets depends on both and on its own stream.
    static func counter(
        version: String = "1.0.0", step: Int = 1, migrate: String = "", before: String = "",
        more: String = ""
    ) throws -> PluginReplacement {
        .strategy(
            try InlinePlugins.strategy(
                """
                local calls = 0
                return {
                    name = "counter", version = "\(version)", api = 1, games = { "test/*" },
                    \(more)
                    start = function() return { count = 0 } end,
                    decide = function(memory, seen, rng)
                        \(before)
                        calls = calls + 1
                        memory.count = memory.count + \(step)
                        local amount = 1 + (memory.count + calls + rng:int(5)) % 100
                        return { type = "PlaceBet", amount = amount }
                    end,
                    learn = function(memory, seen, reward) memory.reward = reward end,
                    \(migrate)
                }
                """))
    }

    /// Adds to what it kept when it comes from another version.
    static let migrating = """
        migrate = function(memory, from_version)
            return { count = memory.count + 1000, reward = memory.reward, from = from_version }
        end,
        """

    /// A coin whose state counts, and whose `factor` pays.
    static func coin(
        version: String = "1.0.0", factor: Int = 2, symbols: String = #""tail", "head""#,
        stakes: String = #"{ min = "0.01", max = "5.00", step = "0.01" }"#, more: String = "",
        before: String = ""
    ) throws -> PluginReplacement {
        .game(
            try InlinePlugins.game(
                """
                return {
                    name = "test/coin", version = "\(version)", api = 1, kind = "game",
                    stakes = { \(stakes) },
                    symbols = { \(symbols) },
                    actions = { "PlaceBet", "Spin", "CashOut" },
                    \(more)
                    start = function() return { tosses = 0 } end,
                    step = function(state, action, rng)
                        \(before)
                        local side = rng:int(2)
                        state.tosses = state.tosses + 1
                        local bonus = state.tosses % 7 == 0 and 1 or 0
                        return {
                            payout = (side - 1) * \(factor) * action.amount + bonus,
                            symbols = { side == 2 and "head" or "tail" },
                            info = state.tosses % 10 == 0 and { tosses = state.tosses } or nil,
                        }
                    end,
                }
                """))
    }

    static func maker() throws -> SessionMaker {
        guard case .game(let game) = try coin(), case .strategy(let strategy) = try counter() else {
            preconditionFailure("a coin is a game and a counter a strategy")
        }
        var maker = try SessionMaker(
            game: InlinePlugins.coin, strategy: InlinePlugins.steady(),
            fallback: InlinePlugins.steady(name: "fallback"))
        (maker.game, maker.strategy) = (game, strategy)
        maker.perSpinFee = 1
        return maker
    }
}
