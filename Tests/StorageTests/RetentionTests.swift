// Goal: old segments go by age and by bytes and take nothing with them but rounds; kept sessions stay
// whole; lost and damaged files are told of, and can be given up.
// Method: two sessions whose chunks share segments, under a clock that the test sets; files that are
// removed or changed.

import Foundation
import Play
import SimulatedDisk
import Testing

@testable import Storage

@Suite struct RetentionTests {
    private let folder: TemporaryFolder
    private let clock = SegmentTests.SetClock()
    private let store: JournalStore
    private let ids: [String]
    private let before: [[Chunk]]

    /// Four segments, an hour apart, each with two chunks of both sessions.
    init() throws {
        folder = try TemporaryFolder(isInMemory: true)
        store = try JournalStore(
            directory: folder.store, mode: .readWrite, settings: clock.settings)
        var sessions = (0..<2).map { _ in PlayedSession(bankroll: 1_000_000_000) }
        ids = sessions.map(\.configuration.id)
        for session in sessions { try store.commit(session.creation) }
        for _ in 0..<4 {
            for index in [0, 1, 0, 1] {
                try SegmentTests.play(&sessions[index], chunks: 1, in: store)
            }
            _ = try Sealer(store).run()
            clock.pass(seconds: 3600)
        }
        before = try ids.map { [store] in try store.chunks(of: $0) }
    }

    private func retired(_ id: String) throws -> [Bool] {
        try store.chunks(of: id).map(\.isBodyRetired)
    }

    private func path(_ number: Int64) -> String { store.folder.segment(number) }

