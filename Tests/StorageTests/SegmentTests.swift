// Goal: rounds that moved to segments are read as before, the main file shrinks, and what is not old
// enough stays. Method: stores with sessions and comparisons, read before and after; a clock that the
// test sets.

import Foundation
import GRDB
import Play
import SimulatedDisk
import Synchronization
import Testing

@testable import Storage

@Suite struct SegmentTests {
    /// A clock that goes when it is told to.
    final class SetClock: Sendable {
        private let time = Mutex<Int64>(1_700_000_000_000)

        func pass(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }

        var settings: StoreSettings {
            StoreSettings(now: { self.time.withLock { $0 } })
        }
    }

    /// Bytes that deflate would not shrink, as bodies are.
    static func noise(_ count: Int, _ seed: Int) -> [UInt8] {
        var value = UInt64(seed &* 7919 &+ 1)
        return (0..<count).map { _ in
            value = value &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: value >> 33)
        }
    }

    static func play(_ session: inout PlayedSession, chunks: Int, in store: JournalStore) throws {
        for number in 0..<chunks {
            try store.commit(
                CommitBatch(chunks: [
                    session.chunk(body: noise(3_000 + number * 37, number), withCheckpoint: true)
                ]))
        }
    }

    @Test("chunks of sessions and comparisons are read as before, and the main file shrinks")
    func reading() throws {
        let folder = try TemporaryFolder(isInMemory: true)
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var session = PlayedSession(bankroll: 1_000_000_000)
        try store.commit(session.creation)
        try Self.play(&session, chunks: 40, in: store)
        var comparison = PlayedComparison()
        try store.commit(comparison.creation)
        for _ in 0..<5 { try store.commit(comparison.batch(pairs: 3)) }
        let (id, pairs) = (session.configuration.id, comparison.configuration.id)
        let before = try (store.chunks(of: id), store.pairChunks(of: pairs, limit: 100))
        let sizeBefore = try store.size()
        let result = try Sealer(store, SealerSettings(segmentBytes: 40_000)).run()
        // 148,860 bytes in 40,000 each.
        #expect(result.segments.map(\.state) == [.sealed, .sealed, .sealed, .sealed])
        #expect(result.segments.reduce(0) { $0 + $1.chunks } == 40)
        #expect(result.segments.reduce(0) { $0 + $1.pairChunks } == 5)
        #expect(result.segments.reduce(0) { $0 + $1.rounds } == 4_000 + 5 * 18)
        #expect(result.bytesAfter < result.bytesBefore / 2)
        let files = store.files()
        #expect(files.segments == 4)
        #expect(files.segmentBytes == result.segments.reduce(0) { $0 + $1.bytes })
        #expect(files.logBytes > 0 && files.mainBytes % Int64(Schema.pageBytes) == 0)
        let after = try (store.chunks(of: id), store.pairChunks(of: pairs, limit: 100))
        #expect(after == before)
        try expectSound(store)
        // Nothing is left to move, and nothing is moved twice.
        #expect(try Sealer(store).run().segments.isEmpty)
        let size = try store.size()
        #expect(size.bodyBytes == 0 && size.rounds == sizeBefore.rounds)
        // A segment costs little beside the bodies.
        #expect(size.segmentBytes > sizeBefore.bodyBytes)
        #expect(size.segmentBytes < sizeBefore.bodyBytes * 115 / 100 + 4 * 8_192)
        // It plays on as if nothing had happened.
        try Self.play(&session, chunks: 3, in: store)
        #expect(try store.chunks(of: id).count == 43)
        let path = store.folder.database
        store.close()
        let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
        #expect(try #require(bytes) < result.bytesBefore / 2)
        // Another process, which only reads, sees the same.
        let reader = try JournalStore(directory: folder.store, mode: .readOnly)
        #expect(try Array(reader.chunks(of: id).prefix(40)) == before.0)
        try expectSound(reader)
        reader.close()
    }

    @Test("only what was stored long enough ago moves, and only when there is enough of it")
    func age() throws {
        let folder = try TemporaryFolder(isInMemory: true)
        let clock = SetClock()
        let store = try JournalStore(
            directory: folder.store, mode: .readWrite, settings: clock.settings)
        var session = PlayedSession(bankroll: 1_000_000_000)
        try store.commit(session.creation)
        try Self.play(&session, chunks: 4, in: store)
        clock.pass(seconds: 300)
        try Self.play(&session, chunks: 4, in: store)
        clock.pass(seconds: 300)
        var settings = SealerSettings(olderThanMilliseconds: 601_000)
        #expect(try Sealer(store, settings).run().segments.isEmpty)
        settings.olderThanMilliseconds = 200_000
        settings.leastBytes = 1 << 20
        #expect(try Sealer(store, settings).run().segments.isEmpty)
        settings.leastBytes = 1
        // The note of what was stored by then was made with the first of the second four.
        #expect(try Sealer(store, settings).run().segments.map(\.chunks) == [5])
        store.close()
        // The end of a process is noted, too, and is where the rest is from.
        clock.pass(seconds: 300)
        let again = try JournalStore(
            directory: folder.store, mode: .readWrite, settings: clock.settings)
        #expect(try Sealer(again, settings).run().segments.map(\.chunks) == [3])
        #expect(try again.segments().map(\.storedUntil) == [1_700_000_300_000, 1_700_000_600_000])
        try expectSound(again)
        again.close()
    }

    @Test("a sealer that is stopped leaves all in order, and the next one goes on")
    func stopped() throws {
        let folder = try TemporaryFolder(isInMemory: true)
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var session = PlayedSession(bankroll: 1_000_000_000)
        try store.commit(session.creation)
        try Self.play(&session, chunks: 30, in: store)
        let before = try store.chunks(of: session.configuration.id)
        for steps in 1...40 {
            var left = steps
            let sealer = Sealer(
                store, SealerSettings(segmentBytes: 20_000),
                isStopped: {
                    left -= 1
                    return left < 0
                })
            _ = try sealer.run()
            #expect(try store.chunks(of: session.configuration.id) == before)
        }
        #expect(try store.segments().reduce(0) { $0 + $1.chunks } == 30)
        try expectSound(store)
        store.close()
    }

    @Test("a damaged chunk stays where it is, and a check still tells of it")
    func damaged() throws {
        let folder = try TemporaryFolder(isInMemory: true)
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var session = PlayedSession(bankroll: 1_000_000_000)
        try store.commit(session.creation)
        try Self.play(&session, chunks: 4, in: store)
        try store.write(logBytes: 1) {
            try $0.execute(sql: "UPDATE chunk SET body = x'00' WHERE id = 2")
        }
        #expect(try Sealer(store).run().segments.map(\.chunks) == [3])
        let findings = try StoreCheck.findings(in: store)
        #expect(findings.map(\.kind) == [.damage])
        #expect(try Sealer(store).run().segments.isEmpty)
        store.close()
    }

    @Test("a row without its body is as well guarded as with it")
    func guarded() throws {
        let folder = try TemporaryFolder(isInMemory: true)
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var session = PlayedSession(bankroll: 1_000_000_000)
        try store.commit(session.creation)
        try Self.play(&session, chunks: 4, in: store)
        _ = try Sealer(store).run()
        _ = try Retention(store).run(RetentionPolicy(maxBytes: 0))
        try expectSound(store)
        try store.write(logBytes: 1) {
            try $0.execute(sql: "UPDATE chunk SET total_hits = total_hits + 1 WHERE id = 4")
            try $0.execute(sql: "UPDATE session SET hits = hits + 1")
        }
        #expect(try StoreCheck.findings(in: store).map(\.kind) == [.damage])
        store.close()
    }
}
