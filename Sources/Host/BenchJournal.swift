// The journalled rows of the bench: the product as `stratagem run` runs it.
private import Foundation
internal import Play
private import Statistics
private import Storage
private import Synchronization

/// Sessions on workers with one committer, in a store of its own.
struct BenchJournal {
    let folder: String

    /// Plays `sessions` sessions of `rounds` rounds, one a worker unless told otherwise, until all
    /// are on the disk.
    func measure(
        _ blueprint: SessionBlueprint, sessions: Int, rounds: Int64, workers: Int? = nil
    ) throws -> Bench.Sample {
        let store = try JournalStore(directory: folder, mode: .readWrite, engine: Engine.version)
        defer { store.close() }
        let committer = Committer(store: store)
        let results = Mutex<[Result<SessionTask.Outcome, any Error>]>([])
        let start = DispatchTime.now().uptimeNanoseconds
        let tempo = SessionTask.Tempo(
            sealMilliseconds: SessionTask.Tempo.sealMilliseconds(sessions: sessions))
        _ = try HostRun().run(workerCount: workers ?? sessions, progress: {}) { context in
            for number in 0..<sessions {
                let task = SessionTask(
                    blueprint.renamed(episode: UInt64(number)), beginning: .fresh,
                    goal: SessionTask.Goal(rounds: rounds, seconds: nil), committer: committer,
                    stop: context.stop, tempo: tempo
                ) { result in
                    let count = results.withLock { results in
                        results.append(result)
                        return results.count
                    }
                    if count == sessions { context.done() }
                }
                task.start(on: context.workers.scheduler(number))
            }
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        try committer.close()
        let played = try results.withLock { $0 }.reduce(Int64(0)) { try $0 + $1.get().played }
        return Bench.Sample(
            rounds: played, seconds: seconds,
            journalBytesPerRound: try store.size().journalBytesPerRound,
            commits: committer.metrics.commitTimes)
    }
}

extension SessionBlueprint {
    /// The same session under another id and episode.
    func renamed(episode: UInt64) -> SessionBlueprint {
        with(episode: episode).with(id: UUID().uuidString.lowercased())
    }
}

extension StoreSize {
    /// Everything but the plugin texts, which do not grow with rounds.
    var journalBytesPerRound: Double {
        rounds == 0 ? 0 : Double(bytes - pluginBytes) / Double(rounds)
    }
}
