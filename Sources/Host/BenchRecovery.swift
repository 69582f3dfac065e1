// How long a host needs to go on after it was killed: the time until every session plays again.
//
// The store is copied between two commits, while sessions play and its log is full: the bytes that a
// process leaves that is killed there.
private import EventLoop
private import Foundation
internal import Play
public import Reports
private import Storage
private import Synchronization

/// Recovery of stores that hold many rounds.
struct BenchRecovery {
    let folder: String

    /// Plays sessions until they have `rounds` rounds in all, leaves the store as a killed process
    /// would, and continues them all.
    func measure(
        _ blueprint: SessionBlueprint, sessions: Int, rounds: Int64
    ) throws -> RecoveryReport.Row {
        let left = try killed(blueprint, sessions: sessions, rounds: rounds)
        let start = HostClock.system.monotonicNanoseconds()
        let store = try JournalStore(directory: left, mode: .readWrite, engine: Engine.version)
        defer { store.close() }
        let opened = HostClock.system.monotonicNanoseconds()
        let committer = Committer(store: store)
        let begun = Mutex<[UInt64]>([])
        let again = Mutex<Int64>(0)
        let stored = Mutex<Int64>(0)
        let ended = Mutex(0)
        let ids = try store.sessions(limit: sessions).map(\.id)
        let tempo = BenchRecovery.tempo(sessions)
        _ = try HostRun().run(workerCount: WorkerPool.coreCount, progress: {}) { context in
            for (number, id) in ids.enumerated() {
                let session = try store.session(id)
                let beginning = try SessionTask.Beginning.resumed(
                    session, in: store, today: HostClock.system.day)
                if case .resumed(let checkpoint, let head, _, let place) = beginning {
                    let from = place?.round ?? checkpoint?.round ?? 0
                    again.withLock { $0 += head.rounds - from }
                    stored.withLock { $0 += head.rounds }
                }
                let task = SessionTask(
                    blueprint.with(episode: session.configuration.episode).with(id: id),
                    beginning: beginning,
                    goal: SessionTask.Goal(rounds: session.headRound + 1000, seconds: nil),
                    committer: committer, stop: context.stop, tempo: tempo,
                    whenBegun: {
                        begun.withLock { $0.append(HostClock.system.monotonicNanoseconds()) }
                    },
                    completion: { _ in
                        let count = ended.withLock { ended in
                            ended += 1
                            return ended
                        }
                        if count == ids.count { context.done() }
                    })
                task.start(on: context.workers.scheduler(number))
            }
        }
        try committer.close()
        let times = begun.withLock { $0 }.map { Double($0 &- start) / 1e9 }
        guard times.count == sessions, let first = times.min(), let last = times.max() else {
            throw PlayError(
                .stateError, "only \(times.count) of \(sessions) sessions were continued")
        }
        return RecoveryReport.Row(
            sessions: sessions, rounds: stored.withLock { $0 }, storeBytes: bytes(left),
            openSeconds: Double(opened &- start) / 1e9, firstSeconds: first, allSeconds: last,
            roundsAgain: again.withLock { $0 })
    }

    /// Plays, and returns the folder of a store as it was in the middle of it.
    private func killed(
        _ blueprint: SessionBlueprint, sessions: Int, rounds: Int64
    ) throws -> String {
        let (open, left) = (folder + "/open", folder + "/left")
        let store = try JournalStore(directory: open, mode: .readWrite, engine: Engine.version)
        defer { store.close() }
        let stop = StopFlag()
        let committed = Mutex<Int64>(0)
        let copy = Mutex<Result<Void, any Error>?>(nil)
        // Nobody writes but this thread.
        let committer = Committer(limits: CommitterLimits()) { batches throws(StorageError) in
            try store.commit(batches)
            let isEnough = committed.withLock { sum in
                for chunk in batches.flatMap(\.chunks) { sum += Int64(chunk.roundCount) }
                return sum >= rounds
            }
            guard isEnough, !stop.isSet else { return }
            stop.set()
            copy.withLock { copy in
                copy = Result { try FileManager.default.copyItem(atPath: open, toPath: left) }
            }
        }
        let ended = Mutex(0)
        let tempo = BenchRecovery.tempo(sessions)
        _ = try HostRun().run(
            workerCount: WorkerPool.coreCount, whenStopped: { stop.set() }, progress: {}
        ) { context in
            for number in 0..<sessions {
                let task = SessionTask(
                    blueprint.renamed(episode: UInt64(number)), beginning: .fresh,
                    goal: SessionTask.Goal(rounds: nil, seconds: nil), committer: committer,
                    stop: stop, tempo: tempo
                ) { _ in
                    let count = ended.withLock { ended in
                        ended += 1
                        return ended
                    }
                    if count == sessions { context.done() }
                }
                task.start(on: context.workers.scheduler(number))
            }
        }
        try committer.close()
        guard let copy = copy.withLock({ $0 }) else {
            throw PlayError(.stateError, "stopped before the sessions had \(rounds) rounds")
        }
        try copy.get()
        return left
    }

    /// That of `stratagem up`.
    private static func tempo(_ sessions: Int) -> SessionTask.Tempo {
        var tempo = SessionTask.Tempo(
            sealMilliseconds: SessionTask.Tempo.sealMilliseconds(sessions: sessions))
        tempo.placeRounds = SessionTask.Tempo.placeRounds(sessions: sessions)
        return tempo
    }

    private func bytes(_ folder: String) -> Int64 {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.reduce(0) { sum, name in
            let path = folder + "/" + name
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
    }
}

extension Bench {
    /// Times of recovery of stores with 1, 100 and 1,000 sessions that hold `rounds` rounds each;
    /// `note` is told what is measured now.
    public func recovery(rounds: Int64, note: (String) -> Void) throws -> RecoveryReport {
        let slot = try blueprint("slots/double-diamond", "flat")
        let rows = try [1, 100, 1000].map { sessions in
            note("recovery of \(sessions) sessions")
            return try Bench.withFolder { folder in
                try BenchRecovery(folder: folder).measure(
                    slot, sessions: sessions, rounds: rounds)
            }
        }
        return RecoveryReport(cores: WorkerPool.coreCount, rows: rows)
    }
}
