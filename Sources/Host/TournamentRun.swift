// A tournament on all workers: episodes are given out by index and judged in order.
internal import EventLoop
public import Experiments
public import Play
private import Synchronization

/// Plays the episodes of a tournament until every contest is decided, the episodes run out, or it
/// is stopped.
public final class TournamentRun: Sendable {
    public let experiment: TournamentExperiment
    private let state: Mutex<State>
    private let clock: HostClock

    private struct State {
        var tournament: Tournament
        var nextEpisode: UInt64 = 0
        var running = 0
        /// Of the episodes that failed the one with the lowest index.
        var failure: (index: UInt64, error: PlayError)?
        var seconds = 0.0
    }

    public init(
        _ experiment: TournamentExperiment, _ tournament: Tournament, clock: HostClock = .system
    ) {
        self.experiment = experiment
        self.clock = clock
        state = Mutex(State(tournament: tournament))
    }

    /// The tournament as it stands; any thread.
    public var tournament: Tournament { state.withLock { $0.tournament } }

    /// Seconds that playing took.
    public var seconds: Double { state.withLock { $0.seconds } }

    /// Plays on the workers of a run until it is over.
    public func start(_ context: HostRun.Context) {
        let startedAt = clock.monotonicNanoseconds()
        state.withLock { $0.running = context.workers.count }
        for worker in 0..<context.workers.count {
            context.workers.scheduler(worker).add(
                RepeatedWork("episodes of worker \(worker + 1)") { [self] in
                    turn(context, startedAt: startedAt)
                })
        }
    }

    // One episode of all arms; false when this worker has no more to play.
    private func turn(_ context: HostRun.Context, startedAt: UInt64) -> Bool {
        guard let (index, arms) = takeEpisode(stop: context.stop) else {
            leave(context, startedAt: startedAt)
            return false
        }
        do throws(PlayError) {
            guard
                let result = try experiment.play(
                    episode: index, arms: arms, unless: { context.stop.isSet })
            else { return true }
            try state.withLock { (state) throws(PlayError) in
                try state.tournament.add(result)
            }
        } catch {
            state.withLock { state in
                guard index < state.failure?.index ?? .max else { return }
                state.failure = (index, error)
            }
        }
        return true
    }

    /// The arms that play now: those that play when the episode is judged are among them, because
    /// an arm that is out does not come back.
    private func takeEpisode(stop: StopFlag) -> (UInt64, [Int])? {
        state.withLock { state in
            guard !stop.isSet, state.failure == nil, !state.tournament.isOver,
                state.nextEpisode < UInt64(state.tournament.setup.episodes)
            else { return nil }
            defer { state.nextEpisode += 1 }
            return (state.nextEpisode, state.tournament.playing)
        }
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

    /// The tournament at its end. Throws the failure of the lowest episode, unless all was decided
    /// before it.
    public func finished() throws(PlayError) -> Tournament {
        let (failure, tournament) = state.withLock { ($0.failure, $0.tournament) }
        if let failure, !tournament.isOver { throw failure.error }
        return tournament
    }
}
