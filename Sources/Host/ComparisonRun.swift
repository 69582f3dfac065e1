// A comparison on all workers: its pairs are the episodes of `EpisodesRun`.
internal import EventLoop
public import Experiments
internal import Play
private import Statistics
public import Storage

/// Plays the pairs of an experiment until the verdict is in, the pairs run out, or it is stopped.
public final class ComparisonRun: Sendable {
    public let experiment: PairedExperiment
    private let run: EpisodesRun<Comparison>

    /// A comparison that is journalled.
    ///
    /// - Parameter seconds: how long it may play; `nil` for as long as it takes.
    public init(
        _ start: ComparisonStart, committer: Committer, seconds: Double? = nil,
        clock: HostClock = .system
    ) {
        experiment = start.experiment
        run = EpisodesRun(
            experiment, start.comparison, journal: start.journal(committer, clock: clock),
            seconds: seconds, clock: clock)
    }

    /// A comparison that is not kept.
    public init(
        _ experiment: PairedExperiment, _ comparison: Comparison, clock: HostClock = .system
    ) {
        self.experiment = experiment
        run = EpisodesRun(experiment, comparison, journal: nil, seconds: nil, clock: clock)
    }

    /// The comparison as it stands; any thread.
    public var comparison: Comparison { run.judge }

    /// Seconds that playing took.
    public var seconds: Double { run.seconds }

    /// Plays on the workers of a run until it is over.
    public func start(_ context: HostRun.Context) { run.start(context) }

    /// The final comparison. Throws `StorageError` when it could not be kept, and else the failure
    /// of the lowest pair, unless the verdict was in before it: pairs are taken in order, so neither
    /// depends on the count of workers.
    public func finished() throws -> Comparison {
        var finished = try run.finished()
        finished.finish()
        return finished
    }
}

extension Comparison: EpisodeJudge {
    static var unit: String { "pair" }
    var judgedEpisodes: Int { pairs }
    var plannedEpisodes: Int { setup.pairs }
    var players: Void { () }

    static func play(
        _ experiment: PairedExperiment, _ index: UInt64, _ players: Void, keepsRounds: Bool,
        unless isStopped: () -> Bool
    ) throws(PlayError) -> PairResult? {
        try experiment.play(pair: index, keepsRounds: keepsRounds, unless: isStopped)
    }

    static func byteCount(_ played: PairResult) -> Int { played.byteCount }

    mutating func take(
        _ played: PairResult, judged: inout [JointEpisode]
    ) throws(PlayError) {
        var pairs: [PairResult] = []
        defer { judged += pairs.map { JointEpisode($0) } }
        try add(played, judged: &pairs)
    }

    func end(otherwise: ComparisonEnd.Reason) -> ComparisonEnd {
        var finished = self
        finished.finish()
        return ComparisonEnd(
            reason: verdict.isDecision ? .verdict : isOver ? .pairs : otherwise,
            verdict: finished.verdict.rawValue, judgedPairs: Int64(pairs))
    }
}
