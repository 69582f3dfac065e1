// What `stratagem replay` says of a tournament: the episodes, and that they came out as journalled.
public import Accounts
public import Play

/// Episodes that were regenerated and agree with the journal.
public struct TournamentReplayReport: Encodable, Sendable {
    /// What one strategy did in an episode. Amounts are decimal strings.
    public struct Arm: Encodable, Sendable {
        public var strategy: String
        public var rounds: Int64
        public var staked: String
        public var paid: String
        public var fees: String
        public var balance: String
        /// Why it stopped before all rounds; null when it played them.
        @Nullable public var end: String?
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
    public var checkedFrom: Int64
    public private(set) var checkedTo: Int64
    public var chunks = 0
    /// Those of them whose stored results were given up: only digest and sums were compared.
    public var retiredChunks = 0
    /// Rounds of all strategies.
    public private(set) var roundsChecked: Int64 = 0
    /// The tournament's digest after the last checked episode.
    public private(set) var digest = ""
    public private(set) var episodes: [Episode] = []
    /// Whose rounds follow; null when nobody's were asked for.
    @Nullable public private(set) var arm: String?
    public private(set) var rounds: [ReplayReport.Round] = []
    private let currency: Currency

    enum CodingKeys: String, CodingKey {
        case tournament, game, strategies, chunks, digest, episodes, arm, rounds
        case checkedFrom = "checked_from"
        case checkedTo = "checked_to"
        case retiredChunks = "retired_chunks"
        case roundsChecked = "rounds_checked"
    }

    /// Before the first of these episodes.
    public init(
        _ configuration: TournamentConfiguration, episodes: ClosedRange<Int64>, currency: Currency
    ) {
        tournament = configuration.id
        game = configuration.arms.first?.game.name ?? ""
        strategies = TournamentReport.labels(configuration.arms.map(\.strategy.name))
        checkedFrom = episodes.lowerBound
        checkedTo = episodes.lowerBound - 1
        self.currency = currency
    }

    /// Counts an episode that came out as journalled.
    ///
    /// - Parameters:
    ///   - digest: the tournament's after it.
    ///   - isShown: whether its results are listed.
    public mutating func add(_ episode: JointEpisode, digest: String, isShown: Bool) {
        for result in episode.results { roundsChecked += result.totals.rounds }
        self.digest = digest
        checkedTo = Int64(clamping: episode.index) + 1
        guard isShown else { return }
        episodes.append(
            Episode(
                episode: checkedTo,
                arms: zip(episode.arms, episode.results).map {
                    Arm($1, strategy: strategies[$0], currency)
                }))
    }

    /// Lists the rounds of one arm of the episode.
    public mutating func add(_ records: [RoundRecord], arm: Int) {
        self.arm = strategies[arm]
        rounds = records.enumerated().map { at, record in
            ReplayReport.Round(Int64(at) + 1, record, currency)
        }
    }

    /// A table for people, and what was checked.
    public var text: String {
        guard chunks > 0 else { return "The tournament has no episodes yet." }
        var table = TextTable(
            header: ["episode", "strategy", "rounds", "staked", "paid", "balance", "end"],
            rightAligned: [0, 2, 3, 4, 5])
        for episode in episodes {
            for (place, arm) in episode.arms.enumerated() {
                table.add([
                    place == 0 ? "\(episode.episode)" : "", arm.strategy,
                    Figures.grouped(arm.rounds), arm.staked, arm.paid, arm.balance,
                    arm.end ?? "-",
                ])
            }
        }
        let checked =
            "Episodes \(Figures.grouped(checkedFrom)) to \(Figures.grouped(checkedTo)) of tournament "
            + "\(tournament) came out as journalled: \(Figures.grouped(roundsChecked)) rounds of "
            + "\(strategies.count) strategies, "
            + ReplayReport.compared("every decision and payout", chunks, retiredChunks)
            + ", digest \(digest)."
        let listed = rounds.isEmpty ? [] : [ReplayReport.table(rounds).text]
        return (listed + [table.text, checked]).joined(separator: "\n")
    }
}

extension TournamentReplayReport.Arm {
    init(_ result: EpisodeResult, strategy: String, _ currency: Currency) {
        func text(_ units: Int64) -> String { Amount(minorUnits: units, currency: currency).text }
        self.strategy = strategy
        rounds = result.totals.rounds
        staked = text(result.totals.staked)
        paid = text(result.totals.paid)
        fees = text(result.totals.fees)
        balance = text(result.balance)
        end = result.end?.rawValue
    }
}
