// Goal: the committer groups, waits, acknowledges in order, and stops for good after a failure.
// Method: a write function that the test holds back and lets go, then a real store.

import Foundation
import Play
import SimulatedDisk
import Statistics
import Synchronization
import Testing

@testable import Storage

@Suite struct CommitterTests {
    @Test("what waits while the disk is busy is committed together, in order")
    func groups() throws {
        let disk = HeldDisk()
        let committer = Committer(limits: CommitterLimits()) { batches throws(StorageError) in
            try disk.write(batches)
        }
        try committer.submit(batch(0))
        disk.waitUntilBusy()
        for number in 1...10 { try committer.submit(batch(number)) }
        #expect(committer.acknowledged == 0)
        disk.letGo()
        try committer.flush()
        #expect(disk.groups == [[0], Array(1...10)])
        #expect(committer.acknowledged == 11)
        let metrics = committer.metrics
        #expect(metrics.commits == 2 && metrics.batches == 11 && metrics.chunks == 0)
        #expect(metrics.commitTimes.count == metrics.commits)
        #expect(metrics.commitTimes.nanosecondsMax > 0)
        #expect(metrics.commitTime >= .nanoseconds(Int64(metrics.commitTimes.nanosecondsMax)))
        try committer.close()
        #expect(code { try committer.submit(batch(0)) } == .closed)
    }

    @Test(
        "submitting waits when too many batches or bytes wait, and goes on when there is room",
        arguments: [
            CommitterLimits(batchesMax: 2), CommitterLimits(batchesMax: 100, bytesMax: 3_000),
        ])
    func backPressure(limits: CommitterLimits) throws {
        let disk = HeldDisk()
        let committer = Committer(limits: limits) { batches throws(StorageError) in
            try disk.write(batches)
        }
        try committer.submit(batch(0))
        disk.waitUntilBusy()
        let shared = SharedCount()
        let done = DispatchSemaphore(value: 0)
        Thread {
            for number in 1...4 {
                _ = try? committer.submit(batch(number))
                shared.add()
            }
            done.signal()
        }.start()
        while shared.value < 2 { Thread.sleep(forTimeInterval: 0.001) }
        Thread.sleep(forTimeInterval: 0.05)
        #expect(shared.value == 2)
        disk.letGo()
        done.wait()
        try committer.close()
        #expect(disk.groups.flatMap(\.self) == [0, 1, 2, 3, 4])
        #expect(committer.metrics.waits >= 1 && committer.metrics.waitTime > .zero)
    }

