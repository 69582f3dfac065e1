// Time that nobody waits for.

import Host
import SeededRandom
import Synchronization

/// A clock that goes on a little with every look at it, and further when it is told to.
///
/// Any thread may ask; a simulation has only one.
final class VirtualClock: Sendable {
    private struct State {
        var generator: SeededGenerator
        /// Nanoseconds since the simulation began.
        var monotonic: UInt64 = 0
        /// What wall time is ahead of monotonic time: 2026-01-01 12:00 UTC at the beginning.
        var offsetMilliseconds: Int64 = 1_767_268_800_000
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(generator: SeededGenerator(seed: seed))) }

    /// The clock that a host reads.
    var clock: HostClock {
        HostClock(
            wallMilliseconds: { self.wallMilliseconds }, monotonicNanoseconds: { self.look() })
    }

    var wallMilliseconds: Int64 {
        state.withLock { Int64($0.monotonic / 1_000_000) + $0.offsetMilliseconds }
    }

    /// Monotonic nanoseconds, without a look's going on.
    var now: UInt64 { state.withLock { $0.monotonic } }

    /// Goes on; wall time with it.
    func advance(milliseconds: UInt64) {
        state.withLock { $0.monotonic += milliseconds * 1_000_000 }
    }

    /// Goes on to a monotonic time, unless that is over.
    func advance(to nanoseconds: UInt64) {
        state.withLock { $0.monotonic = max($0.monotonic, nanoseconds) }
    }

    /// Somebody sets the wall clock, forward or back.
    func setWall(by milliseconds: Int64) {
        state.withLock { $0.offsetMilliseconds += milliseconds }
    }

    /// 10 us to 2.6 ms between two looks: a batch of rounds, sometimes with another program between.
    private func look() -> UInt64 {
        state.withLock { state in
            let microseconds = 10 << UInt64.random(in: 0...8, using: &state.generator)
            state.monotonic += UInt64(microseconds) * 1000
            return state.monotonic
        }
    }
}
