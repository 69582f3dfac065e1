// What journal and digest cost of a round: a journalled session and one that keeps nothing, in turns
// of milliseconds on one worker, so that both see the same machine. Processor time counts, not the
// clock: what another program takes from the core is nobody's cost.
private import Foundation
internal import Play
private import Storage
private import Synchronization

/// Measures a round of the product against the same round with wallet and limits only.
struct BenchJournalShare {
    /// Processor time of a round, nanoseconds.
    struct Sample {
        /// The product, in the thread that plays it.
        var journalled = 0.0
        /// Without records, digest and checkpoints.
        var bare = 0.0
        /// What all other threads did for a round of the product: the committer above all.
        var others = 0.0

        /// Of a product round, in the thread that plays it.
        var share: Double { 1 - bare / journalled }
        /// Of a product round, in all threads.
        var shareOfAll: Double { 1 - bare / (journalled + others) }
    }

    let folder: String

    /// Plays `rounds` rounds without a journal, and journalled ones beside them for as long.
    func measure(_ blueprint: SessionBlueprint, rounds: Int64) throws -> Sample {
        let store = try JournalStore(directory: folder, mode: .readWrite, engine: Engine.version)
        defer { store.close() }
        let committer = Committer(store: store)
        let session = try UnjournalledRounds(blueprint, rounds: rounds)
        let product = blueprint.renamed(episode: 1)
        let ended = Mutex<Result<SessionTask.Outcome, any Error>?>(nil)
        let sample = Mutex(Sample())
        let before = Self.processNanoseconds
        _ = try HostRun().run(workerCount: 1, progress: {}) { context in
            let task = SessionTask(
                product, beginning: .fresh, goal: SessionTask.Goal(rounds: nil, seconds: nil),
                committer: committer, stop: context.stop, clock: .halfSpeed
            ) { result in
                ended.withLock { $0 = result }
                context.done()
            }
            let scheduler = context.workers.scheduler(0)
            task.start(on: scheduler)
            session.start(on: scheduler) { bare in
                let all = Self.processNanoseconds - before
                let used = scheduler.shares.filter { $0.label == product.configuration.id }
                    .reduce(0) { $0 + Double($1.usedNanoseconds) }
                let played = Double(task.progress.played)
                sample.withLock {
                    $0.journalled = used / played
                    $0.bare = bare.nanoseconds / Double(bare.rounds)
                    $0.others = (all - used - bare.nanoseconds) / played
                }
                context.stop.set()
            }
        }
        try committer.close()
        _ = try ended.withLock { $0 }?.get()
        return sample.withLock { $0 }
    }

    /// Processor time of the whole process.
    private static var processNanoseconds: Double {
        Double(clock()) / Double(CLOCKS_PER_SEC) * 1e9
    }
}

extension HostClock {
    /// For a session that gets half of a core: it seals as many rounds at once as with all of it.
    fileprivate static let halfSpeed = HostClock(
        wallMilliseconds: system.wallMilliseconds,
        monotonicNanoseconds: { system.monotonicNanoseconds() / 2 })
}

/// Rounds with wallet and limits only, until there were enough.
///
/// `@unchecked Sendable`: touched in slices, which come one after the other.
private final class UnjournalledRounds: SlicedWork, @unchecked Sendable {
    typealias Used = (rounds: Int64, nanoseconds: Double)

    let label = "rounds without a journal"
    private let session: Session
    private let rounds: Int64
    private var played: Int64 = 0
    private var whenDone: ((Used) -> Void)?
    private var scheduler: SliceScheduler?

    /// Rounds between two looks at the clock: 0.4 ms.
    private static let batch: Int64 = 512

    init(_ blueprint: SessionBlueprint, rounds: Int64) throws {
        session = try Session(blueprint, isJournalled: false)
        self.rounds = rounds
    }

    /// - Parameter whenDone: called once, between two slices of others.
    func start(on scheduler: SliceScheduler, whenDone: @escaping (Used) -> Void) {
        self.scheduler = scheduler
        self.whenDone = whenDone
        scheduler.add(self)
    }

    func play(_ quantum: SliceQuantum) -> SliceResult {
        guard played < rounds else {
            let shares = scheduler?.shares ?? []
            let used = shares.filter { $0.label == label }
                .reduce(0) { $0 + Double($1.usedNanoseconds) }
            whenDone?((played, used))
            return .done
        }
        repeat {
            let batch = session.playUnrecorded(rounds: Self.batch, isLimited: true)
            guard batch > 0 else { break }
            played += batch
        } while !quantum.isOver
        return .more
    }
}
