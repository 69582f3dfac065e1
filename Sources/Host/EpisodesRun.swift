// An experiment on all workers: episodes are given out by index, judged in order, and journalled as
// they are judged.
//
// A worker never waits for another one's episode: it plays on with a later one, until so many are
// ahead of the one that is judged next that it rests. What was judged goes to the journal in order:
// one worker at a time takes all that is ready, and the others play on.
internal import EventLoop
internal import Experiments
internal import Play
internal import Storage
private import Synchronization

/// What judges the episodes of an experiment: the verdict so far.
protocol EpisodeJudge: Sendable {
    associatedtype Experiment: Sendable
    /// One episode as it was played.
    associatedtype Played: Sendable
    /// Who plays an episode, as far as that is known when it is given out.
    associatedtype Players: Sendable

    /// What people call an episode.
    static var unit: String { get }
    /// Episodes that were judged, in order without a gap.
    var judgedEpisodes: Int { get }
    /// The most episodes to play.
    var plannedEpisodes: Int { get }
    /// Whether more episodes can change anything.
    var isOver: Bool { get }
    var players: Players { get }

    /// Plays one episode; `nil` when it was stopped.
    static func play(
        _ experiment: Experiment, _ index: UInt64, _ players: Players, keepsRounds: Bool,
        unless isStopped: () -> Bool
    ) throws(PlayError) -> Played?

    static func byteCount(_ played: Played) -> Int

    /// Takes an episode in any order, and adds what was judged now to a list, in order, with the
    /// `byteCount` that it came with; also when it throws.
    mutating func take(_ played: Played, judged: inout [JointEpisode]) throws(PlayError)

    /// What is stored at the end. `otherwise` is why it stopped when neither a verdict nor the last
    /// episode did it.
    func end(otherwise: ComparisonEnd.Reason) -> ComparisonEnd
}

/// Plays the episodes of an experiment until the verdict is in, they run out, or it is stopped.
final class EpisodesRun<Judge: EpisodeJudge>: Sendable {
    let experiment: Judge.Experiment
    private let state: Mutex<State>
    private let journal: EpisodesJournal?
    private let clock: HostClock
    /// How long it may play; `nil` for as long as it takes.
    private let nanoseconds: UInt64?

    private struct State {
        var judge: Judge
        var nextEpisode: UInt64
        var running = 0
        /// Of the episodes that failed the one with the lowest index: what one worker would meet.
        var failure: (index: UInt64, error: PlayError)?
        var storageFailure: StorageError?
        /// Judged, and not journalled yet.
        var ready: [JointEpisode] = []
        /// Bytes of episodes that were played and are not journalled yet.
        var waitingBytes = 0
        var isWriting = false
        /// Workers that rest.
        var resting: [Int] = []
        var seconds = 0.0

        var isFailed: Bool { failure != nil || storageFailure != nil }

        var isFarAhead: Bool {
            nextEpisode >= UInt64(judge.judgedEpisodes) + Limits.pairsAheadMax
                || waitingBytes >= Limits.pairsWaitingBytesMax
        }

        /// The workers that may go on.
        mutating func wake(isStopped: Bool) -> [Int] {
            guard !isFarAhead || isFailed || judge.isOver || isStopped else { return [] }
            defer { resting = [] }
            return resting
        }
    }

    private enum Turn {
        case play(UInt64, Judge.Players)
        case rest
        case leave
    }

    /// - Parameters:
    ///   - journal: `nil` for what is not kept.
    ///   - seconds: how long it may play; `nil` for as long as it takes.
    init(
        _ experiment: Judge.Experiment, _ judge: Judge, journal: EpisodesJournal?,
        seconds: Double?, clock: HostClock
    ) {
        nanoseconds = seconds.map { UInt64(max(0, min($0, 1e9)) * 1e9) }
        self.experiment = experiment
        self.journal = journal
        self.clock = clock
        state = Mutex(State(judge: judge, nextEpisode: UInt64(judge.judgedEpisodes)))
    }

    /// The judge as it stands; any thread.
    var judge: Judge { state.withLock { $0.judge } }

    /// Seconds that playing took.
    var seconds: Double { state.withLock { $0.seconds } }

    /// Plays on the workers of a run until it is over.
    func start(_ context: HostRun.Context) {
        let startedAt = clock.monotonicNanoseconds()
        state.withLock { $0.running = context.workers.count }
        for worker in 0..<context.workers.count {
            begin(worker, context, startedAt: startedAt)
        }
    }

    private func begin(_ worker: Int, _ context: HostRun.Context, startedAt: UInt64) {
        context.workers.scheduler(worker).add(
            RepeatedWork(
                "\(Judge.unit)s of worker \(worker + 1)",
                waits: { [self] in waitsForRoom(context, startedAt: startedAt) },
                { [self] in turn(worker, context, startedAt: startedAt) }))
    }

