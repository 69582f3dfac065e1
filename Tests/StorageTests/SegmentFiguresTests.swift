// Goal: figures for docs/storage.md: how long sealing takes, what a commit waits for beside it, and
// how many bytes are where before and after. Asserts nothing about time.
// Method: a store with so many MiB of bodies that do not deflate, 25 kB each as slots make them, on the
// disk of the temporary folder; one thread commits a chunk every 20 ms, first alone, then beside a
// sealer that rests as in `stratagem up`; then the rest is sealed at full speed.
//
// STRATAGEM_SEGMENT_MIB=256 swift test --filter SegmentFiguresTests

import Foundation
import SimulatedDisk
import Synchronization
import Testing

@testable import Storage

@Suite struct SegmentFiguresTests {
    private static let mebibytes =
        ProcessInfo.processInfo.environment["STRATAGEM_SEGMENT_MIB"].flatMap(Int.init)

    private final class Flag: Sendable {
        let isSet = Mutex(false)
    }

    /// Milliseconds of commits, one every 20 ms, until `isOver`.
    private static func commits(
        _ session: inout PlayedSession, _ store: JournalStore, until isOver: () -> Bool
    ) throws -> [Double] {
        var times: [Double] = []
        while !isOver() {
            let chunk = session.chunk(body: SegmentTests.noise(2_000, times.count))
            let start = ContinuousClock.now
            try store.commit(CommitBatch(chunks: [chunk]))
            times.append(start.duration(to: .now) / .milliseconds(1))
            Thread.sleep(forTimeInterval: 0.02)
        }
        return times.sorted()
    }

    private static func text(_ times: [Double]) -> String {
        func at(_ share: Double) -> String {
            String(format: "%.1f", times[min(times.count - 1, Int(Double(times.count) * share))])
        }
        return "p50 \(at(0.5)) ms, p99 \(at(0.99)) ms, longest \(at(1)) ms, of \(times.count)"
    }

    @Test("figures of sealing", .enabled(if: mebibytes != nil))
    func figures() throws {
        let bytes = Int64(try #require(Self.mebibytes)) << 20
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var session = PlayedSession(bankroll: 1_000_000_000_000)
        try store.commit(session.creation)
        let body = SegmentTests.noise(25_000, 1)
        var made: Int64 = 0
        while made < bytes {
            let chunks = (0..<40).map { _ in
                session.chunk(rounds: 65_536 / 2, body: body, withCheckpoint: true)
            }
            try store.commit(CommitBatch(chunks: chunks))
            made += Int64(chunks.count * body.count)
        }
        let before = try store.size()
        let start = ContinuousClock.now
        let alone = try Self.commits(&session, store) { start.duration(to: .now) > .seconds(5) }
        print("commits alone: \(Self.text(alone))")
        let beside = SealerSettings(
            segmentBytes: bytes / 4, freeBytesKept: bytes / 4, restFactor: 3, segmentsMax: 1)
        let flag = Flag()
        let thread = Thread {
            _ = try? Sealer(store, beside).run()
            flag.isSet.withLock { $0 = true }
        }
        let besideStart = ContinuousClock.now
        thread.start()
        let times = try Self.commits(&session, store) { flag.isSet.withLock { $0 } }
        print(
            "commits beside a sealer that moves \(bytes >> 22) MiB in "
                + "\(besideStart.duration(to: .now)): \(Self.text(times))")
        let sealStart = ContinuousClock.now
        let result = try Sealer(store).run()
        print(
            "\(result.segments.reduce(0) { $0 + $1.bytes } >> 20) MiB sealed in "
                + "\(sealStart.duration(to: .now)) without rests")
        let after = try store.size()
        print(
            "bytes a round: main \(before.bytesPerRound) before, "
                + "\(Double(after.bytes - after.segmentBytes) / Double(after.rounds)) after, "
                + "segments \(Double(after.segmentBytes) / Double(after.rounds)); "
                + "main file \(result.bytesBefore) to \(result.bytesAfter)")
        store.close()
        let path = folder.database
        let left = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
        #expect(try #require(left) < bytes / 4)
    }
}
