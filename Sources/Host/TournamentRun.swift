// A tournament on all workers: see `EpisodesRun`.
internal import EventLoop
public import Experiments
internal import Play
public import Storage

/// Plays the episodes of a tournament until every contest is decided, the episodes run out, or it
/// is stopped.
public final class TournamentRun: Sendable {
    public let experiment: TournamentExperiment
    private let run: EpisodesRun<JudgedTournament>

    /// A tournament that is journalled.
    ///
    /// - Parameter seconds: how long it may play; `nil` for as long as it takes.
    public init(
        _ start: TournamentStart, committer: Committer, seconds: Double? = nil,
        clock: HostClock = .system
    ) {
        experiment = start.experiment
        run = EpisodesRun(
            experiment, JudgedTournament(start.tournament, labels: start.labels),
            journal: start.journal(committer, clock: clock), seconds: seconds, clock: clock)
    }

    /// A tournament that is not kept.
    public init(
        _ experiment: TournamentExperiment, _ tournament: Tournament, clock: HostClock = .system
    ) {
        self.experiment = experiment
        run = EpisodesRun(
            experiment, JudgedTournament(tournament, labels: []), journal: nil, seconds: nil,
            clock: clock)
    }

    /// The tournament as it stands; any thread.
    public var tournament: Tournament { run.judge.tournament }

    /// Seconds that playing took.
    public var seconds: Double { run.seconds }

    /// Plays on the workers of a run until it is over.
    public func start(_ context: HostRun.Context) { run.start(context) }

    /// The tournament at its end. Throws `StorageError` when it could not be kept, and else the
    /// failure of the lowest episode, unless all was decided before it.
    public func finished() throws -> Tournament { try run.finished().tournament }
}

/// A tournament as the run sees it.
private struct JudgedTournament: EpisodeJudge {
    var tournament: Tournament
    /// Of the arms, for the verdict that is stored.
    let labels: [String]

    init(_ tournament: Tournament, labels: [String]) {
        self.tournament = tournament
        self.labels = labels
    }

    static var unit: String { "episode" }
    var judgedEpisodes: Int { tournament.episodes }
    var plannedEpisodes: Int { tournament.setup.episodes }
    var isOver: Bool { tournament.isOver }

    /// Those that play when the episode is judged are among them, because an arm that is out does
    /// not come back.
    var players: [Int] { tournament.playing }

    static func play(
        _ experiment: TournamentExperiment, _ index: UInt64, _ players: [Int], keepsRounds: Bool,
        unless isStopped: () -> Bool
    ) throws(PlayError) -> TournamentExperiment.Episode? {
        experiment.play(
            episode: index, arms: players, keepsRounds: keepsRounds, unless: isStopped)
    }

    static func byteCount(_ played: TournamentExperiment.Episode) -> Int { played.byteCount }

    mutating func take(
        _ played: TournamentExperiment.Episode, judged: inout [JointEpisode]
    ) throws(PlayError) {
        try tournament.add(played, judged: &judged)
    }

    func end(otherwise: ComparisonEnd.Reason) -> ComparisonEnd {
        ComparisonEnd(
            reason: tournament.isDecided ? .verdict : tournament.isOver ? .pairs : otherwise,
            verdict: tournament.best.flatMap { labels.indices.contains($0) ? labels[$0] : nil }
                ?? "", judgedPairs: Int64(tournament.episodes))
    }
}
