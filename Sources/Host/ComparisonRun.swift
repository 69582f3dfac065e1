// A comparison on all workers: pairs are given out by index and judged in order.
internal import EventLoop
public import Experiments
public import Play
private import Synchronization

/// Plays the pairs of an experiment until the verdict is in, the pairs run out, or it is stopped.
public final class ComparisonRun: Sendable {
    public let experiment: PairedExperiment
    private let state: Mutex<State>
    private let clock: HostClock

    private struct State {
        var comparison: Comparison
        var nextPair: UInt64 = 0
        var running = 0
        /// Of the pairs that failed the one with the lowest index: what one worker would meet.
        var failure: (index: UInt64, error: PlayError)?
        var seconds = 0.0
    }

    public init(
        _ experiment: PairedExperiment, _ comparison: Comparison, clock: HostClock = .system
    ) {
        self.experiment = experiment
        self.clock = clock
        state = Mutex(State(comparison: comparison))
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
            context.workers.scheduler(worker).add(
                RepeatedWork("pairs of worker \(worker + 1)") { [self] in
                    turn(context, startedAt: startedAt)
                })
        }
    }

    // One pair; false when this worker has no more to play.
    private func turn(_ context: HostRun.Context, startedAt: UInt64) -> Bool {
        guard let index = takePair(stop: context.stop) else {
            leave(context, startedAt: startedAt)
            return false
        }
        do throws(PlayError) {
            guard
                let result = try experiment.play(
                    pair: index, unless: { context.stop.isSet })
            else { return true }
            try add(result)
        } catch {
            state.withLock { state in
                guard index < state.failure?.index ?? .max else { return }
                state.failure = (index, error)
            }
        }
        return true
    }

    private func takePair(stop: StopFlag) -> UInt64? {
        state.withLock { state in
            guard !stop.isSet, state.failure == nil, !state.comparison.isOver,
                state.nextPair < UInt64(state.comparison.setup.pairs)
            else { return nil }
            defer { state.nextPair += 1 }
            return state.nextPair
        }
    }

    private func add(_ result: PairedExperiment.PairResult) throws(PlayError) {
        try state.withLock { (state) throws(PlayError) in try state.comparison.add(result) }
    }

    private func leave(_ context: HostRun.Context, startedAt: UInt64) {
        let isLast = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return false }
            state.seconds = Double(clock.monotonicNanoseconds() &- startedAt) / 1e9
            return true
        }
        if isLast { context.done() }
    }

    /// The final comparison. Throws the failure of the lowest pair, unless the verdict was in
    /// before it: pairs are taken in order, so neither depends on the count of workers.
    public func finished() throws(PlayError) -> Comparison {
        let (failure, comparison) = state.withLock { ($0.failure, $0.comparison) }
        if let failure, !comparison.isOver { throw failure.error }
        var finished = comparison
        finished.finish()
        return finished
    }
}
