// One life of a host: the parts that run in earnest, put together without threads.

import Accounts
import Play
import SeededRandom
import Synchronization

@testable import Host
@testable import Storage

/// Sessions on one queue with one committer, step by step.
struct SimulatedHost {
    /// Asks all sessions to end.
    let stop = StopFlag()
    private(set) var steps = 0
    private(set) var problems: [String] = []
    /// Sessions that reached their goal, or ended for good.
    private(set) var finished: Set<String> = []
    /// A daily limit ended a session.
    private(set) var waitsForTomorrow = false

    private let committer: Committer
    private let written: WrittenRounds
    private let ended: EndedTasks
    private var tasks: [String: SessionTask] = [:]
    private var queue = SliceQueue<SessionTask>()
    private let clock: VirtualClock
    private var generator: SeededGenerator

    /// Continues what the store has of the sessions, and begins the others.
    init(
        _ store: JournalStore, _ sessions: [SimulatedSession], clock: VirtualClock, seed: UInt64
    ) throws {
        self.clock = clock
        generator = SeededGenerator(seed: seed)
        let written = WrittenRounds()
        let ended = EndedTasks()
        let limits = CommitterLimits(
            batchesMax: generator.pick([2, 8, 64]), bytesMax: generator.pick([20_000, 1 << 20]))
        committer = Committer(stepwise: limits) { batches throws(StorageError) in
            try store.commit(batches)
            written.add(batches)
        }
        (self.written, self.ended) = (written, ended)
        let known = Set(try store.sessions().map(\.id))
        for session in sessions {
            var beginning = SessionTask.Beginning.fresh
            if known.contains(session.id) {
                let stored = try store.session(session.id)
                guard stored.isResumable else {
                    finished.insert(session.id)
                    continue
                }
                beginning = try .resumed(stored, in: store, today: clock.clock.day)
            }
            let task = SessionTask(
                session.blueprint, beginning: beginning,
                goal: SessionTask.Goal(rounds: session.rounds, seconds: nil), committer: committer,
                stop: stop, clock: clock.clock
            ) { ended.add(session.id, $0) }
            tasks[session.id] = task
            queue.add(task, now: clock.now)
        }
    }

    /// Rounds of each session that are on the disk.
    var acknowledged: [String: Int64] { written.last }
    var roundsPlayed: Int64 { tasks.values.reduce(0) { $0 + $1.progress.played } }
    var hasFailed: Bool { committer.failure != nil }
    /// Whether every session has ended and was told so.
    var isOver: Bool { ended.count == tasks.count }

    /// A slice, or a commit.
    mutating func step() throws {
        steps += 1
        let lanes = PlayLane.allCases.filter { queue.waiting(in: $0) > 0 }
        if lanes.isEmpty || generator.chance(30) {
            committer.commitWaiting()
        } else {
            playSlice(generator.pick(lanes))
        }
        takeEnded()
    }

    /// As a host that was asked to stop: everything ends and is written.
    mutating func drain() {
        stop.set()
        while let lane = PlayLane.allCases.first(where: { queue.waiting(in: $0) > 0 }) {
            playSlice(lane)
        }
        do throws(StorageError) {
            try committer.close()
        } catch {
            // The disk failed, as it was asked to.
        }
        takeEnded()
        if !isOver { problems.append("\(tasks.count - ended.count) sessions were not told an end") }
    }

    private mutating func playSlice(_ lane: PlayLane) {
        guard let entry = queue.take(from: lane, now: clock.now) else { return }
        let began = clock.now
        let quantum = SliceQuantum(nanoseconds: queue.quantum(in: lane), clock: clock.clock)
        let result = entry.work.play(quantum)
        // The clock counts processor time; sometimes the machine was busy elsewhere.
        let used = (clock.now - began) / (generator.chance(10) ? 8 : 1)
        switch result {
        case .more, .sleep: _ = queue.giveBack(entry, used: used, now: clock.now)
        case .done: queue.finish(entry, used: used)
        }
    }

    private mutating func takeEnded() {
        for (id, result) in ended.take() {
            switch result {
            case .success(let outcome):
                // A last round is told only when it is on the disk.
                if written.last[id, default: 0] < outcome.totals.rounds, outcome.played > 0 {
                    problems.append(
                        "\(id) was told round \(outcome.totals.rounds) before it was written")
                }
                switch outcome.end.reason {
                case .interrupted: break
                case .limit: waitsForTomorrow = true
                default: finished.insert(id)
                }
            case .failure(let error):
                if committer.failure == nil { problems.append("\(id): \(error)") }
            }
        }
    }
}

/// The last round of each session that a commit returned for. Any thread.
private final class WrittenRounds: Sendable {
    private let rounds = Mutex<[String: Int64]>([:])

    func add(_ batches: [CommitBatch]) {
        rounds.withLock { rounds in
            for chunk in batches.flatMap(\.chunks) { rounds[chunk.sessionID] = chunk.lastRound }
        }
    }

    var last: [String: Int64] { rounds.withLock { $0 } }
}

/// How tasks ended. Any thread.
private final class EndedTasks: Sendable {
    typealias Ended = (id: String, result: Result<SessionTask.Outcome, any Error>)

    private struct State {
        var count = 0
        var waiting: [Ended] = []
    }

    private let state = Mutex(State())

    func add(_ id: String, _ result: Result<SessionTask.Outcome, any Error>) {
        state.withLock {
            $0.count += 1
            $0.waiting.append((id, result))
        }
    }

    var count: Int { state.withLock { $0.count } }

    func take() -> [Ended] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }
}
