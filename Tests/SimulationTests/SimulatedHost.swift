// One life of a host: its fleet, committer and store in earnest, put together without threads.

import Play
import SeededRandom

@testable import Host
@testable import Storage

/// A fleet on simulated workers, step by step: a slice, a commit, or what the core loop has to do.
struct SimulatedHost {
    let fleet: Fleet
    let committer: Committer
    let written = WrittenFacts()
    let texts: PlayedTexts
    let watch: SimulatedWatch?
    let log: SimulatedLog
    private(set) var steps = 0
    private(set) var problems: [String] = []
    /// Sessions that slept between two rounds.
    private(set) var sleeps = 0

    private let clock: VirtualClock
    private let core = SimulatedCore()
    private let workers: SimulatedWorkers
    private var nextLook: UInt64
    private var generator: SeededGenerator

    /// As `FleetService` looks after its fleet.
    private static let lookNanoseconds: UInt64 = 1_000_000_000

    /// Begins and continues what the plan says.
    init(
        _ store: JournalStore, _ plan: FleetPlan, clock: VirtualClock, placeRounds: Int64?,
        editor: SimulatedEditor, seed: UInt64
    ) throws {
        self.clock = clock
        generator = SeededGenerator(seed: seed)
        texts = PlayedTexts()
        watch = editor.isAtWork ? SimulatedWatch(editor, texts, clock) : nil
        workers = SimulatedWorkers(count: generator.pick([1, 2]), clock: clock)
        nextLook = clock.now + Self.lookNanoseconds
        let limits = CommitterLimits(
            batchesMax: generator.pick([2, 8, 64]), bytesMax: generator.pick([20_000, 1 << 20]))
        committer = Committer(stepwise: limits) { [written] batches throws(StorageError) in
            try store.commit(batches)
            written.add(batches)
        }
        let names = plan.items.map { ($0.identity.id, $0.identity.name) }
        log = SimulatedLog(
            written,
            heads: Dictionary(
                uniqueKeysWithValues: try store.sessions().map {
                    ($0.id, try store.session($0.id).headRound)
                }),
            ids: Dictionary(uniqueKeysWithValues: names.map { ($1, $0) }))
        let means = Fleet.Means(
            store: store, committer: committer, workers: workers,
            post: { [core] in core.post($0) }, clock: clock.clock,
            catalogue: { [catalogue = editor.catalogue] _ in catalogue }, watch: watch,
            placeRounds: { _ in placeRounds })
        fleet = Fleet(plan, means) { [log, committer] in
            log.take($0, hasFailed: committer.failure != nil)
        }
        fleet.whenEnded = { [core] in core.end() }
        fleet.begin()
    }

    var hasFailed: Bool { committer.failure != nil || fleet.failure != nil }
    /// Whether the fleet has ended.
    var isOver: Bool { core.hasEnded }
    /// Whether nobody plays, and somebody would if a wallet had more.
    var isStarved: Bool {
        !fleet.members.contains { $0.state.isOnWorker }
            && fleet.members.contains { $0.state == .resting && $0.awaits != nil }
    }

    /// One thing that the host's threads do.
    mutating func step() {
        steps += 1
        watch?.lookIfDue()
        workers.wakeIfDue()
        lookIfDue()
        let turns = workers.turns
        if !core.isIdle, turns.isEmpty || generator.chance(40) {
            core.runNext()
        } else if !turns.isEmpty, !generator.chance(30) {
            play(generator.pick(turns))
        } else if !committer.commitWaiting(), turns.isEmpty, core.isIdle {
            skipToNext()
        }
    }

    /// As a host that was asked to stop: everything ends and is written.
    mutating func drain(isCut: () -> Bool) {
        fleet.drain("the simulation asks")
        let most = steps + 20_000
        while !core.hasEnded, !isCut(), steps < most { step() }
        guard !isCut() else { return }
        if !core.hasEnded {
            let states = fleet.members.map { "\($0.name) \($0.state)" }
            problems.append("it does not end: \(states)")
        }
        fleet.remember()
        // The disk may fail, as it was asked to.
        try? committer.close()
    }

    /// Lets go of what holds itself: closures of tasks and commits hold the fleet.
    func dispose() {
        fleet.whenEnded = {}
        for member in fleet.members { member.task = nil }
        workers.dropAll()
        try? committer.close()
        core.dropAll()
    }

    private mutating func play(_ turn: SimulatedWorkers.Turn) {
        // Sometimes the machine is busy elsewhere.
        let busyFactor: UInt64 = generator.chance(10) ? 8 : 1
        guard let played = workers.playSlice(turn, busyFactor: busyFactor) else { return }
        sleeps += played.hasSlept ? 1 : 0
        if !played.hasSlept { requireNewestTexts(played.id) }
    }

    private mutating func lookIfDue() {
        guard clock.now >= nextLook else { return }
        nextLook = clock.now + Self.lookNanoseconds
        fleet.look()
        if generator.chance(20) { fleet.remember() }
    }

    /// Nothing is to be done before somebody wakes or is due, or before the next look.
    private mutating func skipToNext() {
        let due = fleet.members.compactMap(\.dueAt).min()
        let next = [due, workers.nextWake].compactMap { $0 }.min() ?? nextLook
        clock.advance(to: next)
        nextLook = clock.now
    }

    /// After a slice a session plays what its files had when they were looked at last.
    private mutating func requireNewestTexts(_ id: String) {
        guard let watch,
            let item = fleet.members.first(where: { $0.item.identity.id == id })?.item
        else { return }
        for plugin in SimulatedPlugin.played(by: item.blueprint.configuration) {
            guard let newest = watch.offered[plugin] else { continue }
            if let problem = texts.problem(of: id, plugin.role, newest: newest) {
                problems.append(problem)
            }
        }
    }
}
