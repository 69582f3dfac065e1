// The rounds and the judgement of a fingerprint on one worker: rounds of a session follow each
// other, and statistics are of all of them.
internal import EventLoop
public import Fingerprints
public import Play
private import Synchronization

/// Plays rounds until there are enough, the session ends or it is stopped, then judges them.
public final class FingerprintRun: Sendable {
    /// How far it is.
    public struct Progress: Sendable {
        public var rounds: Int64
        public var seconds: Double
        /// Rounds are played; tests are being made.
        public var isJudging: Bool
    }

    /// What came of it.
    public struct Result: Sendable {
        public var fingerprint: Fingerprint
        /// Over all rounds, 64 hexadecimal digits.
        public var digest: String
        /// Why there are fewer rounds than were asked for; `nil` when there are not.
        public var end: SessionEnd?
        /// Of the rounds alone.
        public var playSeconds: Double
        /// Rounds and tests.
        public var seconds: Double
        /// The return as it was known after more and more rounds, where that is wanted.
        public var looks: [ReturnLook] = []
    }

    private struct State {
        var rounds: Int64 = 0
        var isJudging = false
        var result: Result?
        var failure: PlayError?
    }

    private let blueprint: SessionBlueprint
    private let rounds: Int64
    private let alpha: Double
    private let keepsLooks: Bool
    private let clock: HostClock
    private let startedAt: UInt64
    private let state = Mutex(State())

    /// The player, which belongs to its worker's thread.
    ///
    /// `@unchecked Sendable`: it is made and used on that thread only, turn after turn.
    private final class Seat: @unchecked Sendable {
        var player: FingerprintPlayer?
    }

    public init(
        _ blueprint: SessionBlueprint, rounds: Int64, alpha: Double, keepsLooks: Bool = false,
        clock: HostClock = .system
    ) {
        self.blueprint = blueprint
        self.rounds = rounds
        self.alpha = alpha
        self.keepsLooks = keepsLooks
        self.clock = clock
        startedAt = clock.monotonicNanoseconds()
    }

    public var progress: Progress {
        state.withLock {
            Progress(rounds: $0.rounds, seconds: seconds, isJudging: $0.isJudging)
        }
    }

    private var seconds: Double {
        Double(clock.monotonicNanoseconds() &- startedAt) / 1e9
    }

    /// The result; `nil` when it was stopped before there were enough rounds for one. Throws what
    /// ended it.
    public func finished() throws(PlayError) -> Result? {
        let (result, failure) = state.withLock { ($0.result, $0.failure) }
        if let failure { throw failure }
        return result
    }

    /// Works on the first worker of a run until it is over.
    public func start(_ context: HostRun.Context) {
        turn(Seat(), context)
    }

    // One slice, then the worker's loop gets its turn.
    private func turn(_ seat: Seat, _ context: HostRun.Context) {
        context.workers.loop(0).post { [self] in
            do throws(PlayError) {
                let player: FingerprintPlayer
                if let seated = seat.player {
                    player = seated
                } else {
                    player = try FingerprintPlayer(blueprint)
                    seat.player = player
                }
                let left = rounds - Int64(player.sample.rounds)
                var goesOn = left > 0 && !context.stop.isSet
                if goesOn { goesOn = try player.play(rounds: left) }
                state.withLock { $0.rounds = Int64(player.sample.rounds) }
                guard goesOn else {
                    try judge(player, wasStopped: context.stop.isSet)
                    context.done()
                    return
                }
            } catch {
                state.withLock { $0.failure = error }
                context.done()
                return
            }
            turn(seat, context)
        }
    }

    private func judge(_ player: FingerprintPlayer, wasStopped: Bool) throws(PlayError) {
        let playSeconds = seconds
        guard player.sample.rounds >= Fingerprint.roundsMin else {
            guard !wasStopped else { return }
            let why = player.end.map { ": " + $0.detail } ?? ""
            throw PlayError(
                .invalidInput,
                "the session ended after \(player.sample.rounds) rounds\(why); a fingerprint needs "
                    + "\(Fingerprint.roundsMin) at the least: name a strategy that plays on")
        }
        state.withLock { $0.isJudging = true }
        let fingerprint = Fingerprint(player.sample, alpha: alpha)
        let interrupted = SessionEnd(reason: .interrupted, detail: "stopped before the end")
        let isShort = player.sample.rounds < rounds
        let result = Result(
            fingerprint: fingerprint, digest: player.digest,
            end: isShort ? player.end ?? interrupted : nil, playSeconds: playSeconds,
            seconds: seconds, looks: keepsLooks ? player.sample.returnLooks() : [])
        state.withLock { $0.result = result }
    }
}
