// Where a tournament begins: anew, or after the episodes that are stored.
private import Accounts
public import Experiments
public import Play
private import Reports
public import Storage

/// A tournament that is about to be played: who plays, what is known of it already, and how it is
/// written.
public struct TournamentStart: Sendable {
    public let configuration: TournamentConfiguration
    public let experiment: TournamentExperiment
    /// Has judged the stored episodes, as far as it takes them.
    public let tournament: Tournament
    /// Episodes that are stored: more than were judged when fewer are asked for now.
    public let storedEpisodes: Int64
    private let storedDigest: String
    private let isNew: Bool

    /// Where intervals are tightest, however many episodes are asked for: who is out when must stay
    /// as it is when more are asked for later. At 200 episodes an interval of alpha 0.05 is 27 %
    /// wider than one made for 200, at 500 8 %, at 20,000 7 %; with a smaller alpha less.
    public static let tightestAt = 2000

    /// A new tournament. Throws `INVALID_INPUT` as `Tournament` does.
    ///
    /// - Parameter keepsLooks: whether the tournament keeps what it knew on the way, for a report.
    public init(
        _ configuration: TournamentConfiguration, arms: [SessionBlueprint], episodes: Int,
        keepsLooks: Bool = false
    ) throws(PlayError) {
        self.configuration = configuration
        experiment = TournamentExperiment(
            arms: arms, roundsPerEpisode: configuration.roundsPerEpisode)
        tournament = try TournamentStart.tournament(configuration, episodes, keepsLooks)
        (storedEpisodes, storedDigest, isNew) = (0, tournament.chain.digest, true)
    }

    /// A stored tournament that plays on, or is judged again for other episodes: from the plugin
    /// texts in the store, with all that was stored judged as if it had been played now.
    ///
    /// Throws `replay_incompatible` when episodes are from another version of the program or
    /// damaged, what `Tournament` throws, and `StorageError`.
    ///
    /// - Parameters:
    ///   - episodes: the most to play; `nil` for as many as were asked for before.
    ///   - keepsLooks: whether the tournament keeps what it knew on the way, for a report.
    ///   - catalogue: says which of its plugins get a process of their own.
    public init(
        resuming stored: StoredTournament, episodes: Int?, keepsLooks: Bool = false,
        in journal: JournalStore, catalogue: Catalogue = Catalogue()
    ) throws {
        configuration = stored.configuration
        experiment = TournamentExperiment(
            arms: try configuration.arms.map {
                try StoredBlueprint.blueprint(of: $0, in: journal, catalogue: catalogue)
            }, roundsPerEpisode: configuration.roundsPerEpisode)
        var tournament = try TournamentStart.tournament(
            configuration, episodes ?? Int(clamping: stored.episodes), keepsLooks)
        let retired = RetiredPairs(configuration, experiment)
        let journalled = JournalledEpisodes(stored, in: journal, for: .continuation)
        try journalled.each { chunk in
            var chain = PairChain(digest: chunk.digestBefore)
            let body = try PairChunkBody(of: retired.whole(chunk), withRounds: false)
            for episode in body.episodes {
                chain.add(episode.digest)
                guard !tournament.isOver else { continue }
                do throws(PlayError) {
                    try tournament.add(stored: episode)
                } catch {
                    throw journalled.refusal(error.description)
                }
            }
            return chain
        }
        TournamentStart.completeFaults(of: &tournament, experiment)
        self.tournament = tournament
        (storedEpisodes, storedDigest, isNew) = (stored.headEpisodes, stored.headDigest, false)
    }

    // The journal says that an episode had a fault; which one is found by playing it again. A fault
    // that does not come again (out of time, out of memory) stays unknown.
    private static func completeFaults(
        of tournament: inout Tournament, _ experiment: TournamentExperiment
    ) {
        for (arm, totals) in tournament.totals.enumerated() where totals.firstFault == nil {
            guard let index = totals.firstFaultedPair,
                let again = try? experiment.play(episode: index, arms: [arm])
            else { continue }
            tournament.complete(firstFault: again.arms[arm]?.firstFault, of: arm)
        }
    }

    /// The names of the strategies, each unique in the tournament.
    public var labels: [String] {
        TournamentReport.labels(configuration.arms.map(\.strategy.name))
    }

    /// Rounds of all arms that were judged before this command.
    public var judgedRounds: Int64 { tournament.totals.reduce(0) { $0 + $1.rounds } }

    private static func tournament(
        _ configuration: TournamentConfiguration, _ episodes: Int, _ keepsLooks: Bool
    ) throws(PlayError) -> Tournament {
        guard let metric = Metric(rawValue: configuration.metric),
            let first = configuration.arms.first,
            let currency = try? Currency(code: first.currency),
            configuration.baseline.map({ configuration.arms.indices.contains($0) }) ?? true
        else {
            throw PlayError(
                .replayIncompatible,
                "the metric \(configuration.metric), or what it is measured in or against, is not "
                    + "known to this program")
        }
        var tournament = try Tournament(
            Tournament.Setup(
                metric: metric, episodes: episodes, alpha: configuration.alpha,
                goal: configuration.goal, leastStake: configuration.leastStake,
                minorUnits: currency.minorDigits == 0 ? 1 : 100, baseline: configuration.baseline,
                keepsAll: configuration.keepsAll, tightestAt: configuration.tightestAt),
            arms: configuration.arms.count)
        if keepsLooks { tournament.looks = TournamentLooks() }
        return tournament
    }

    /// What writes it.
    func journal(_ committer: Committer, clock: HostClock) -> EpisodesJournal {
        var beginning = CommitBatch()
        let episodes = Int64(tournament.setup.episodes)
        if isNew {
            beginning.plugins = experiment.arms.flatMap(\.storedPlugins)
            beginning.comparisons = [
                NewComparison(
                    .tournament(configuration), pairs: episodes,
                    createdAt: clock.wallMilliseconds())
            ]
        } else {
            beginning.continuations = [
                StoredContinuation(comparisonID: configuration.id, pairs: episodes)
            ]
        }
        return EpisodesJournal(
            id: configuration.id,
            PairChunkBuilder(
                .tournament(configuration), after: storedEpisodes, digest: storedDigest),
            beginning: beginning, committer: committer, clock: clock)
    }
}
