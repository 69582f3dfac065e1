// Goal: whichever write finds the disk full, all rounds are there when it has room again, each once,
// as if nothing had happened.
// Method: two sessions play through a committer on a disk that is full at the n-th write and for
// some writes after it, for every n there is; their digests are those of sessions without a host. So
// that the test can fail, the same is done with a committer that drops what was refused.
//
// Every 29th write, to keep the test short; all of them with STRATAGEM_EVERY_FAULT=1.

import CFaultDisk
import Foundation
import Play
import SimulatedDisk
import Synchronization
import Testing

@testable import Host
@testable import Storage

@Suite struct FullDiskSweepTests {
    /// What came of one trial.
    private struct Trial {
        var refusals: Int64 = 0
        var problems: [String] = []
    }

    private static let isWhole =
        ProcessInfo.processInfo.environment["STRATAGEM_EVERY_FAULT"] == "1"

    @Test("every write may find the disk full, for one write or for many")
    func sweep() throws {
        var (trials, refusals, nth) = (0, Int64(0), Int64(1))
        while true {
            let times = [1, 3, 20][Int(nth) % 3]
            let trial = try Self.trial(nth: nth, times: Int64(times))
            guard trial.refusals > 0 else { break }
            #expect(trial.problems == [], "write \(nth), \(times) times")
            trials += 1
            refusals += trial.refusals
            nth += Self.isWhole ? 1 : 29
        }
        print("a full disk at \(trials) writes, \(refusals) refusals: nothing lost, nothing twice")
        #expect(trials > 5)
    }

    @Test("a committer that drops what was refused is found out")
    func blind() throws {
        let trial = try Self.trial(nth: 100, times: 3, drops: true)
        #expect(trial.refusals > 0 && !trial.problems.isEmpty)
    }

    private static func trial(nth: Int64, times: Int64, drops: Bool = false) throws -> Trial {
        let disk = try FaultDisk(seed: UInt64(nth))
        let settings = disk.settings(logBytesPerCheckpoint: 60_000)
        let store = try JournalStore(
            directory: disk.folder.store, mode: .readWrite, engine: "test", settings: settings)
        let sessions = [
            try SimulatedSession(.doubling, seed: 1, rounds: 1500, number: 1),
            try SimulatedSession(.failing, seed: 2, rounds: 800, number: 2),
        ]
        let room = StorageRoom(path: "/", freeBytesMin: 0, period: .milliseconds(1)) { nil }
        let committer = Committer(limits: CommitterLimits(), room: room) {
            batches throws(StorageError) in
            do throws(StorageError) {
                try store.commit(batches)
            } catch {
                guard drops, error.code == .diskFull else { throw error }
            }
        }
        disk.fail(FAULT_WRITE, FAULT_FULL, nth: nth, times: times)
        let ends = Mutex<[String: Result<SessionTask.Outcome, any Error>]>([:])
        _ = try HostRun().run(workerCount: 2, progress: {}) { context in
            for (worker, session) in sessions.enumerated() {
                // A chunk after each slice: many small commits.
                SessionTask(
                    session.blueprint, beginning: .fresh,
                    goal: SessionTask.Goal(rounds: session.rounds, seconds: nil),
                    committer: committer, stop: context.stop,
                    tempo: SessionTask.Tempo(sealMilliseconds: 0)
                ) { result in
                    let isLast = ends.withLock {
                        $0[session.id] = result
                        return $0.count == sessions.count
                    }
                    if isLast { context.done() }
                }.start(on: context.workers.scheduler(worker))
            }
        }
        var trial = Trial(refusals: disk.failures)
        do throws(StorageError) {
            try committer.close()
        } catch {
            trial.problems.append("closing: \(error.description)")
        }
        store.close()
        let again = try JournalStore(
            directory: disk.folder.store, mode: .readWrite, engine: "test", settings: settings)
        defer { again.close() }
        trial.problems += try StoreCheck.findings(in: again).map(\.text)
        for session in sessions {
            if case .failure(let error) = ends.withLock({ $0[session.id] }) {
                trial.problems.append("\(session.kind): \(error)")
            }
            let expected = try session.uninterrupted()
            guard let stored = try? again.session(session.id),
                stored.headRound == expected.rounds, stored.headDigest == expected.digest,
                stored.balance == expected.balance
            else {
                trial.problems.append("\(session.kind) is not as if nothing had happened")
                continue
            }
            let chunks = try again.chunks(of: session.id)
            let counted = chunks.reduce(0) { $0 + Int64($1.roundCount) }
            if counted != expected.rounds { trial.problems.append("\(counted) rounds in chunks") }
        }
        return trial
    }
}
