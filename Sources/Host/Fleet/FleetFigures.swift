// Figures of a fleet that come from two looks: rates, and how far the disk is behind.
internal import Play
internal import Statistics
private import Synchronization

/// What is kept between looks. The core loop's thread, but for the answer of the committer.
final class FleetFigures: Sendable {
    private struct State {
        var lookedAt: UInt64?
        /// When the committer was asked, and how long the last answer took.
        var askedAt: UInt64?
        var lag: UInt64 = 0
        /// What was committed at two earlier looks, the newer at least `commitWindow` ago.
        var commitsBefore: (at: UInt64, times: LatencyHistogram)?
        var commitsLately: (at: UInt64, times: LatencyHistogram)?
    }

    private let state = Mutex(State())

    /// Seconds since the last look; `nil` at the first.
    func secondsSinceLook(now: UInt64) -> Double? {
        state.withLock { state in
            defer { state.lookedAt = now }
            return state.lookedAt.map { Double(now &- $0) / 1e9 }
        }
    }

    /// Begins to measure the journal's lag; false while an answer is awaited.
    func ask(now: UInt64) -> Bool {
        state.withLock { state in
            guard state.askedAt == nil else { return false }
            state.askedAt = now
            return true
        }
    }

    /// Everything that was submitted before is on the disk.
    func answered(now: UInt64) {
        state.withLock { state in
            if let asked = state.askedAt { state.lag = now &- asked }
            state.askedAt = nil
        }
    }

    /// Nanoseconds that the disk is behind: of the last answer, or of the one that is awaited.
    func lag(now: UInt64) -> UInt64 {
        state.withLock { state in max(state.lag, state.askedAt.map { now &- $0 } ?? 0) }
    }

    /// With more sessions memory counts for more than speed: each holds some 100 KB.
    static let manySessions = 1000

    /// Commits of the last minute or two, or since the start when that is later.
    func commitsLately(_ all: LatencyHistogram, now: UInt64) -> LatencyHistogram {
        state.withLock { state in
            if now &- (state.commitsLately?.at ?? 0) >= FleetFigures.commitWindow {
                state.commitsBefore = state.commitsLately
                state.commitsLately = (now, all)
            }
            return state.commitsBefore.map { all.since($0.times) } ?? all
        }
    }

    /// Nanoseconds.
    static let commitWindow: UInt64 = 60_000_000_000

    /// How often a session's rounds are sealed. One that plays at a human pace has few, and a chunk
    /// weighs as much as a thousand of them.
    static func sealMilliseconds(_ sessions: Int, _ pacing: Pacing?) -> Int64 {
        let many = SessionTask.Tempo.sealMilliseconds(sessions: sessions)
        return pacing == nil ? many : max(many, 10_000)
    }
}
