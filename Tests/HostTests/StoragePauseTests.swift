// Goal: below the low-water mark a host pauses, says so in words and in data, starts nothing, and
// goes on with the rounds that it would have played.
// Method: free space that the test sets, under tasks and a fleet on real workers and stores.
import EventLoop
import Foundation
import Play
import Reports
import Synchronization
import Testing

@testable import Host
@testable import Storage

@Suite struct StoragePauseTests {
    /// Free bytes that the test sets. Any thread.
    private final class Space: Sendable {
        private let bytes: Mutex<Int64>

        init(_ free: Int64) { bytes = Mutex(free) }

        var free: Int64 {
            get { bytes.withLock { $0 } }
            set { bytes.withLock { $0 = newValue } }
        }

        var room: StorageRoom {
            StorageRoom(path: "/store", freeBytesMin: 1000, period: .milliseconds(2)) {
                StorageSpace(free: self.free, total: 1_000_000)
            }
        }
    }

    @Test("a session waits below the mark, goes on above it, and plays what it would have played")
    func session() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.path, mode: .readWrite, engine: "test")
        let blueprint = try HostPlugins.blueprint(game: HostPlugins.coin)
        let space = Space(5000)
        let committer = Committer(store: store, room: space.room)
        let seen = Mutex<[Int64]>([])
        let outcome = try SessionTask.played(
            blueprint, rounds: 150_000, through: committer,
            began: { task in
                Thread {
                    while task.progress.played < 500 { Thread.sleep(forTimeInterval: 0.001) }
                    space.free = 999
                    while !committer.isPaused { Thread.sleep(forTimeInterval: 0.001) }
                    Thread.sleep(forTimeInterval: 0.1)
                    seen.withLock { $0.append(task.progress.played) }
                    Thread.sleep(forTimeInterval: 0.2)
                    seen.withLock { $0.append(task.progress.played) }
                    space.free = 1250
                }.start()
            })
        let counts = seen.withLock { $0 }
        #expect(counts.count == 2 && counts[0] == counts[1] && counts[0] < 150_000)
        let plain = try SessionTask.played(
            HostPlugins.blueprint(game: HostPlugins.coin), rounds: 150_000, in: store)
        #expect(outcome.digest == plain.digest && outcome.end.reason == .rounds)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    @Test("a request to stop ends a session that waits for room before it has begun")
    func ends() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.path, mode: .readWrite, engine: "test")
        let space = Space(10)
        let committer = Committer(store: store, room: space.room)
        while !committer.isPaused { Thread.sleep(forTimeInterval: 0.001) }
        let blueprint = try HostPlugins.blueprint(game: HostPlugins.coin)
        let outcome = Mutex<Result<SessionTask.Outcome, any Error>?>(nil)
        _ = try HostRun().run(workerCount: 1, progress: {}) { context in
            var tempo = SessionTask.Tempo()
            tempo.mayEndUnbegun = true
            SessionTask(
                blueprint, beginning: .fresh, goal: SessionTask.Goal(rounds: 10, seconds: nil),
                committer: committer, stop: context.stop, tempo: tempo
            ) { result in
                outcome.withLock { $0 = result }
                context.done()
            }.start(on: context.workers.scheduler(0))
            Thread {
                Thread.sleep(forTimeInterval: 0.3)
                context.stop.set()
            }.start()
        }
        try committer.close()
        let end = try #require(outcome.withLock { $0 }).get()
        #expect(end.end.reason == .interrupted && end.played == 0)
    }

    @Test("the report of a pause names reason, bytes and place, in words and in JSON")
    func report() throws {
        let low = PauseReport(
            StoragePause(freeBytes: 1_234_567, neededBytes: 5 << 20, path: "/a b", isRefused: false)
        )
        #expect(
            low.text
                == "paused: storage_full, 1,234,567 bytes free of at least 5,242,880 needed; free "
                + "space under /a b")
        var status = FleetStatus(
            processIdentifier: 1, runFile: "run.yaml", store: "/a b", secondsUp: 1,
            isDraining: false, workers: 2)
        #expect(!status.json.contains("pause") && !status.text.contains("paused"))
        status.pause = low
        #expect(status.text.contains(low.text))
        for part in [
            #""reason" : "storage_full""#, #""free_bytes" : 1234567"#,
            #""needed_bytes" : 5242880"#, #""refused" : false"#, #""path" : "/a b""#,
        ] { #expect(status.json.contains(part), "\(status.json)") }
        let quota = PauseReport(
            StoragePause(freeBytes: 9 << 20, neededBytes: 5 << 20, path: "/s", isRefused: true))
        #expect(quota.text.contains("the disk takes no more, though 9,437,184 bytes are free"))
        let silent = PauseReport(
            StoragePause(freeBytes: nil, neededBytes: 10, path: "/s", isRefused: false))
        #expect(silent.text.contains("an unknown number of bytes free"))
    }

    @Test("a change is told once: a pause, its turning into a refusal, its end")
    func changes() throws {
        let space = Space(10)
        let full = Mutex(false)
        let committer = Committer(limits: CommitterLimits(), room: space.room) {
            _ throws(StorageError) in
            if full.withLock({ $0 }) { throw .diskFull("/store", "the test says so") }
        }
        let wait = StorageWait(committer)
        func next() -> StorageWait.Change? {
            for _ in 0..<5000 {
                if let change = wait.change() { return change }
                Thread.sleep(forTimeInterval: 0.001)
            }
            return nil
        }
        guard case .began(let low) = next() else { throw NoOutcome() }
        #expect(!low.refused && wait.change() == nil)
        full.withLock { $0 = true }
        var batch = CommitBatch()
        batch.plugins = [
            StoredPlugin(hash: "", kind: .game, name: "", version: "", text: "")
        ]
        try committer.submit(batch)
        guard case .began(let refused) = next() else { throw NoOutcome() }
        #expect(refused.refused)
        space.free = 5000
        full.withLock { $0 = false }
        #expect(next() == .ended)
        #expect(wait.change() == nil && wait.pause == nil)
        try committer.close()
    }

    @Test("the mark is read from stratagem.yaml, and nonsense is refused with what may be written")
    func configuration() throws {
        let read = try HostConfiguration.parse(
            "storage: { free_mebibytes_min: 3 }", file: "c.yaml")
        #expect(read.room(store: "/s").freeBytesMin == 3 << 20)
        #expect(HostConfiguration().room(store: "/s").freeBytesMin == nil)
        for (text, message) in [
            ("storage: { free_mebibytes_min: -1 }", "must be from 0 (no mark) to 1048576"),
            ("storage: { free_mebibytes_min: 99999999 }", "must be from 0"),
            ("storage: { free_mib: 1 }", "there is no \"free_mib\" in storage"),
        ] {
            let error = #expect(throws: PlayError.self) {
                try HostConfiguration.parse(text, file: "c.yaml")
            }
            #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        }
    }
}