    @Test("by age, by bytes, or as asked: the oldest go, and only rounds go with them")
    func policies() throws {
        let sizes = try store.size()
        let retention = Retention(store)
        #expect(try retention.run(RetentionPolicy()).isEmpty)
        // Stored 4, 3, 2 and 1 hours ago.
        let old = RetentionPolicy(maxAgeMilliseconds: 3_500 * 3600)
        #expect(try retention.plan(old).map(\.segment.number) == [1])
        #expect(try store.segments().allSatisfy { $0.state == .sealed })
        #expect(try retention.run(old).map(\.reason) == [.age])
        #expect(!FileManager.default.fileExists(atPath: path(1)))
        let bytes = try store.segments()[1].bytes
        let two = RetentionPolicy(maxBytes: 2 * bytes)
        #expect(try retention.run(two).map(\.segment.number) == [2])
        #expect(try retention.run(RetentionPolicy(numbers: [4])).map(\.reason) == [.asked])
        #expect(try store.segments().map(\.state) == [.retired, .retired, .sealed, .retired])
        for (id, chunks) in zip(ids, before) {
            #expect(
                try retired(id) == [true, true, true, true, false, false, true, true])
            let now = try store.chunks(of: id)
            #expect(now.map(\.digestAfter) == chunks.map(\.digestAfter))
            #expect(now.map(\.totals) == chunks.map(\.totals))
            #expect(now.map(\.checkpoint) == chunks.map(\.checkpoint))
            #expect(Array(now[4..<6]) == Array(chunks[4..<6]))
        }
        let result = try StoreCheck.result(in: store)
        #expect(result.findings == [] && result.retiredChunks == 12)
        #expect(try store.size().segmentBytes < sizes.segmentBytes / 3)
        // The next segment has a new number.
        #expect(code { _ = try retention.plan(RetentionPolicy(numbers: [1])) } == .invalid)
    }

    @Test("a kept session moves on to new segments, and stays whole until it is let go")
    func keeping() throws {
        #expect(try store.keep(ids[0]) == 0)
        #expect(try store.kept().map(\.id) == [ids[0]])
        let all = RetentionPolicy(maxBytes: 0)
        let planned = try Retention(store).plan(all)
        #expect(planned.map(\.keptBodies) == [2, 2, 2, 2])
        #expect(try Retention(store).run(all) == planned)
        #expect(try store.chunks(of: ids[0]) == before[0])
        #expect(try retired(ids[1]).allSatisfy { $0 })
        #expect(
            try store.segments().filter { $0.state == .sealed }.map(\.source) == [1, 2, 3, 4])
        try expectSound(store)
        // Nothing but what is kept is left; it is not copied again.
        #expect(try Retention(store).run(all).isEmpty)
        #expect(code { _ = try Retention(store).plan(RetentionPolicy(numbers: [5])) } == .invalid)
        try store.keep(ids[0], isKept: false)
        #expect(try Retention(store).run(all).count == 4)
        #expect(try retired(ids[0]).allSatisfy { $0 })
        #expect(try store.keep(ids[0]) == 8)
        try expectSound(store)
        #expect(code { try store.keep("nobody") } == .sessionNotFound)
    }

    @Test("a file that is lost is one finding and a typed error, and can be given up")
    func missing() throws {
        try FileManager.default.removeItem(atPath: path(2))
        store.shelf.forgetAll()
        #expect(code { _ = try store.chunks(of: ids[0]) } == .segmentMissing)
        // Rounds elsewhere are not concerned.
        #expect(try store.chunks(of: ids[0], from: 401).map(\.body) == before[0][4...].map(\.body))
        let findings = try StoreCheck.findings(in: store)
        #expect(findings.map(\.kind) == [.segment])
        #expect(findings.first?.text.contains("seg-000002.db") == true)
        // Only kept sessions stand against giving it up.
        try store.keep(ids[1])
        let policy = RetentionPolicy(numbers: [2])
        #expect(code { _ = try Retention(store).run(policy) } == .invalid)
        try store.keep(ids[1], isKept: false)
        #expect(try Retention(store).run(policy).count == 1)
        try expectSound(store)
        #expect(try retired(ids[0]) == [false, false, true, true, false, false, false, false])
    }

    @Test("any changed byte of a segment is found, and what is not a segment is none")
    func damaged() throws {
        let whole = try #require(FileManager.default.contents(atPath: path(3)))
        for at in stride(from: 0, to: whole.count, by: 977) {
            var bytes = whole
            bytes[at] ^= 0x40
            try bytes.write(to: URL(fileURLWithPath: path(3)))
            store.shelf.forgetAll()
            let findings = try StoreCheck.findings(in: store)
            #expect(findings.map(\.kind).contains(.segment), "byte \(at)")
            #expect(findings.allSatisfy { $0.kind == .segment }, "byte \(at): \(findings)")
            // It is read as it was written, or not at all.
            let found = code {
                let chunks = try store.chunks(of: ids[0])
                #expect(chunks == before[0])
            }
            #expect(found == nil || found == .segmentDamaged, "byte \(at)")
        }
        for text in ["", "not a database, but a long enough text to be read as one"] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path(3)))
            store.shelf.forgetAll()
            #expect(code { _ = try store.chunks(of: ids[0]) } == .segmentDamaged)
            #expect(try StoreCheck.findings(in: store).allSatisfy { $0.kind == .segment })
        }
        try whole.write(to: URL(fileURLWithPath: path(3)))
        store.shelf.forgetAll()
        #expect(try store.chunks(of: ids[0]) == before[0])
        try expectSound(store)
    }

    @Test("files that nobody knows of are taken away, other people's are not")
    func strays() throws {
        let stray = store.folder.segments + "/seg-000009.db"
        let other = store.folder.segments + "/notes.txt"
        for path in [stray, stray + "-journal", other] {
            try Data([1]).write(to: URL(fileURLWithPath: path))
        }
        _ = try Sealer(store).run()
        #expect(!FileManager.default.fileExists(atPath: stray))
        #expect(!FileManager.default.fileExists(atPath: stray + "-journal"))
        #expect(FileManager.default.fileExists(atPath: other))
        #expect(try store.chunks(of: ids[0]) == before[0])
    }
}
