// Goal: a chunk without rounds is only where its session asked for it.
// Method: such chunks for sessions of both kinds, handed to the store, and put into it directly.

import GRDB
import Play
import SimulatedDisk
import Testing

@testable import Storage

@Suite struct ChunkFormTests {
    let folder: TemporaryFolder
    let store: JournalStore

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.store, mode: .readWrite)
    }

    private func begun(_ mode: JournalMode?) throws -> PlayedSession {
        var session = PlayedSession()
        session.configuration.journal = mode
        try store.commit(session.creation)
        return session
    }

    @Test("a session kept in full is refused a chunk without rounds, and nothing is written")
    func refused() throws {
        for mode in [nil, JournalMode.full] {
            var session = try begun(mode)
            let chunk = session.chunk(body: Chunk.seedBody)
            #expect(code { try store.commit(CommitBatch(chunks: [chunk])) } == .chunkMalformed)
            #expect(try store.session(chunk.sessionID).headRound == 0)
        }
    }

    @Test("a session that asked for it may have both forms")
    func allowed() throws {
        var session = try begun(.seed)
        try store.commit(CommitBatch(chunks: [session.chunk(body: Chunk.seedBody)]))
        try store.commit(CommitBatch(chunks: [session.chunk(body: [7, 7])]))
        let chunks = try store.chunks(of: session.configuration.id)
        #expect(chunks.map { $0.isSeedOnly } == [true, false])
        #expect(try store.session(session.configuration.id).configuration.journalMode == .seed)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    @Test("one that is there all the same is found")
    func found() throws {
        var session = try begun(nil)
        try store.commit(CommitBatch(chunks: [session.chunk()]))
        try store.writer?.write { database in
            try database.execute(sql: "UPDATE chunk SET body = x'02'")
        }
        let findings = try StoreCheck.findings(in: store)
        #expect(
            findings.contains { $0.kind == .rounds && $0.text.contains("journalled in full") },
            "\(findings)")
    }
}
