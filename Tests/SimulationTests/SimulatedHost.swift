// One life of a host: the parts that run in earnest, put together without threads.

import Play
import SeededRandom

@testable import Host
@testable import Storage

/// Sessions on one queue with one committer, step by step.
struct SimulatedHost {
    /// Asks all sessions to end.
    let stop = StopFlag()
    private(set) var steps = 0
    var problems: [String] = []
    /// Sessions that reached their goal, or ended for good.
    var finished: Set<String> = []
    /// A daily limit ended a session.
    private(set) var waitsForTomorrow = false
    /// What kept a session from beginning, other than its wallet.
    var failure: StorageError?
    /// Sessions that their wallet did not let begin, or that wait for what others hold of it.
    var waiting: [SimulatedSession] = []
    var walletWaits = 0
    /// Sessions that went on from a place between two checkpoints.
    var places = 0

    let store: JournalStore
    let clock: VirtualClock
    let placeRounds: Int64?
    let editor: SimulatedEditor?
    let watch: SimulatedWatch?
    let committer: Committer
    let written = WrittenFacts()
    let ended = EndedTasks()
    let texts = PlayedTexts()
    /// Those that play.
    var live: [String: (session: SimulatedSession, task: SessionTask)] = [:]
    var queue = SliceQueue<SessionTask>()
    private var roundsOfEnded: Int64 = 0
    private var generator: SeededGenerator

    /// Continues what the store has of the sessions, and begins the others.
    init(
        _ store: JournalStore, _ sessions: [SimulatedSession], clock: VirtualClock,
        placeRounds: Int64?, editor: SimulatedEditor?, seed: UInt64
    ) throws {
        (self.store, self.clock, self.placeRounds) = (store, clock, placeRounds)
        self.editor = editor
        watch = editor.map { SimulatedWatch($0) }
        generator = SeededGenerator(seed: seed)
        let limits = CommitterLimits(
            batchesMax: generator.pick([2, 8, 64]), bytesMax: generator.pick([20_000, 1 << 20]))
        committer = Committer(stepwise: limits) { [written] batches throws(StorageError) in
            try store.commit(batches)
            written.add(batches)
        }
        for session in sessions { try begin(session) }
    }

    var roundsPlayed: Int64 {
        live.values.reduce(roundsOfEnded) { $0 + $1.task.progress.played }
    }
    var hasFailed: Bool { committer.failure != nil || failure != nil }
    /// Whether every session has ended and was told so.
    var isOver: Bool { live.isEmpty && (waiting.isEmpty || failure != nil) }
    /// Whether nobody plays, and somebody would if the wallet had more.
    var isStarved: Bool { live.isEmpty && !waiting.isEmpty && failure == nil }

    /// A slice, or a commit.
    mutating func step() throws {
        steps += 1
        watch?.lookIfDue(now: clock.now)
        let lanes = PlayLane.allCases.filter { queue.waiting(in: $0) > 0 }
        if lanes.isEmpty || generator.chance(30) {
            committer.commitWaiting()
        } else {
            playSlice(generator.pick(lanes))
        }
        try takeEnded()
    }

    /// As a host that was asked to stop: everything ends and is written.
    mutating func drain() throws {
        stop.set()
        while let lane = PlayLane.allCases.first(where: { queue.waiting(in: $0) > 0 }) {
            playSlice(lane)
        }
        do throws(StorageError) {
            try committer.close()
        } catch {
            // The disk failed, as it was asked to.
        }
        try takeEnded()
        if !live.isEmpty { problems.append("\(live.count) sessions were not told an end") }
    }

    private mutating func playSlice(_ lane: PlayLane) {
        guard let entry = queue.take(from: lane, now: clock.now) else { return }
        let began = clock.now
        let hadBegun = entry.slices > 0
        let quantum = SliceQuantum(nanoseconds: queue.quantum(in: lane), clock: clock.clock)
        let result = entry.work.play(quantum)
        // The clock counts processor time; sometimes the machine was busy elsewhere.
        let used = (clock.now - began) / (generator.chance(10) ? 8 : 1)
        switch result {
        case .more, .sleep:
            if hadBegun { requireNewestTexts(entry.work.label) }
            _ = queue.giveBack(entry, used: used, now: clock.now)
        case .done: queue.finish(entry, used: used)
        }
    }

    /// After a slice a session plays what its files had when they were looked at last.
    private mutating func requireNewestTexts(_ id: String) {
        guard let watch, let session = live[id]?.session else { return }
        for plugin in [session.game, session.strategy] {
            guard let newest = watch.offered[plugin] else { continue }
            if let problem = texts.problem(of: id, plugin.role, newest: newest) {
                problems.append(problem)
            }
        }
    }

    private mutating func takeEnded() throws {
        let ended = ended.take()
        for (id, result) in ended {
            guard let (session, task) = live.removeValue(forKey: id) else { continue }
            watch?.unfollow(task)
            roundsOfEnded += task.progress.played
            switch result {
            case .success(let outcome): settle(session, outcome)
            case .failure(let error):
                if committer.failure == nil { problems.append("\(id): \(error)") }
                // As a fleet does; after a failed write the next start does it.
                if session.sharesWallet { try? store.giveBack(id) }
            }
        }
        if !ended.isEmpty, !stop.isSet, committer.failure == nil { try beginWaiting() }
    }

    /// Those that wait for their wallet ask again.
    mutating func beginWaiting() throws {
        let again = waiting
        waiting = []
        for session in again { try begin(session) }
    }

    private mutating func settle(_ session: SimulatedSession, _ outcome: SessionTask.Outcome) {
        // A last round is told only when it is on the disk.
        if written.facts.rounds[session.id, default: 0] < outcome.totals.rounds, outcome.played > 0
        {
            problems.append(
                "\(session.id) was told round \(outcome.totals.rounds) before it was written")
        }
        switch outcome.end.reason {
        case .interrupted: break
        case .limit where outcome.end.detail.contains("budget_reserved_elsewhere"):
            walletWaits += 1
            waiting.append(session)
        case .limit: waitsForTomorrow = true
        default: finished.insert(session.id)
        }
    }
}
