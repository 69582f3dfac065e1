// Goal: the check of a store sees any one bit of a chunk, of a chunk of pairs or of a checkpoint that
// is not as it was written. Method: each bit of each column of a stored row is flipped in turn, of
// blobs all, of numbers those of the two lowest bytes. Its code has to tell each, and the whole check,
// which takes long, every eleventh.

import SimulatedDisk
import Foundation
import GRDB
import Play
import Testing

@testable import Storage

@Suite struct ChunkDamageTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var session = PlayedSession()
        try store.commit(session.creation)
        let body: [UInt8] = (0..<24).map { $0 * 7 }
        let chunks = [
            session.chunk(), session.chunk(body: body), session.chunk(withCheckpoint: true),
        ]
        try store.commit(CommitBatch(chunks: chunks))
        var comparison = PlayedComparison()
        try store.commit(comparison.creation)
        try store.commit(comparison.batch(pairs: 1))
        store.close()
    }

    @Test(
        "every bit that is flipped is found",
        arguments: [
            // Numbers of 16 bits; digests of 32 bytes and a body of 24; a checkpoint's stream of
            // 108 bytes and 6 of its plugins. The body of one pair is as zlib makes it.
            ("chunk", 2, 21, 88), ("checkpoint", 1, 5, 114), ("pair_chunk", 1, 15, nil),
        ])
    func everyBit(table: String, key: Int, numbers: Int, blobBytes: Int?) throws {
        let coded = try #require(
            [CodedRow.chunk, .checkpoint, .pairChunk].first { $0.table == table })
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        #expect(try StoreCheck.findings(in: store).isEmpty)
        let row = try #require(
            try store.read {
                try Row.fetchOne($0, sql: "SELECT * FROM \(table) WHERE rowid = \(key)")
            })
        let blobs = coded.columns.reduce(0) { sum, column in
            guard case .blob(let blob) = (row[column] as DatabaseValue).storage else { return sum }
            return sum + blob.count
        }
        #expect(blobBytes == nil || blobs == blobBytes)
        var flips = 0
        try store.writer?.writeWithoutTransaction { database in
            // A thousand edits that need not outlive the test.
            try database.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF")
            for column in coded.columns + ["row_code"] {
                let sound: DatabaseValue = row[column]
                for damaged in Self.flipped(sound) {
                    try database.execute(
                        sql: "UPDATE \(table) SET \(column) = ? WHERE rowid = \(key)",
                        arguments: [damaged])
                    let read = try Row.fetchOne(
                        database, sql: "SELECT * FROM \(table) WHERE rowid = \(key)")
                    #expect(
                        try coded.isDamaged(#require(read)), "\(column): \(damaged) for \(sound)")
                    if flips % 11 == 0 {
                        let found = try StoreCheck.findings(in: store)
                        #expect(!found.isEmpty, "\(column): \(damaged) for \(sound)")
                    }
                    flips += 1
                }
                try database.execute(
                    sql: "UPDATE \(table) SET \(column) = ? WHERE rowid = \(key)",
                    arguments: [sound])
            }
        }
        #expect(flips == blobs * 8 + numbers * 16)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    private static func flipped(_ value: DatabaseValue) -> [DatabaseValue] {
        switch value.storage {
        case .int64(let number):
            return (0..<16).map { (number ^ 1 << Int64($0)).databaseValue }
        case .blob(let blob):
            return (0..<blob.count * 8).map { bit in
                var copy = blob
                copy[copy.startIndex + bit / 8] ^= 1 << UInt8(bit % 8)
                return copy.databaseValue
            }
        case .null, .double, .string: return []
        }
    }
}
