// What is measured while the fairness rows of the bench play: delays at one moment, and timers.
internal import EventLoop
internal import Statistics
private import Synchronization

/// One run of sessions until a time is over. Any thread.
final class FairnessMeasurement: Sendable {
    /// Asks the sessions to end.
    let stop = StopFlag()

    private struct State {
        /// Tasks and timers that have not ended.
        var left: Int
        var shares: [SliceShare] = []
        var lateness = LatencyHistogram()
        var failure: (any Error)?
    }

    private let state: Mutex<State>
    private let clock = HostClock.system
    private static let timerPeriod: Duration = .milliseconds(5)
    private static let timerNanoseconds: UInt64 = 5_000_000

    init(tasks: Int, timers: Int) { state = Mutex(State(left: tasks + timers)) }

    /// Starts a timer on each worker's loop; when the time is over takes down what the sessions
    /// got, and asks them to end.
    func begin(_ context: HostRun.Context, seconds: Double) {
        let end = clock.monotonicNanoseconds() + UInt64(seconds * 1e9)
        for worker in 0..<context.workers.count {
            let loop = context.workers.loop(worker)
            loop.post { [self] in tick(on: loop, worker: worker, context, end: end) }
        }
    }

    /// One of the tasks has ended.
    func leave(_ result: Result<SessionTask.Outcome, any Error>, _ context: HostRun.Context) {
        if case .failure(let error) = result { state.withLock { $0.failure = error } }
        leave(context)
    }

    /// After the run. Throws the error of a session that could not go on.
    func results() throws -> (shares: [SliceShare], lateness: LatencyHistogram) {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return (state.shares, state.lateness)
        }
    }

    private func tick(on loop: Loop, worker: Int, _ context: HostRun.Context, end: UInt64) {
        let began = clock.monotonicNanoseconds()
        let isOver = began >= end
        if isOver {
            takeShares(context)
            leave(context)
            return
        }
        do throws(LoopError) {
            try loop.after(Self.timerPeriod, label: "lateness") { [self] in
                let late = clock.monotonicNanoseconds() - began - Self.timerNanoseconds
                state.withLock { $0.lateness.record(late) }
                tick(on: loop, worker: worker, context, end: end)
            }
        } catch {
            state.withLock { $0.failure = error }
            stop.set()
            leave(context)
        }
    }

    /// Once for all workers, before the first session is asked to end.
    private func takeShares(_ context: HostRun.Context) {
        guard !stop.isSet else { return }
        let shares = (0..<context.workers.count).flatMap { context.workers.scheduler($0).shares }
        state.withLock { state in
            if state.shares.isEmpty { state.shares = shares }
        }
        stop.set()
    }

    private func leave(_ context: HostRun.Context) {
        let isLast = state.withLock { state in
            state.left -= 1
            return state.left == 0
        }
        if isLast { context.done() }
    }
}
