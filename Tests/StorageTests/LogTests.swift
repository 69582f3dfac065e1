// Goal: the write-ahead log is copied into the main file when there is much of it, and its file stays
// near what it may hold: with many small rows, with readers, after many kills.
// Method: stores with a small limit; the file's size after every commit.

import Foundation
import GRDB
import Play
import SimulatedDisk
import Testing

@testable import Storage

@Suite struct LogTests {
    let folder: TemporaryFolder
    let store: JournalStore
    var session = PlayedSession()

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.store, mode: .readWrite)
        try store.commit(session.creation)
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
            most = max(most, store.logBytes)
        }
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
            most = max(most, store.logBytes)
        }
        #expect(store.checkpoints > 3)
        #expect(most < limit * 2, "\(most) bytes")
    }

    @Test("a host that is killed again and again does not leave a longer and longer log")
    mutating func logOfManyLives() throws {
        let limit: Int64 = 2 << 20
        let settings = StoreSettings(logBytesPerCheckpoint: limit)
        var folder = try TemporaryFolder()
        var store = try JournalStore(
            directory: folder.store, mode: .readWrite, settings: settings)
        try store.commit(session.creation)
        var most: Int64 = 0
        for _ in 0..<16 {
            let body = [UInt8](repeating: 7, count: 100 << 10)
            for _ in 0..<3 {
                try store.commit(CommitBatch(chunks: [session.chunk(body: body)]))
                most = max(most, store.logBytes)
            }
            // What kill -9 leaves: the files as they are, with nobody to close them.
            let left = try TemporaryFolder()
            try FileManager.default.copyItem(atPath: folder.store, toPath: left.store)
            (folder, store) = (
                left, try JournalStore(directory: left.store, mode: .readWrite, settings: settings)
            )
        }
        #expect(try store.session(session.configuration.id).headRound == 4800)
        #expect(most < limit * 3 / 2, "\(most) bytes")
    }
}
