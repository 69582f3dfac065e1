// A comparison on all workers: pairs are given out by index, judged in order, and journalled as they
// are judged.
//
// A worker never waits for another one's pair: it plays on with a later one, until so many pairs are
// ahead of the one that is judged next that it rests. What was judged goes to the journal in order:
// one worker at a time takes all that is ready, and the others play on.
internal import EventLoop
public import Experiments
internal import Play
private import Statistics
public import Storage
private import Synchronization

/// Plays the pairs of an experiment until the verdict is in, the pairs run out, or it is stopped.
public final class ComparisonRun: Sendable {
    public let experiment: PairedExperiment
    private let state: Mutex<State>
    private let journal: ComparisonJournal?
    private let clock: HostClock
    /// How long it may play; `nil` for as long as it takes.
    private let nanoseconds: UInt64?

    private struct State {
        var comparison: Comparison
        var nextPair: UInt64
        var running = 0
        /// Of the pairs that failed the one with the lowest index: what one worker would meet.
        var failure: (index: UInt64, error: PlayError)?
        var storageFailure: StorageError?
        /// Judged, and not journalled yet.
        var ready: [PairResult] = []
        /// Bytes of pairs that were played and are not journalled yet.
        var waitingBytes = 0
        var isWriting = false
        /// Workers that rest.
        var resting: [Int] = []
        var seconds = 0.0

        var isFailed: Bool { failure != nil || storageFailure != nil }

        var isFarAhead: Bool {
            nextPair >= UInt64(comparison.pairs) + Limits.pairsAheadMax
                || waitingBytes >= Limits.pairsWaitingBytesMax
        }

        /// The workers that may go on.
        mutating func wake(isStopped: Bool) -> [Int] {
            guard !isFarAhead || isFailed || comparison.isOver || isStopped else { return [] }
            defer { resting = [] }
            return resting
        }
    }

    private enum Turn {
        case play(UInt64)
        case rest
        case leave
    }

    /// A comparison that is journalled.
    ///
    /// - Parameter seconds: how long it may play; `nil` for as long as it takes.
    public convenience init(
        _ start: ComparisonStart, committer: Committer, seconds: Double? = nil,
        clock: HostClock = .system
    ) {
        self.init(
            start.experiment, start.comparison,
            journal: start.journal(committer, clock: clock), seconds: seconds, clock: clock)
    }

    /// A comparison that is not kept.
    public convenience init(
        _ experiment: PairedExperiment, _ comparison: Comparison, clock: HostClock = .system
    ) {
        self.init(experiment, comparison, journal: nil, seconds: nil, clock: clock)
    }

    private init(
        _ experiment: PairedExperiment, _ comparison: Comparison, journal: ComparisonJournal?,
        seconds: Double?, clock: HostClock
    ) {
        nanoseconds = seconds.map { UInt64(max(0, min($0, 1e9)) * 1e9) }
        self.experiment = experiment
        self.journal = journal
        self.clock = clock
        state = Mutex(State(comparison: comparison, nextPair: UInt64(comparison.pairs)))
    }

    /// The comparison as it stands; any thread.
    public var comparison: Comparison { state.withLock { $0.comparison } }

    /// Seconds that playing took.
    public var seconds: Double { state.withLock { $0.seconds } }

    /// Plays on the workers of a run until it is over.
    public func start(_ context: HostRun.Context) {
        let startedAt = clock.monotonicNanoseconds()
        state.withLock { $0.running = context.workers.count }
        for worker in 0..<context.workers.count {
            begin(worker, context, startedAt: startedAt)
        }
    }

    private func begin(_ worker: Int, _ context: HostRun.Context, startedAt: UInt64) {
        context.workers.scheduler(worker).add(
            RepeatedWork(
                "pairs of worker \(worker + 1)",
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

    // One pair; false when this worker has no more to play, or rests.
    private func turn(_ worker: Int, _ context: HostRun.Context, startedAt: UInt64) -> Bool {
        switch takePair(worker, isStopped: mustStop(context, startedAt: startedAt)) {
        case .rest: return false
        case .leave:
            leave(context, startedAt: startedAt)
            return false
        case .play(let index):
            do throws(PlayError) {
                let result = try experiment.play(
                    pair: index, keepsRounds: journal != nil,
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

    private func takePair(_ worker: Int, isStopped: Bool) -> Turn {
        state.withLock { state in
            guard !isStopped, !state.isFailed, !state.comparison.isOver,
                state.nextPair < UInt64(state.comparison.setup.pairs)
            else { return .leave }
            guard !state.isFarAhead else {
                // The worker that plays the next pair, or writes, wakes it.
                state.resting.append(worker)
                return .rest
            }
            defer { state.nextPair += 1 }
            return .play(state.nextPair)
        }
    }

    private func add(_ result: PairResult) throws(PlayError) {
        try state.withLock { (state) throws(PlayError) in
            state.waitingBytes += result.byteCount
            var judged: [PairResult] = []
            defer {
                if journal != nil {
                    state.ready += judged
                } else {
                    for pair in judged { state.waitingBytes -= pair.byteCount }
                }
            }
            try state.comparison.add(result, judged: &judged)
        }
    }

    /// Journals what is ready, unless another worker is at it; that one takes what comes meanwhile.
    private func writeReady() {
        guard let journal else { return }
        while let pairs = takeReady() {
            do throws(StorageError) {
                for pair in pairs { try journal.add(pair) }
            } catch {
                state.withLock { $0.storageFailure = error }
            }
            state.withLock { state in
                state.isWriting = false
                for pair in pairs { state.waitingBytes -= pair.byteCount }
            }
        }
    }

    private func takeReady() -> [PairResult]? {
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
        let (comparison, failure, hasStorageFailure) = state.withLock {
            ($0.comparison, $0.failure, $0.storageFailure != nil)
        }
        guard !hasStorageFailure else { return }
        var finished = comparison
        finished.finish()
        let reason: ComparisonEnd.Reason =
            if comparison.verdict.isDecision {
                .verdict
            } else if comparison.isOver {
                .pairs
            } else {
                failure != nil ? .fault : isInterrupted ? .interrupted : .time
            }
        do throws(StorageError) {
            try journal.finish(
                ComparisonEnd(
                    reason: reason, verdict: finished.verdict.rawValue,
                    judgedPairs: Int64(comparison.pairs)))
        } catch {
            state.withLock { $0.storageFailure = error }
        }
    }

    /// The final comparison. Throws `StorageError` when it could not be kept, and else the failure
    /// of the lowest pair, unless the verdict was in before it: pairs are taken in order, so neither
    /// depends on the count of workers.
    public func finished() throws -> Comparison {
        let (failure, storageFailure, comparison) = state.withLock {
            ($0.failure, $0.storageFailure, $0.comparison)
        }
        if let storageFailure { throw storageFailure }
        if let failure, !comparison.isOver { throw failure.error }
        var finished = comparison
        finished.finish()
        return finished
    }
}
