// A self-test on all workers: runs are given out by number and added up in any order.
internal import EventLoop
public import Experiments
public import Play
private import Synchronization

/// Plays the units of a self-test until all are played or it is stopped.
public final class SelfTestRun: Sendable {
    public let test: ComparisonSelfTest
    private let clock: HostClock
    private let startedAt: UInt64
    private let state: Mutex<State>

    private struct State {
        var rows: [SelfTestRow]
        var next = 0
        var played = 0
        var running = 0
        /// Of the units that failed the one with the lowest number.
        var failure: (unit: Int, error: PlayError)?
        var seconds = 0.0
    }

    public init(_ test: ComparisonSelfTest, clock: HostClock = .system) {
        self.test = test
        self.clock = clock
        startedAt = clock.monotonicNanoseconds()
        state = Mutex(State(rows: test.rows))
    }

    /// Units that are played, and the seconds so far.
    public var progress: (played: Int, seconds: Double) {
        (state.withLock { $0.played }, seconds)
    }

    private var seconds: Double {
        Double(clock.monotonicNanoseconds() &- startedAt) / 1e9
    }

    /// Plays on the workers of a run until it is over.
    public func start(_ context: HostRun.Context) {
        state.withLock { $0.running = context.workers.count }
        for worker in 0..<context.workers.count {
            context.workers.scheduler(worker).add(
                RepeatedWork("self-test of worker \(worker + 1)") { [self] in turn(context) })
        }
    }

    // One unit; false when there is no other.
    private func turn(_ context: HostRun.Context) -> Bool {
        let unit = state.withLock { state -> Int? in
            guard !context.stop.isSet, state.failure == nil, state.next < test.unitCount else {
                return nil
            }
            defer { state.next += 1 }
            return state.next
        }
        guard let unit else {
            leave(context)
            return false
        }
        do throws(PlayError) {
            guard let add = try test.played(unit: unit, unless: { context.stop.isSet }) else {
                return true
            }
            state.withLock { state in
                add(&state.rows)
                state.played += 1
            }
        } catch {
            state.withLock { state in
                guard unit < state.failure?.unit ?? .max else { return }
                state.failure = (unit, error)
            }
        }
        return true
    }

    private func leave(_ context: HostRun.Context) {
        let isLast = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return false }
            state.seconds = seconds
            return true
        }
        if isLast { context.done() }
    }

    /// The rows, of the units that were played, and the seconds it took. Throws the failure of the
    /// lowest unit.
    public func finished() throws(PlayError) -> (rows: [SelfTestRow], seconds: Double) {
        let (rows, seconds, failure) = state.withLock { ($0.rows, $0.seconds, $0.failure) }
        if let failure { throw failure.error }
        return (rows, seconds)
    }
}
