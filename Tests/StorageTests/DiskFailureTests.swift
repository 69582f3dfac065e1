// Goal: a full disk loses nothing that was acknowledged and the store works on when there is room;
// after a failed read or write nothing more is committed. Method: SQLite's own page limit stands
// for the full disk (the same SQLITE_FULL), an error thrown inside a commit for the failed sync.

import Foundation
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

    @Test("the log is copied into the main file after 32 MiB, while a reader looks on")
    mutating func checkpoints() throws {
        let body = [UInt8](repeating: 7, count: 4 << 20)
        for _ in 0..<9 {
            try store.commit(CommitBatch(chunks: [session.chunk(body: body)]))
        }
        #expect(store.checkpoints == 1)
        #expect(try store.session(session.configuration.id).headRound == 900)
    }

    @Test("many rows with little in them: the log's file stays near what it may hold all the same")
    mutating func logOfManyRows() throws {
        let folder = try TemporaryFolder()
        let limit: Int64 = 512 << 10
        let store = try JournalStore(
            directory: folder.store, mode: .readWrite,
            settings: StoreSettings(logBytesPerCheckpoint: limit))
        var sessions: [PlayedSession] = []
        for _ in 0..<60 {
            let session = PlayedSession(bankroll: 1_000_000)
            try store.commit(session.creation)
            sessions.append(session)
        }
        // Sixty heads, wallets and indexes a commit: several times the bytes of what is in them.
        var most: Int64 = 0
        for _ in 0..<60 {
            let chunks = sessions.indices.map { sessions[$0].chunk() }
            try store.commit(CommitBatch(chunks: chunks))
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.store + "/journal.db-wal")
            most = max(most, attributes[.size] as? Int64 ?? 0)
        }
        print("\(store.checkpoints) checkpoints, log of \(most) bytes")
        #expect(store.checkpoints > 3)
        // A commit writes some 200 KiB, and the last may go over the limit.
        #expect(most < limit * 2, "\(most) bytes")
    }

    @Test("a reader at the moment of the copy: the log begins anew once it is gone")
    mutating func readerAtTheCopy() throws {
        let folder = try TemporaryFolder()
        let limit: Int64 = 256 << 10
        let store = try JournalStore(
            directory: folder.store, mode: .readWrite,
            settings: StoreSettings(logBytesPerCheckpoint: limit))
        try store.commit(session.creation)
        let reader = try DatabaseQueue(path: folder.store + "/journal.db")
        var most: Int64 = 0
        for _ in 0..<600 {
            let checkpoints = store.checkpoints
            // It reads while a commit is made and copied, every time that the log is due.
            try reader.read { database in
                _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM chunk")
                try store.commit(CommitBatch(chunks: [session.chunk(rounds: 50)]))
            }
            if store.checkpoints > checkpoints {
                try store.commit(CommitBatch(chunks: [session.chunk(rounds: 50)]))
            }
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.store + "/journal.db-wal")
            most = max(most, attributes[.size] as? Int64 ?? 0)
        }
        #expect(store.checkpoints > 3)
        #expect(most < limit * 2, "\(most) bytes")
    }

    /// Sets SQLite's limit of pages and returns the one that holds then.
    @discardableResult
    private func limitPages(to count: Int) throws -> Int {
        try store.writer?.writeWithoutTransaction { database in
            try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(count)")
        } ?? 0
    }
}