    @Test("who does not wait is told when everything is on the disk, or that it never will be")
    func whenFlushed() throws {
        let disk = HeldDisk(failing: 2)
        let committer = Committer(limits: CommitterLimits(batchesMax: 4)) {
            batches throws(StorageError) in try disk.write(batches)
        }
        let told = Mutex<[String]>([])
        @Sendable func tell(_ name: String) -> Committer.FlushAction {
            { failure in
                told.withLock { $0.append("\(name) \(failure?.code.rawValue ?? "written")") }
            }
        }
        committer.whenFlushed(tell("nothing"))
        #expect(told.withLock { $0 } == ["nothing written"])
        try committer.submit(batch(0))
        disk.waitUntilBusy()
        committer.whenFlushed(tell("first"))
        #expect(!committer.isCongested)
        try committer.submit(batch(1))
        #expect(committer.isCongested)
        committer.whenFlushed(tell("second"))
        #expect(told.withLock { $0.count } == 1)
        disk.letGo()
        #expect(code { try committer.flush() } == .diskFull)
        #expect(code { try committer.close() } == .diskFull)
        committer.whenFlushed(tell("late"))
        let full = StorageError.Code.diskFull.rawValue
        #expect(
            told.withLock { $0 } == [
                "nothing written", "first written", "second \(full)", "late \(full)",
            ])
    }

    @Test("a batch over the limit of bytes is let in alone")
    func largeBatch() throws {
        let disk = HeldDisk()
        disk.letGo()
        let committer = Committer(limits: CommitterLimits(bytesMax: 10)) {
            batches throws(StorageError) in try disk.write(batches)
        }
        for number in 0..<5 { try committer.submit(batch(number)) }
        try committer.close()
        #expect(disk.groups.flatMap(\.self) == [0, 1, 2, 3, 4])
    }

    @Test("after a failed commit nothing later is acknowledged, and every call says why")
    func failureSticks() throws {
        let disk = HeldDisk(failing: 2)
        let committer = Committer(limits: CommitterLimits()) { batches throws(StorageError) in
            try disk.write(batches)
        }
        try committer.submit(batch(0))
        disk.waitUntilBusy()
        let second = try committer.submit(batch(1))
        try committer.submit(batch(2))
        disk.letGo()
        #expect(code { try committer.flush() } == .diskFull)
        #expect(committer.acknowledged == 1 && committer.failure?.code == .diskFull)
        #expect(code { try committer.submit(batch(3)) } == .diskFull)
        #expect(code { try committer.wait(for: second) } == .diskFull)
        // What was acknowledged before stays so.
        try committer.wait(for: 1)
        #expect(code { try committer.close() } == .diskFull)
        #expect(disk.groups == [[0]])
    }

    @Test("someone who waits for room is woken by the failure")
    func failureWakes() throws {
        let disk = HeldDisk(failing: 1)
        let committer = Committer(limits: CommitterLimits(batchesMax: 1)) {
            batches throws(StorageError) in try disk.write(batches)
        }
        try committer.submit(batch(0))
        disk.waitUntilBusy()
        try committer.submit(batch(1))
        Thread {
            Thread.sleep(forTimeInterval: 0.02)
            disk.letGo()
        }.start()
        #expect(code { try committer.submit(batch(2)) } == .diskFull)
        #expect(code { try committer.close() } == .diskFull)
    }

    @Test("several threads' chunks of several sessions are all on the disk after a flush")
    func realStore() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        let committer = Committer(store: store, limits: CommitterLimits(batchesMax: 4))
        let sessions = (0..<4).map { _ in PlayedSession() }
        let failures = SharedCount()
        DispatchQueue.concurrentPerform(iterations: sessions.count) { index in
            var session = sessions[index]
            do {
                try committer.submit(session.creation)
                for _ in 0..<25 {
                    try committer.submit(CommitBatch(chunks: [session.chunk()]))
                }
                try committer.flush()
            } catch {
                failures.add()
            }
        }
        #expect(failures.value == 0)
        for session in sessions {
            #expect(try store.session(session.configuration.id).headRound == 2_500)
        }
        let metrics = committer.metrics
        #expect(metrics.chunks == 100 && metrics.batches == 104 && metrics.commits < 104)
        try committer.close()
        try expectSound(store)
    }
}

/// A batch that can be told from others; about a kilobyte.
private func batch(_ number: Int) -> CommitBatch {
    var batch = CommitBatch()
    batch.plugins = [
        PlayedSession.plugin(.game, "\(number)", String(repeating: " ", count: 1_200))
    ]
    return batch
}

/// Counts across threads.
private final class SharedCount: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add() { count.withLock { $0 += 1 } }
}

/// A disk that is busy until it is let go, and may fail from its n-th write on.
private final class HeldDisk: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let busy = DispatchSemaphore(value: 0)
    private let written = Mutex<[[Int]]>([])
    private let calls = Mutex(0)
    private let failing: Int

    init(failing: Int = .max) {
        self.failing = failing
    }

    var groups: [[Int]] { written.withLock { $0 } }

    func write(_ batches: [CommitBatch]) throws(StorageError) {
        busy.signal()
        gate.wait()
        gate.signal()
        let call = calls.withLock { count in
            count += 1
            return count
        }
        guard call < failing else { throw .diskFull("/store", "the test says so") }
        let numbers = batches.map { Int($0.plugins[0].name) ?? -1 }
        written.withLock { $0.append(numbers) }
    }

    func waitUntilBusy() { busy.wait() }

    func letGo() { gate.signal() }
}
