// Goal: a store of an older version is read as it is, and upgraded with nothing lost when it is
// opened for writing.
// Method: Fixtures/version-1.sql is the dump, by the sqlite3 program, of a store that the last
// program with version 1 made: two runs of double-diamond. Both are compared with what it printed.
// version-4.sql likewise: two runs and a comparison; version-6.sql: a run and a comparison.

import SimulatedDisk
import Foundation
import GRDB
import Play
import Testing

@testable import Storage

@Suite struct MigrationTests {
    /// Newest first.
    private static let digests = [
        "29b964d26321d453348d9736dc318735dbe9651f05034e52194fe9b696ff0250",
        "a94deac3143a5f860d35fd9aac8a28904b81ae9d9a7c29237668db5a827d1d24",
    ]

    private func makeVersionOne(_ folder: TemporaryFolder) throws {
        try make(version: 1, folder)
    }

    private func make(version: Int, _ folder: TemporaryFolder) throws {
        try FileManager.default.createDirectory(
            atPath: folder.store, withIntermediateDirectories: true)
        let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/version-\(version).sql")
        let queue = try DatabaseQueue(path: folder.database)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: String(contentsOf: fixture, encoding: .utf8))
            try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(version)")
        }
        try queue.close()
    }

    private func requireKept(_ store: JournalStore) throws {
        let sessions = try store.sessions()
        #expect(sessions.map(\.rounds) == [39, 200])
        #expect(sessions.map(\.balance) == [5161, 93_100])
        for (summary, digest) in zip(sessions, Self.digests) {
            #expect(try store.session(summary.id).headDigest == digest)
            let chunks = try store.chunks(of: summary.id)
            #expect(chunks.last?.digestAfter == digest)
            #expect(chunks.reduce(0) { $0 + $1.roundCount } == Int(summary.rounds))
        }
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    private func dump(_ path: String, _ sql: String) throws -> [Row] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try Row.fetchAll($0, sql: sql) }
    }

    private func text(_ path: String, _ sql: String) throws -> String? {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try String.fetchOne($0, sql: sql) }
    }

    @Test("a store of version 1 is read as it is, without comparisons")
    func reading() throws {
        let folder = try TemporaryFolder()
        try makeVersionOne(folder)
        let store = try JournalStore(directory: folder.store, mode: .readOnly)
        try requireKept(store)
        #expect(try store.comparisons().isEmpty)
        #expect(try store.size().rounds == 239)
        #expect(code { _ = try store.comparison("253d") } == .sessionNotFound)
        #expect(try store.recordID("253d").kind == .session)
        store.close()
        #expect(try text(folder.database, "PRAGMA user_version") == "1")
    }

    @Test("opened for writing it is upgraded, with every session and posting as before")
    func upgrading() throws {
        let folder = try TemporaryFolder()
        try makeVersionOne(folder)
        let postings = "SELECT id, chunk, session, reason, account, amount FROM posting ORDER BY id"
        let before = try dump(folder.database, postings)
        #expect(before.count > 8)
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        try requireKept(store)
        #expect(try store.comparisons().isEmpty)
        // What is new works beside what is old, and the old sessions go on.
        var comparison = PlayedComparison()
        try store.commit(comparison.creation)
        try store.commit(comparison.batch(pairs: 3))
        var session = PlayedSession()
        var batch = session.creation
        batch.chunks = [session.chunk(withCheckpoint: true)]
        try store.commit(batch)
        // Rows from before have no code, and all that follow have one.
        for table in ["chunk", "checkpoint"] {
            let isCoded = try store.read { database in
                try Bool.fetchAll(
                    database, sql: "SELECT row_code IS NOT NULL FROM \(table) ORDER BY rowid")
            }
            #expect(isCoded.last == true, "\(table)")
            #expect(!isCoded.dropLast().contains(true), "\(table)")
        }
        #expect(try StoreCheck.findings(in: store).isEmpty)
        store.close()
        #expect(try text(folder.database, "PRAGMA user_version") == "\(Schema.version)")
        #expect(
            try text(folder.database, "SELECT value FROM meta WHERE key = 'schema'")
                == "\(Schema.version)")
        let after = try dump(
            folder.database,
            postings.replacingOccurrences(of: "ORDER", with: "WHERE id <= \(before.count) ORDER"))
        #expect(after == before)
        // Once more: nothing is left to upgrade.
        try JournalStore(directory: folder.store, mode: .readWrite).close()
    }

    @Test("a store of version 6 is read as it is; once upgraded, tournaments play beside its pairs")
    func versionSix() throws {
        let folder = try TemporaryFolder()
        try make(version: 6, folder)
        let reader = try JournalStore(directory: folder.store, mode: .readOnly)
        let comparison = try #require(try reader.comparisons().first)
        // What the program that played it printed.
        #expect(
            comparison.headDigest
                == "af821f4d4196cc52d200456c9cf2dd4b4c7f36de6e0d01066989e6ada9033e42")
        #expect(comparison.headPairs == 10 && comparison.end?.reason == .pairs)
        let chunks = try reader.pairChunks(of: comparison.id, limit: 10)
        #expect(try reader.tournaments().isEmpty)
        #expect(try reader.recordIDs().map(\.kind) == [.session, .comparison])
        #expect(code { _ = try reader.tournament(comparison.id) } == .sessionNotFound)
        try expectSound(reader)
        reader.close()
        #expect(try text(folder.database, "PRAGMA user_version") == "6")
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        #expect(try text(folder.database, "PRAGMA user_version") == "\(Schema.version)")
        #expect(try store.comparisons() == [comparison])
        #expect(try store.pairChunks(of: comparison.id, limit: 10) == chunks)
        #expect(chunks.allSatisfy { $0.arms.isEmpty })
        // Codes of rows from before still hold, and pairs and tournaments are told apart.
        try expectSound(store)
        var tournament = PlayedTournament()
        try store.commit(tournament.creation)
        var batch = CommitBatch()
        batch.pairChunks = tournament.chunks([[0, 1, 2, 3], [1, 2]])
        batch.continuations = [StoredContinuation(comparisonID: comparison.id, pairs: 30)]
        try store.commit(batch)
        #expect(try store.comparisons().map(\.id) == [comparison.id])
        #expect(try store.tournaments().map(\.id) == [tournament.configuration.id])
        #expect(try Sealer(store).run().segments.map(\.pairChunks) == [Int64(chunks.count) + 2])
        #expect(try store.pairChunks(of: comparison.id, limit: 10) == chunks)
        try expectSound(store)
        store.close()
    }

    @Test("a store of version 4 is read as it is; once upgraded, its rounds move to segments")
    func versionFour() throws {
        let folder = try TemporaryFolder()
        try make(version: 4, folder)
        let reader = try JournalStore(directory: folder.store, mode: .readOnly)
        let sessions = try reader.sessions()
        #expect(sessions.map(\.rounds) == [300, 200])
        #expect(sessions.map(\.balance) == [61_900, 93_100])
        #expect(try reader.segments().isEmpty && reader.kept().isEmpty)
        try expectSound(reader)
        let comparison = try #require(try reader.comparisons().first)
        #expect(comparison.headPairs == 10)
        let before = try (
            sessions.map { try reader.chunks(of: $0.id) },
            reader.pairChunks(of: comparison.id, limit: 10)
        )
        reader.close()
        #expect(try text(folder.database, "PRAGMA user_version") == "4")
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        #expect(try text(folder.database, "PRAGMA user_version") == "\(Schema.version)")
        // 2 chunks and 1 of pairs; 500 rounds and 704.
        let sealed = try Sealer(store).run().segments
        #expect(sealed.map(\.chunks) == [2] && sealed.map(\.pairChunks) == [1])
        #expect(sealed.map(\.rounds) == [1204])
        #expect(try sessions.map { try store.chunks(of: $0.id) } == before.0)
        #expect(try store.pairChunks(of: comparison.id, limit: 10) == before.1)
        #expect(
            try store.session(sessions[1].id).headDigest
                == "a94deac3143a5f860d35fd9aac8a28904b81ae9d9a7c29237668db5a827d1d24")
        try expectSound(store)
        store.close()
    }
}
