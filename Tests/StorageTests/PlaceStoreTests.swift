// Goal: the store keeps the newest place of each session, gives it where it is later than every
// checkpoint, and finds one that was tampered with; and it keeps a bounded number of refused texts.
// Method: commits by hand, with one thing wrong each where something is to be refused or found.

import GRDB
import Encoding
import Play
import SimulatedDisk
import Testing

@testable import Storage

@Suite struct PlaceStoreTests {
    let folder: TemporaryFolder
    let store: JournalStore
    var session = PlayedSession()

    var id: String { session.configuration.id }

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.store, mode: .readWrite)
        try store.commit(session.creation)
    }

    private mutating func play(withPlace: Bool, withCheckpoint: Bool = false) throws {
        var batch = CommitBatch(chunks: [session.chunk(withCheckpoint: withCheckpoint)])
        if withPlace {
            batch.places = [StoredCheckpoint(sessionID: id, checkpoint: session.checkpoint)]
        }
        try store.commit(batch)
    }

    private func place() throws -> Checkpoint? { try store.place(of: store.session(id)) }

    @Test("a session goes on from its newest place, or from a later checkpoint")
    mutating func newest() throws {
        #expect(try place() == nil)
        try play(withPlace: true)
        let first = session.checkpoint
        #expect(try place() == first)
        try play(withPlace: false)
        #expect(try place() == first)
        try play(withPlace: true)
        #expect(try place() == session.checkpoint)
        let count = try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM place") }
        #expect(count == 1)
        try play(withPlace: false, withCheckpoint: true)
        #expect(try place() == nil)
        // The size tells of both.
        #expect(try store.checkpoint(of: id, atOrBefore: .max)?.round == 400)
        #expect(try store.size(of: id).checkpointBytes > 200)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    @Test("a place that is not where the session stands is refused with its batch")
    mutating func refused() throws {
        try play(withPlace: true)
        let before = session.checkpoint
        var batch = CommitBatch(chunks: [session.chunk()])
        batch.places = [StoredCheckpoint(sessionID: id, checkpoint: before)]
        #expect(code { try store.commit(batch) } == .chunkMalformed)
        #expect(try store.session(id).headRound == 100)
        #expect(try place() == before)
    }

    @Test(
        "a place that was tampered with is found",
        arguments: [
            ("UPDATE place SET memory = zeroblob(2)", false),
            ("UPDATE place SET round = 150", true),
            ("UPDATE place SET balance = balance + 1", true),
        ])
    mutating func tampered(sql: String, isElsewhere: Bool) throws {
        try play(withPlace: false)
        try play(withPlace: true)
        try store.write(logBytes: 0) { try $0.execute(sql: sql) }
        let kinds = try Set(StoreCheck.findings(in: store).map(\.kind))
        #expect(kinds == (isElsewhere ? [.damage, .checkpoint] : [.damage]))
    }

    @Test("a text that is refused again takes its own row; the oldest make room and are counted")
    mutating func refusals() throws {
        func refuse(_ text: Int, _ role: PluginRole = .strategy, round: Int64) throws {
            var batch = CommitBatch()
            batch.reloadRefusals = [
                StoredReloadRefusal(
                    sessionID: id, round: round, role: role,
                    hash: SHA256Digest(of: Array("\(text)".utf8)).hex, file: "a.lua", line: text,
                    call: "load", message: "no \(text)", at: round)
            ]
            try store.commit(batch)
        }
        for round in 0..<1_000 { try refuse(round % 3, round: Int64(round)) }
        var kept = try store.reloadRefusals(of: id)
        #expect(kept.map(\.round) == [997, 998, 999])
        #expect(kept.map(\.times) == [333, 333, 334])
        #expect(try store.reloadRefusalsDropped(of: id) == 0)
        for round in 1_000..<1_200 { try refuse(round, round: Int64(round)) }
        try refuse(0, .game, round: 1_200)
        kept = try store.reloadRefusals(of: id)
        #expect(kept.count { $0.role == .strategy } == StorageLimits.reloadRefusalsMax)
        #expect(kept.last?.role == .game && kept.last?.times == 1)
        #expect(kept.first?.round == 1_180)
        // Every one that came is a row's, or counted.
        #expect(try store.reloadRefusalsDropped(of: id) == 1_180)
        #expect(kept.reduce(0) { $0 + $1.times } == 21)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }
}
