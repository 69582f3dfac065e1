// Goal: on a full disk a committer keeps what waits and writes it when there is room, once and in
// order; it never tries again what failed in another way; and it ends when it is told to.
// Method: a disk that says what the test wants, and readings of free space that the test sets.

import Foundation
import Play
import SimulatedDisk
import Synchronization
import Testing

@testable import Storage

@Suite struct CommitterRoomTests {
    /// A disk with so much room, which can be full all the same. Any thread.
    private final class SizedDisk: Sendable {
        private struct State {
            var free: Int64
            var error: StorageError?
            var tries = 0
            var written: [Int] = []
        }

        private let state: Mutex<State>

        init(free: Int64 = 10_000) { state = Mutex(State(free: free)) }

        var free: Int64 {
            get { state.withLock { $0.free } }
            set { state.withLock { $0.free = newValue } }
        }
        var tries: Int { state.withLock { $0.tries } }
        var written: [Int] { state.withLock { $0.written } }

        /// Every write fails with this from now on; `nil`: none.
        func fail(_ error: StorageError?) { state.withLock { $0.error = error } }

        func committer(mark: Int64 = 1000, period: Duration = .milliseconds(2)) -> Committer {
            let room = StorageRoom(path: "/store", freeBytesMin: mark, period: period) {
                StorageSpace(free: self.free, total: 1_000_000)
            }
            return Committer(limits: CommitterLimits(batchesMax: 4), room: room) {
                batches throws(StorageError) in
                let error = self.state.withLock { state in
                    state.tries += 1
                    if state.error == nil {
                        state.written += batches.map { Int($0.plugins[0].name) ?? -1 }
                    }
                    return state.error
                }
                if let error { throw error }
            }
        }
    }

    private static let full = StorageError.diskFull("/store", "the test says so")

    private func batch(_ number: Int) -> CommitBatch {
        var batch = CommitBatch()
        batch.plugins = [PlayedSession.plugin(.strategy, "\(number)", "return {}")]
        return batch
    }

    /// Waits until something is so, for ten seconds at most.
    private func until(_ isSo: () -> Bool) {
        for _ in 0..<10_000 where !isSo() { Thread.sleep(forTimeInterval: 0.001) }
        #expect(isSo())
    }

    @Test("what a full disk refuses is kept, written when there is room, once and in order")
    func refused() throws {
        let disk = SizedDisk()
        let committer = disk.committer()
        try committer.submit(batch(0))
        try committer.flush()
        #expect(!committer.isPaused && committer.pause == nil)
        disk.fail(Self.full)
        for number in 1...3 { try committer.submit(batch(number)) }
        until { disk.tries > 4 }
        #expect(committer.isPaused && committer.pause?.isRefused == true)
        #expect(committer.acknowledged == 1 && committer.failure == nil)
        disk.fail(nil)
        try committer.flush()
        #expect(disk.written == [0, 1, 2, 3] && committer.acknowledged == 4)
        until { !committer.isPaused }
        #expect(committer.pause == nil)
        try committer.close()
    }

    @Test("who waits for room in the queue meanwhile waits, and loses nothing")
    func queue() throws {
        let disk = SizedDisk()
        let committer = disk.committer()
        disk.fail(Self.full)
        let done = DispatchSemaphore(value: 0)
        Thread {
            for number in 0..<50 { _ = try? committer.submit(batch(number)) }
            done.signal()
        }.start()
        until { disk.tries > 4 }
        #expect(disk.written == [] && committer.acknowledged == 0)
        disk.fail(nil)
        done.wait()
        try committer.close()
        #expect(disk.written == Array(0..<50))
    }

    @Test(
        "below the mark it says so, still writes, and says when there is room, without being asked")
    func lowWater() throws {
        let disk = SizedDisk()
        let committer = disk.committer()
        try committer.submit(batch(0))
        try committer.flush()
        disk.free = 999
        try committer.submit(batch(1))
        try committer.flush()
        #expect(
            committer.pause
                == StoragePause(
                    freeBytes: 999, neededBytes: 1250, path: "/store", isRefused: false))
        disk.free = 1100
        until { committer.pause?.freeBytes == 1100 }
        try committer.submit(batch(2))
        try committer.flush()
        #expect(committer.isPaused)
        disk.free = 1250
        until { !committer.isPaused }
        #expect(disk.written == [0, 1, 2])
        try committer.close()
    }

    @Test("a disk that is low when it begins is seen before anything is written")
    func lowFromTheStart() throws {
        let disk = SizedDisk(free: 10)
        let committer = disk.committer()
        until { committer.isPaused }
        #expect(disk.tries == 0)
        try committer.close()
    }

    @Test("another failure is never tried again", arguments: [StorageError.Code.io, .corrupt])
    func otherFailures(code expected: StorageError.Code) throws {
        let disk = SizedDisk(free: 10)
        let committer = disk.committer()
        disk.fail(StorageError(expected, "a sync failed"))
        try committer.submit(batch(0))
        #expect(code { try committer.flush() } == expected)
        Thread.sleep(forTimeInterval: 0.02)
        #expect(disk.tries == 1 && committer.failure?.code == expected)
        #expect(code { try committer.close() } == expected)
    }

    @Test("when the host ends, a full disk is tried for a while and is a failure then")
    func givesUp() throws {
        let disk = SizedDisk()
        let committer = disk.committer(period: .milliseconds(200))
        disk.fail(Self.full)
        try committer.submit(batch(0))
        let told = Mutex<StorageError.Code?>(nil)
        committer.whenFlushed { failure in told.withLock { $0 = failure?.code } }
        until { disk.tries > 0 }
        committer.endWaits(within: .milliseconds(30))
        #expect(code { try committer.flush() } == .diskFull)
        until { told.withLock { $0 } == .diskFull }
        #expect(disk.written == [] && committer.acknowledged == 0)
        #expect(code { try committer.submit(batch(1)) } == .diskFull)
        #expect(code { try committer.close() } == .diskFull)
    }

    @Test("room that comes while the host ends is used")
    func lastTry() throws {
        let disk = SizedDisk()
        let committer = disk.committer()
        disk.fail(Self.full)
        try committer.submit(batch(0))
        until { disk.tries > 1 }
        committer.endWaits(within: .seconds(20))
        disk.fail(nil)
        try committer.close()
        #expect(disk.written == [0] && committer.failure == nil)
    }

    @Test("the system's own reading is that of df")
    func reading() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["df", "-B1", "--output=size,avail", "/"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int64($0) }
        try #require(numbers.count == 2, "\(text)")
        let space = try #require(StorageRoom.space(of: "/"))
        #expect(space.total == numbers[0])
        // Others write meanwhile.
        #expect(abs(space.free - numbers[1]) < 1 << 30)
        #expect(StorageRoom.space(of: "/nowhere/at/all") == nil)
    }
}
