// The threads of a simulated host: nothing runs but what a step runs.

import Play
import Synchronization

@testable import Host

/// What was posted to the core loop, in its order. Any thread.
final class SimulatedCore: Sendable {
    private struct State {
        var actions: [@Sendable () -> Void] = []
        var hasEnded = false
    }

    private let state = Mutex(State())

    var isIdle: Bool { state.withLock { $0.actions.isEmpty } }

    /// Whether the fleet has said that it is over.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func post(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.actions.append(action) }
    }

    func end() { state.withLock { $0.hasEnded = true } }

    /// Runs what was posted first.
    func runNext() {
        let next = state.withLock { $0.actions.isEmpty ? nil : $0.actions.removeFirst() }
        next?()
    }

    func dropAll() { state.withLock { $0.actions = [] } }
}

/// Workers whose sessions wait in the product's own queues.
///
/// `@unchecked Sendable`: a simulation has one thread.
final class SimulatedWorkers: FleetWorkers, @unchecked Sendable {
    private let clock: VirtualClock
    private var queues: [SliceQueue<SessionTask>]

    /// A worker's lane in which somebody waits.
    struct Turn {
        var worker: Int
        var lane: PlayLane
    }

    init(count: Int, clock: VirtualClock) {
        self.clock = clock
        queues = (0..<count).map { _ in SliceQueue() }
    }

    var count: Int { queues.count }

    func play(_ task: SessionTask, on worker: Int) { queues[worker].add(task, now: clock.now) }

    func wakeSleepers() { wake(until: .max) }

    /// Has those wait for their turn whose time has come.
    func wakeIfDue() { wake(until: clock.now) }

    /// When the next one wakes; `nil` where nobody sleeps.
    var nextWake: UInt64? { queues.compactMap(\.nextWake).min() }

    var turns: [Turn] {
        queues.indices.flatMap { worker in
            PlayLane.allCases.filter { queues[worker].waiting(in: $0) > 0 }
                .map { Turn(worker: worker, lane: $0) }
        }
    }

    /// Plays the slice whose turn it is.
    ///
    /// - Parameter busyFactor: by how much wall time exceeds the processor time that is counted.
    /// - Returns: the session, when it plays on and had played before.
    func playSlice(_ turn: Turn, busyFactor: UInt64) -> (id: String, hasSlept: Bool)? {
        guard let entry = queues[turn.worker].take(from: turn.lane, now: clock.now) else {
            return nil
        }
        let began = clock.now
        let hadBegun = entry.slices > 0
        let nanoseconds = queues[turn.worker].quantum(in: turn.lane)
        let result = entry.work.play(SliceQuantum(nanoseconds: nanoseconds, clock: clock.clock))
        let used = (clock.now - began) / busyFactor
        switch result {
        case .more: _ = queues[turn.worker].giveBack(entry, used: used, now: clock.now)
        case .sleep(let until): _ = queues[turn.worker].sleep(entry, used: used, until: until)
        case .done:
            queues[turn.worker].finish(entry, used: used)
            return nil
        }
        let hasSlept = if case .sleep = result { true } else { false }
        return hadBegun ? (entry.work.label, hasSlept) : nil
    }

    func dropAll() { queues = queues.map { _ in SliceQueue() } }

    private func wake(until time: UInt64) {
        for index in queues.indices { _ = queues[index].wake(until: time, readyAt: clock.now) }
    }
}
