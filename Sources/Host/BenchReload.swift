// How long a save takes to reach the rounds of sessions that play on all cores.
private import EventLoop
private import Foundation
internal import Play
internal import Reports
private import Storage
private import Synchronization

/// Sessions that play while the file of their strategy is saved again and again.
struct BenchReload {
    static let sessions = 100
    static let saves = 20
    /// After which a save counts as lost, in seconds.
    private static let patience = 30.0

    /// When each session of one save had played its first rounds, by the monotonic clock.
    ///
    /// `@unchecked Sendable`: everything is touched with `condition` locked.
    private final class Arrivals: @unchecked Sendable {
        private let condition = NSCondition()
        private var times: [UInt64] = []
        private var ended = 0

        func note(reload: Bool) {
            condition.withLock {
                if reload {
                    times.append(HostClock.system.monotonicNanoseconds())
                } else {
                    ended += 1
                }
                condition.broadcast()
            }
        }

        /// The times since the last call, once there are so many; fewer when patience ends.
        func take(_ count: Int) -> [UInt64] {
            let deadline = Date(timeIntervalSinceNow: BenchReload.patience)
            return condition.withLock {
                while times.count < count, condition.wait(until: deadline) {}
                defer { times = [] }
                return times
            }
        }

        func waitForEnds(_ count: Int) {
            condition.withLock { while ended < count { condition.wait() } }
        }
    }

    /// Throws `STATE_ERROR` when a save does not reach all sessions.
    func measure(_ catalogue: Catalogue) throws -> ReloadBenchReport {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/stratagem-bench-reload-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/strategies/flat.lua"
        let text = try catalogue.strategy("flat").source.text
        try write(text, to: file)
        try write(
            try catalogue.game("slots/double-diamond").source.text,
            to: folder + "/games/slots/double-diamond/game.lua")
        let moved = Catalogue(folder: folder)
        let blueprint = try Bench(catalogue: moved, effort: Bench.Effort(), program: "")
            .blueprint("slots/double-diamond", "flat")
        let store = try JournalStore(
            directory: folder + "/store", mode: .readWrite, engine: Engine.version)
        defer { store.close() }
        let committer = Committer(store: store)
        let pool = try WorkerPool()
        let watch = try PluginWatch(catalogue: moved)
        let (arrivals, stop) = (Arrivals(), StopFlag())
        for number in 0..<BenchReload.sessions {
            let task = SessionTask(
                blueprint.renamed(episode: UInt64(number)), beginning: .fresh,
                goal: SessionTask.Goal(rounds: nil, seconds: nil), committer: committer, stop: stop,
                reloadAction: { _ in arrivals.note(reload: true) },
                completion: { _ in arrivals.note(reload: false) })
            watch.follow(task)
            task.start(on: pool.scheduler(number))
        }
        defer {
            stop.set()
            arrivals.waitForEnds(BenchReload.sessions)
            let open = watch.close() + pool.shutdown()
            precondition(open.isEmpty, "left open at the end: \(open.map(\.description))")
            try? committer.close()
        }
        Thread.sleep(forTimeInterval: 1)
        var (first, all): ([Double], [Double]) = ([], [])
        for save in 1...BenchReload.saves {
            let start = HostClock.system.monotonicNanoseconds()
            try write(text + Array("-- save \(save)\n".utf8), to: file)
            let times = arrivals.take(BenchReload.sessions).map { Double($0 &- start) / 1e6 }
            guard times.count == BenchReload.sessions, let least = times.min(),
                let most = times.max()
            else {
                throw PlayError(
                    .stateError,
                    "save \(save) reached \(times.count) of \(BenchReload.sessions) sessions")
            }
            first.append(least)
            all.append(most)
        }
        return ReloadBenchReport(
            sessions: BenchReload.sessions, saves: BenchReload.saves,
            firstMedian: Bench.median(first), firstMost: first.max() ?? 0,
            allMedian: Bench.median(all), allMost: all.max() ?? 0)
    }

    private func write(_ text: [UInt8], to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text).write(to: url, options: .atomic)
    }
}
