// A walk over all draws of a round on all workers: pieces are given out and taken in in any order,
// because chances are exact and sums of them have none.
internal import EventLoop
private import Foundation
public import Odds
public import Play
private import Synchronization

/// Walks a question until it is answered, fails, or is stopped.
public final class OddsRun: Sendable {
    /// How far it is.
    public struct Progress: Sendable {
        public var leaves: Int64
        /// 0 while it is not known.
        public var leavesExpected: Double
        public var seconds: Double
    }

    /// How long a worker without work waits before it asks again.
    private static let waitSeconds = 0.001
    private let question: OddsQuestion
    private let clock: HostClock
    private let leaves = Atomic<Int64>(0)
    private let startedAt: UInt64
    private let state: Mutex<State>

    private struct State {
        var builder: OddsBuilder?
        var running = 0
        var isStarted = false
        var odds: Odds?
        var failure: PlayError?
        var seconds = 0.0
    }

    /// A worker's walker.
    ///
    /// `@unchecked Sendable`: turns of one worker follow each other on its own loop's thread, and
    /// nothing else touches its seat; the last to leave reads its own.
    private final class Seat: @unchecked Sendable {
        var walker: OddsWalker?
    }

    public init(_ question: OddsQuestion, clock: HostClock = .system) {
        self.question = question
        self.clock = clock
        startedAt = clock.monotonicNanoseconds()
        state = Mutex(State())
    }

    public var progress: Progress {
        let expected = state.withLock { $0.builder?.leavesExpected ?? 0 }
        return Progress(
            leaves: leaves.load(ordering: .relaxed), leavesExpected: expected, seconds: seconds)
    }

    private var seconds: Double {
        Double(clock.monotonicNanoseconds() &- startedAt) / 1e9
    }

    /// The answer, and the seconds it took; `nil` when it was stopped before. Throws what ended it.
    public func finished() throws(PlayError) -> (odds: Odds, seconds: Double)? {
        let state = state.withLock { ($0.odds, $0.failure, $0.seconds) }
        if let failure = state.1 { throw failure }
        return state.0.map { ($0, state.2) }
    }

    /// Walks on the workers of a run until it is over.
    public func start(_ context: HostRun.Context) {
        state.withLock { $0.running = context.workers.count }
        for worker in 0..<context.workers.count { turn(worker, Seat(), context) }
    }

    // One piece, then the worker's loop gets its turn.
    private func turn(_ worker: Int, _ seat: Seat, _ context: HostRun.Context) {
        context.workers.loop(worker).post { [self] in
            do throws(PlayError) {
                guard try work(seat, context) else {
                    leave(seat, context)
                    return
                }
            } catch {
                state.withLock { state in if state.failure == nil { state.failure = error } }
            }
            turn(worker, seat, context)
        }
    }

    /// Whether there may be more to do.
    private func work(_ seat: Seat, _ context: HostRun.Context) throws(PlayError) -> Bool {
        guard !context.stop.isSet, state.withLock({ $0.failure == nil }) else { return false }
        let walker: OddsWalker
        if let seated = seat.walker {
            walker = seated
        } else {
            walker = try OddsWalker(question)
            seat.walker = walker
        }
        try state.withLock { (state) throws(PlayError) in
            if state.builder == nil { state.builder = try OddsBuilder(question, from: walker) }
        }
        let (taken, isComplete) = state.withLock { state in
            (state.builder?.take(), state.builder?.isComplete ?? false)
        }
        guard let taken else {
            // Others may be at work that makes more.
            if !isComplete { Thread.sleep(forTimeInterval: OddsRun.waitSeconds) }
            return !isComplete
        }
        let piece = try walker.run(taken, in: surroundings(context))
        guard leaves.load(ordering: .relaxed) <= question.branchesMax else {
            throw question.tooManyLeaves
        }
        try state.withLock { (state) throws(PlayError) in
            try state.builder?.add(piece, of: taken)
        }
        return true
    }

    private func surroundings(_ context: HostRun.Context) -> OddsWalker.Surroundings {
        OddsWalker.Surroundings(
            isStopped: { [self] in
                context.stop.isSet || leaves.load(ordering: .relaxed) > question.branchesMax
                    || state.withLock { $0.failure != nil }
            },
            walked: { [self] in leaves.add($0, ordering: .relaxed) },
            nanoseconds: { [self] in clock.monotonicNanoseconds() })
    }

    /// The last to leave solves what was walked.
    private func leave(_ seat: Seat, _ context: HostRun.Context) {
        let isLast = state.withLock { state in
            state.running -= 1
            return state.running == 0
        }
        guard isLast else { return }
        do throws(PlayError) {
            try solve(seat)
        } catch {
            state.withLock { $0.failure = error }
        }
        context.done()
    }

    private func solve(_ seat: Seat) throws(PlayError) {
        let builder = state.withLock { $0.failure == nil ? $0.builder : nil }
        guard let builder, builder.isComplete, let walker = seat.walker else { return }
        var odds = try Odds(builder, leaves: leaves.load(ordering: .relaxed))
        let check = try OddsCheck(builder, by: walker)
        odds.checkedRounds = check.rounds
        odds.checkedStates = check.states
        state.withLock { state in
            state.odds = odds
            state.seconds = seconds
        }
    }
}
