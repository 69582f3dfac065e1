// What `stratagem replay` says of a tournament: the episodes, and that they came out as journalled.
public import Accounts
public import Play

/// Episodes that were regenerated and agree with the journal.
public struct TournamentReplayReport: Encodable, Sendable {
    /// What one strategy did in an episode.
    public struct Arm: Encodable, Sendable {
        public var strategy: String
        public var result: ReplayedEpisodes.Arm

        enum CodingKeys: String, CodingKey { case strategy }

        /// The fields of its result stand beside its name.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(strategy, forKey: .strategy)
            try result.encode(to: encoder)
        }
    }

    /// One episode.
    public struct Episode: Encodable, Sendable {
        public var episode: Int64
        /// The strategies that were still in.
        public var arms: [Arm]
    }

    public var tournament: String
    public var game: String
    public var strategies: [String]
    public private(set) var episodes: [Episode] = []
    public var checked: ReplayedEpisodes

    enum CodingKeys: String, CodingKey { case tournament, game, strategies, episodes }

    /// Before the first of these episodes.
    public init(
        _ configuration: TournamentConfiguration, episodes: ClosedRange<Int64>, currency: Currency
    ) {
        tournament = configuration.id
        game = configuration.arms.first?.game.name ?? ""
        strategies = TournamentReport.labels(configuration.arms.map(\.strategy.name))
        checked = ReplayedEpisodes(episodes, currency: currency)
    }

    /// What was checked stands beside the rest.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(tournament, forKey: .tournament)
        try container.encode(game, forKey: .game)
        try container.encode(strategies, forKey: .strategies)
        try container.encode(episodes, forKey: .episodes)
        try checked.encode(to: encoder)
    }

    /// Counts an episode that came out as journalled.
    ///
    /// - Parameters:
    ///   - digest: the tournament's after it.
    ///   - isShown: whether its results are listed.
    public mutating func add(_ episode: JointEpisode, digest: String, isShown: Bool) {
        checked.count(episode.index, episode.results, digest: digest)
        guard isShown else { return }
        episodes.append(
            Episode(
                episode: checked.checkedTo,
                arms: zip(episode.arms, episode.results).map {
                    Arm(strategy: strategies[$0], result: checked.arm($1))
                }))
    }

    /// A table for people, and what was checked.
    public var text: String {
        guard checked.chunks > 0 else { return "The tournament has no episodes yet." }
        var table = TextTable(
            header: ["episode", "strategy", "rounds", "staked", "paid", "balance", "end"],
            rightAligned: [0, 2, 3, 4, 5])
        for episode in episodes {
            for (place, arm) in episode.arms.enumerated() {
                table.add([
                    place == 0 ? "\(episode.episode)" : "", arm.strategy,
                    Figures.grouped(arm.result.rounds), arm.result.staked, arm.result.paid,
                    arm.result.balance, arm.result.end ?? "-",
                ])
            }
        }
        return checked.text(
            table, ("Episodes", "tournament \(tournament)"), arms: "\(strategies.count) strategies")
    }
}
