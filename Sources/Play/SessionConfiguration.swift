// Everything that decides what a session does: with the plugin texts and the engine version it
// determines every round.

/// What a session does when a plugin fails.
public enum FaultPolicy: String, CaseIterable, Hashable, Sendable, Codable {
    /// End the session.
    case stop
    /// Void the round, go back to the data before it, play on.
    case skip
    /// Void the round and play on with the fallback strategy.
    case fallback
}

/// A parameter of a strategy, already checked against its declaration.
public enum ParameterValue: Hashable, Sendable, Codable {
    /// Minor units.
    case money(Int64)
    case integer(Int64)
    case number(Double)
    case text(String)
    case flag(Bool)
}

/// Which plugin plays, by name and by the SHA-256 of its text.
public struct PluginReference: Hashable, Sendable, Codable {
    public var name: String
    public var version: String
    /// 64 lower-case hexadecimal digits.
    public var hash: String

    public init(name: String, version: String, hash: String) {
        self.name = name
        self.version = version
        self.hash = hash
    }
}

/// Budgets of one plugin's calls; see design section 5.
public struct PluginBudget: Hashable, Sendable, Codable {
    /// Fuel of main chunk, start and migrate, and of each other call. One unit is about one token.
    public var fuelLoad: Int64
    public var fuelCall: Int64
    public var memoryBytes: Int64
    public var logBytes: Int64
    public var hostCalls: Int64
    public var wallMilliseconds: Int64

    public init(
        fuelLoad: Int64 = 20_000_000, fuelCall: Int64 = 1_000_000, memoryBytes: Int64 = 16 << 20,
        logBytes: Int64 = 4096, hostCalls: Int64 = 100, wallMilliseconds: Int64 = 1000
    ) {
        self.fuelLoad = fuelLoad
        self.fuelCall = fuelCall
        self.memoryBytes = memoryBytes
        self.logBytes = logBytes
        self.hostCalls = hostCalls
        self.wallMilliseconds = wallMilliseconds
    }
}

/// The configuration of one session. Amounts are minor units of `currency`.
public struct SessionConfiguration: Hashable, Sendable, Codable {
    /// A lower-case UUID. Part of no stream and no digest.
    public var id: String
    public var game: PluginReference
    public var strategy: PluginReference
    public var fallback: PluginReference?
    public var variant: String?
    public var parameters: [String: ParameterValue]
    public var seed: UInt64
    public var episode: UInt64
    /// ISO 4217 code.
    public var currency: String
    public var bankroll: Int64
    /// `nil`: no limit.
    public var maxBet: Int64?
    public var dailyLimit: Int64?
    public var perSpinFee: Int64
    public var perQueryFee: Int64
    public var faultPolicy: FaultPolicy
    public var budget: PluginBudget
    /// `nil`: rewards have no human-likeness score.
    public var humanLikeness: HumanLikeness?
    /// What the journal keeps of its rounds; `nil` is `full`.
    public var journal: JournalMode?

    public init(
        id: String, game: PluginReference, strategy: PluginReference,
        fallback: PluginReference? = nil, variant: String? = nil,
        parameters: [String: ParameterValue] = [:], seed: UInt64, episode: UInt64 = 0,
        currency: String, bankroll: Int64, maxBet: Int64? = nil, dailyLimit: Int64? = nil,
        perSpinFee: Int64 = 0, perQueryFee: Int64 = 0, faultPolicy: FaultPolicy = .stop,
        budget: PluginBudget = PluginBudget(), humanLikeness: HumanLikeness? = nil,
        journal: JournalMode? = nil
    ) {
        self.id = id
        self.game = game
        self.strategy = strategy
        self.fallback = fallback
        self.variant = variant
        self.parameters = parameters
        self.seed = seed
        self.episode = episode
        self.currency = currency
        self.bankroll = bankroll
        self.maxBet = maxBet
        self.dailyLimit = dailyLimit
        self.perSpinFee = perSpinFee
        self.perQueryFee = perQueryFee
        self.faultPolicy = faultPolicy
        self.budget = budget
        self.humanLikeness = humanLikeness
        self.journal = journal
    }
}
