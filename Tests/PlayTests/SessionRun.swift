// Driving sessions in every way that must make no difference.

import Play
import Scripting

/// What a run leaves, as far as it must not depend on how it was cut.
struct RunResult: Hashable {
    var digest: String
    var totals: SessionTotals
    var balance: Int64
    var rewardTotal: Double
    var end: SessionEnd?
}

/// A session with all that came out of it.
struct SessionRun {
    let session: Session
    private(set) var chunks: [Chunk] = []
    private(set) var faults: [SessionFault] = []
    private(set) var logs: [String] = []
    private(set) var end: SessionEnd?

    init(_ session: Session) {
        self.session = session
    }

    var result: RunResult {
        RunResult(
            digest: session.digest, totals: session.totals, balance: session.balance,
            rewardTotal: session.rewardTotal, end: end)
    }

    /// Plays to a round or to the session's end. `slice` says how many rounds each slice may have;
    /// `seals` says whether to seal between two slices where no checkpoint asks for it.
    mutating func play(
        to rounds: Int64, slice: () -> Int64 = { .max }, seals: () -> Bool = { false }
    ) {
        while session.rounds < rounds, end == nil {
            if case .ended(let end) = session.play(rounds: min(slice(), rounds - session.rounds)) {
                self.end = end
            }
            faults += session.takeFaults()
            logs += session.takeLogs()
            if session.wantsSeal {
                let sealed = session.sealAtCheckpoint()
                chunks += sealed.chunks
                end = end ?? sealed.end
                faults += session.takeFaults()
            } else if seals() {
                chunks += session.seal()
            }
        }
    }

    /// Seals what is left, as at the end of a run.
    mutating func seal() {
        chunks += session.seal()
        faults += session.takeFaults()
    }
}

/// Makes configured sessions of inline plugins.
struct SessionMaker {
    var game: GameDefinition
    var strategy: StrategyDefinition
    var fallback: StrategyDefinition?
    var id = "00000000-0000-4000-8000-000000000001"
    var seed: UInt64 = 7
    var episode: UInt64 = 0
    var bankroll: Int64 = 100_000_000
    var policy = FaultPolicy.stop
    var parameters: [String: String] = [:]
    var currency = "AUD"
    var variant: String?
    var maxBet: Int64?
    var dailyLimit: Int64?
    var perSpinFee: Int64 = 0
    var perQueryFee: Int64 = 0
    var budget = PluginBudget()
    var humanLikeness: HumanLikeness?
    var journal: JournalMode?

    init(game: String, strategy: String, fallback: String? = nil) throws {
        self.game = try InlinePlugins.game(game)
        self.strategy = try InlinePlugins.strategy(strategy)
        self.fallback = try fallback.map {
            try InlinePlugins.strategy($0, file: "strategies/fallback.lua")
        }
    }

    func blueprint() throws -> SessionBlueprint {
        let values = try ParameterValues.values(
            for: strategy.manifest, given: parameters, currency: currency)
        let configuration = SessionConfiguration(
            id: id, game: game.reference, strategy: strategy.reference,
            fallback: fallback?.reference, variant: variant, parameters: values, seed: seed,
            episode: episode, currency: currency, bankroll: bankroll, maxBet: maxBet,
            dailyLimit: dailyLimit, perSpinFee: perSpinFee, perQueryFee: perQueryFee,
            faultPolicy: policy, budget: budget, humanLikeness: humanLikeness, journal: journal)
        return try SessionBlueprint(
            configuration: configuration, game: game, strategy: strategy, fallback: fallback)
    }

    func run() throws -> SessionRun { SessionRun(try Session(try blueprint())) }

    /// A run to a round in one go, sealed at the end.
    func played(to rounds: Int64) throws -> SessionRun {
        var run = try run()
        run.play(to: rounds)
        run.seal()
        return run
    }

    /// A run that goes on after the last of these chunks, from what a store would have.
    func resumed(after chunks: some Sequence<Chunk>, dayLeft: Int64? = nil) throws -> SessionRun {
        var checkpoint: Checkpoint?
        var head = SessionHead(
            rounds: 0, digest: emptyDigest, balance: bankroll, dayLeft: dayLeft)
        for chunk in chunks {
            checkpoint = chunk.checkpoint ?? checkpoint
            head.rounds = chunk.lastRound
            head.digest = chunk.digestAfter
            head.balance = chunk.balanceAfter
        }
        return SessionRun(
            try Session(resuming: try blueprint(), checkpoint: checkpoint, head: head))
    }
}

/// SHA-256 of nothing (FIPS 180-4 test vector): the digest before the first round.
let emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