    /// When to look again whether the store has room; `nil` when it has, or nothing more is played.
    private func waitsForRoom(_ context: HostRun.Context, startedAt: UInt64) -> UInt64? {
        guard journal?.isPaused == true, !mustStop(context, startedAt: startedAt) else {
            return nil
        }
        return clock.monotonicNanoseconds() &+ SchedulingLimits.roomNanoseconds
    }

    private func mustStop(_ context: HostRun.Context, startedAt: UInt64) -> Bool {
        context.stop.isSet
            || nanoseconds.map { clock.monotonicNanoseconds() &- startedAt >= $0 } ?? false
    }

    // One episode; false when this worker has no more to play, or rests.
    private func turn(_ worker: Int, _ context: HostRun.Context, startedAt: UInt64) -> Bool {
        switch takeEpisode(worker, isStopped: mustStop(context, startedAt: startedAt)) {
        case .rest: return false
        case .leave:
            leave(context, startedAt: startedAt)
            return false
        case .play(let index, let players):
            do throws(PlayError) {
                let result = try Judge.play(
                    experiment, index, players, keepsRounds: journal != nil,
                    unless: { mustStop(context, startedAt: startedAt) })
                if let result { try add(result) }
            } catch {
                state.withLock { state in
                    guard index < state.failure?.index ?? .max else { return }
                    state.failure = (index, error)
                }
            }
            writeReady()
            let isStopped = mustStop(context, startedAt: startedAt)
            for rested in state.withLock({ $0.wake(isStopped: isStopped) }) {
                begin(rested, context, startedAt: startedAt)
            }
            return true
        }
    }

    private func takeEpisode(_ worker: Int, isStopped: Bool) -> Turn {
        state.withLock { state in
            guard !isStopped, !state.isFailed, !state.judge.isOver,
                state.nextEpisode < UInt64(state.judge.plannedEpisodes)
            else { return .leave }
            guard !state.isFarAhead else {
                // The worker that plays the next episode, or writes, wakes it.
                state.resting.append(worker)
                return .rest
            }
            defer { state.nextEpisode += 1 }
            return .play(state.nextEpisode, state.judge.players)
        }
    }

    private func add(_ result: Judge.Played) throws(PlayError) {
        try state.withLock { (state) throws(PlayError) in
            state.waitingBytes += Judge.byteCount(result)
            var judged: [JointEpisode] = []
            defer {
                if journal != nil {
                    state.ready += judged
                } else {
                    for episode in judged { state.waitingBytes -= episode.byteCount }
                }
            }
            try state.judge.take(result, judged: &judged)
        }
    }

    /// Journals what is ready, unless another worker is at it; that one takes what comes meanwhile.
    private func writeReady() {
        guard let journal else { return }
        while let episodes = takeReady() {
            do throws(StorageError) {
                for episode in episodes { try journal.add(episode) }
            } catch {
                state.withLock { $0.storageFailure = error }
            }
            state.withLock { state in
                state.isWriting = false
                for episode in episodes { state.waitingBytes -= episode.byteCount }
            }
        }
    }

    private func takeReady() -> [JointEpisode]? {
        state.withLock { state in
            guard !state.isWriting, !state.ready.isEmpty, state.storageFailure == nil else {
                return nil
            }
            state.isWriting = true
            defer { state.ready = [] }
            return state.ready
        }
    }

    private func leave(_ context: HostRun.Context, startedAt: UInt64) {
        let isLast = state.withLock { state in
            state.running -= 1
            return state.running == 0
        }
        guard isLast else { return }
        finishJournal(isInterrupted: context.stop.isSet)
        state.withLock {
            $0.seconds = Double(clock.monotonicNanoseconds() &- startedAt) / 1e9
        }
        context.done()
    }

    private func finishJournal(isInterrupted: Bool) {
        guard let journal else { return }
        let (judge, failure, hasStorageFailure) = state.withLock {
            ($0.judge, $0.failure, $0.storageFailure != nil)
        }
        guard !hasStorageFailure else { return }
        do throws(StorageError) {
            try journal.finish(
                judge.end(otherwise: failure != nil ? .fault : isInterrupted ? .interrupted : .time)
            )
        } catch {
            state.withLock { $0.storageFailure = error }
        }
    }

    /// The final judge. Throws `StorageError` when what was played could not be kept, and else the
    /// failure of the lowest episode, unless the verdict was in before it: episodes are taken in
    /// order, so neither depends on the count of workers.
    func finished() throws -> Judge {
        let (failure, storageFailure, judge) = state.withLock {
            ($0.failure, $0.storageFailure, $0.judge)
        }
        if let storageFailure { throw storageFailure }
        if let failure, !judge.isOver { throw failure.error }
        return judge
    }
}
