// Goal: a full disk loses nothing that was acknowledged and the store works on when there is room;
// after a failed read or write nothing more is committed. Method: SQLite's own page limit stands
// for the full disk (the same SQLITE_FULL), an error thrown inside a commit for the failed sync.

import SimulatedDisk
import GRDB
import Play
import Testing

@testable import Storage

@Suite struct DiskFailureTests {
    let folder: TemporaryFolder
    let store: JournalStore
    var session = PlayedSession()

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.store, mode: .readWrite)
        try store.commit(session.creation)
    }

    @Test(
        "a full disk is a typed error, nothing acknowledged is lost, and room makes it work again")
    mutating func fullDisk() throws {
        let pages = try limitPages(to: 1)
        try limitPages(to: pages + 100)
        var refused: StorageError.Code?
        var acknowledged: Int64 = 0
        var next = session
        for _ in 0..<50 {
            let chunk = next.chunk(body: [UInt8](repeating: 7, count: 20_000))
            refused = code { try store.commit(CommitBatch(chunks: [chunk])) }
            guard refused == nil else { break }
            session = next
            acknowledged = chunk.lastRound
        }
        #expect(refused == .diskFull)
        #expect(acknowledged > 0 && acknowledged < 5_000)
        let id = session.configuration.id
        #expect(try store.session(id).headRound == acknowledged)
        try expectSound(store)

        try limitPages(to: 1_000_000)
        try store.commit(CommitBatch(chunks: [session.chunk()]))
        #expect(try store.session(id).headRound == acknowledged + 100)
        store.close()
        let again = try JournalStore(directory: folder.store, mode: .readWrite)
        #expect(try again.session(id).headRound == acknowledged + 100)
        try expectSound(again)
    }

    @Test("after a failed write or sync the store takes no more commits until it is opened again")
    mutating func failedSync() throws {
        let failed = code {
            try store.write(logBytes: 0) { _ in
                throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC, message: "disk I/O error")
            }
        }
        #expect(failed == .io)
        let batch = CommitBatch(chunks: [session.chunk()])
        #expect(code { try store.commit(batch) } == .io)
        store.close()
        let again = try JournalStore(directory: folder.store, mode: .readWrite)
        try again.commit(batch)
        #expect(try again.session(session.configuration.id).headRound == 100)
    }

    /// Sets SQLite's limit of pages and returns the one that holds then.
    @discardableResult
    private func limitPages(to count: Int) throws -> Int {
        try store.writer?.writeWithoutTransaction { database in
            try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(count)")
        } ?? 0
    }
}
