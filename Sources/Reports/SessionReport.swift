// What `stratagem sessions SESSION` says: one session, whole, with its last rounds.
private import Accounts
private import Foundation
internal import Play
public import Storage

/// One stored session. Amounts are decimal strings in major units of `currency`.
public struct SessionReport: Encodable, Sendable {
    /// Which plugin text played.
    public struct Plugin: Encodable, Sendable {
        public var name: String
        public var version: String
        /// SHA-256 of the text, 64 hexadecimal digits.
        public var hash: String
    }

    /// A change of state; `at` is RFC 3339, UTC.
    public struct Transition: Encodable, Sendable {
        public var from: String
        public var input: String
        public var to: String
        public var rounds: Int64
        public var at: String
    }

    /// A fault as the store keeps it.
    public struct Fault: Encodable, Sendable {
        public var round: Int64
        public var role: String
        public var kind: String
        public var file: String
        @Nullable public var line: Int?
        public var call: String
        public var message: String
        public var at: String
    }

    public var session: String
    public var game: Plugin
    public var strategy: Plugin
    @Nullable public var fallback: Plugin?
    @Nullable public var variant: String?
    /// As a person types them after `--param`.
    public var parameters: [String: String]
    public var currency: String
    public var seed: String
    public var bankroll: String
    @Nullable public var maxBet: String?
    @Nullable public var dailyLimit: String?
    public var perSpinFee: String
    public var perQueryFee: String
    public var faultPolicy: String
    /// "seed" when its rounds are regenerated on reading; absent when all are kept.
    public var journal: String?
    public var state: String
    public var resumable: Bool
    public var created: String
    /// Why it stopped; null while it plays and after a crash.
    @Nullable public var end: RunReport.Ending?
    public var rounds: Int64
    public var decisions: Int64
    public var staked: String
    public var paid: String
    public var fees: String
    public var net: String
    public var balance: String
    @Nullable public var returnRate: Double?
    @Nullable public var hitFrequency: Double?
    public var strategyFuel: Int64
    public var gameFuel: Int64
    public var digest: String
    public var transitions: [Transition]
    public var faults: [Fault]
    /// Which texts played which rounds.
    public var versions: [SessionVersion]
    /// Texts that were not taken.
    public var reloadRefusals: [SessionReloadRefusal]
    /// How often older ones came, of which nothing else is kept.
    public var reloadRefusalsDropped: Int64
    /// The last rounds, regenerated and found equal to the journal; null when they could not be.
    @Nullable public var replayed: ReplayReport?

    enum CodingKeys: String, CodingKey {
        case session, game, strategy, fallback, variant, parameters, currency, seed, bankroll
        case state, resumable, created, end, rounds, decisions, staked, paid, fees, net, balance
        case journal, digest, transitions, faults, versions, replayed
        case reloadRefusals = "reload_refusals"
        case reloadRefusalsDropped = "reload_refusals_dropped"
        case maxBet = "max_bet"
        case dailyLimit = "daily_limit"
        case perSpinFee = "per_spin_fee"
        case perQueryFee = "per_query_fee"
        case faultPolicy = "on_fault"
        case returnRate = "return"
        case hitFrequency = "hit_frequency"
        case strategyFuel = "strategy_fuel"
        case gameFuel = "game_fuel"
    }

    /// Throws `AccountsError` when the store names a currency that this program does not know.
    public init(
        _ stored: StoredSession, transitions: [StoredTransition], faults: [StoredFault],
        reloads: [StoredReload], refusals: [StoredReloadRefusal], refusalsDropped: Int64 = 0,
        replayed: ReplayReport?
    ) throws {
        let configuration = stored.configuration
        let unit = try Currency(code: configuration.currency)
        func text(_ units: Int64) -> String { Amount(minorUnits: units, currency: unit).text }
        func time(_ milliseconds: Int64) -> String {
            Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
        }
        let totals = stored.totals
        session = stored.id
        game = Plugin(configuration.game)
        strategy = Plugin(configuration.strategy)
        fallback = configuration.fallback.map { Plugin($0) }
        variant = configuration.variant
        parameters = configuration.parameters.mapValues { value in
            if case .money(let units) = value { text(units) } else { value.typed }
        }
        currency = unit.code
        seed = String(configuration.seed)
        bankroll = text(configuration.bankroll)
        maxBet = configuration.maxBet.map(text)
        dailyLimit = configuration.dailyLimit.map(text)
        perSpinFee = text(configuration.perSpinFee)
        perQueryFee = text(configuration.perQueryFee)
        faultPolicy = configuration.faultPolicy.rawValue
        journal = configuration.journal?.rawValue
        state = stored.state.rawValue
        resumable = stored.isResumable
        created = time(stored.createdAt)
        end = stored.end.map { RunReport.Ending(reason: $0.reason.rawValue, detail: $0.detail) }
        rounds = totals.rounds
        decisions = totals.decisions
        staked = text(totals.staked)
        paid = text(totals.paid)
        fees = text(totals.fees)
        net = text(totals.net)
        balance = text(stored.balance)
        returnRate = totals.staked > 0 ? Double(totals.paid) / Double(totals.staked) : nil
        hitFrequency = totals.rounds > 0 ? Double(totals.hits) / Double(totals.rounds) : nil
        strategyFuel = totals.strategyFuel
        gameFuel = totals.gameFuel
        digest = stored.headDigest
        self.transitions = transitions.map { stored in
            Transition(
                from: stored.transition.from.rawValue, input: stored.transition.input.rawValue,
                to: stored.transition.to.rawValue, rounds: stored.transition.rounds,
                at: time(stored.at))
        }
        self.faults = faults.map { fault in
            Fault(
                round: fault.round, role: fault.role, kind: fault.kind, file: fault.file,
                line: fault.line, call: fault.call, message: fault.message, at: time(fault.at))
        }
        versions = SessionVersion.versions(of: stored, reloads: reloads)
        reloadRefusals = refusals.map { refusal in
            SessionReloadRefusal(
                round: refusal.round, role: refusal.role.rawValue, hash: refusal.hash,
                file: refusal.file, line: refusal.line, call: refusal.call,
                message: refusal.message, at: time(refusal.at), times: refusal.times)
        }
        reloadRefusalsDropped = refusalsDropped
        self.replayed = replayed
    }
}

extension SessionReport.Plugin {
    init(_ reference: PluginReference) {
        name = reference.name
        version = reference.version
        hash = reference.hash
    }

    /// `flat 1.0.0 (9c1e33a0b2d4)`
    var text: String { "\(name) \(version) (\(hash.prefix(12)))" }
}

extension ParameterValue {
    /// As typed on the command line, but for money, which needs its currency.
    var typed: String {
        switch self {
        case .money(let units): "\(units)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let value): value
        case .flag(let value): "\(value)"
        }
    }
}
