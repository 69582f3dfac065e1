// Everything that decides what a tournament plays and how it judges, but the count of episodes.

/// The configuration of one tournament. How many episodes it may play is not part of it, because
/// more can be asked for later.
public struct TournamentConfiguration: Hashable, Sendable, Codable {
    /// A lower-case UUID. Part of no stream and no digest.
    public var id: String
    /// All with episode 0. Their ids name their accounts in the ledger.
    public var arms: [SessionConfiguration]
    /// What is measured: a raw value of `Metric`.
    public var metric: String
    public var roundsPerEpisode: Int64
    /// Accepted probability that any contest is decided falsely.
    public var alpha: Double
    /// Balance to reach, minor units.
    public var goal: Int64
    /// The smallest stake with its fees, minor units.
    public var leastStake: Int64
    /// The number of episodes at which intervals are tightest. It is settled when a tournament
    /// begins: who leaves when must not depend on how many episodes are asked for later.
    public var tightestAt: Int
    /// The arm that all others are measured against; `nil`: everyone meets everyone.
    public var baseline: Int?
    /// Whether arms play on after they were beaten.
    public var keepsAll: Bool

    public init(
        id: String, arms: [SessionConfiguration], metric: String, roundsPerEpisode: Int64,
        alpha: Double, goal: Int64, leastStake: Int64, tightestAt: Int, baseline: Int? = nil,
        keepsAll: Bool = false
    ) {
        self.id = id
        self.arms = arms
        self.metric = metric
        self.roundsPerEpisode = roundsPerEpisode
        self.alpha = alpha
        self.goal = goal
        self.leastStake = leastStake
        self.tightestAt = tightestAt
        self.baseline = baseline
        self.keepsAll = keepsAll
    }
}
