// A segment's file: an SQLite database that is written once, by one connection, and never again.
//
// FORM     pages of 1 KiB, a rollback journal while it is written and none afterwards.
//          application_id 0x53545253 ("STRS"), user_version 1. It is read as `immutable`: without
//          locks, and without looking for a journal.
// TABLES   chunk and pair_chunk, alike:
//     id           the row's in the main file
//     owner        id of the session or comparison
//     first, count numbers of its rounds or pairs, so that a file tells what it has without the
//                  main file
//     code         CRC-32 of the body, as a signed number of 32 bits
//     body         the bytes
// VALID    when its bytes are those that the manifest's digest is of.

private import Encoding
private import Foundation
internal import GRDB

/// A segment's file that is open for reading. Any thread.
final class SegmentFile: Sendable {
    static let applicationID = 0x5354_5253
    static let version = 1

    let path: String
    private let queue: DatabaseQueue

    /// Throws `segmentMissing` and `segmentDamaged`.
    init(_ number: Int64, _ folder: StoreFolder, _ settings: StoreSettings) throws(StorageError) {
        path = folder.segment(number)
        guard FileManager.default.fileExists(atPath: path) else { throw .segmentMissing(path) }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "stratagem.segment"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA mmap_size = 0")
            // KiB. Bodies are read once each; several files may be open.
            try database.execute(sql: "PRAGMA cache_size = -256")
        }
        do {
            queue = try DatabaseQueue(
                path: SegmentFile.address(path, settings, "immutable=1"),
                configuration: configuration)
            let isOurs = try queue.read { database in
                try Int.fetchOne(database, sql: "PRAGMA application_id")
                    == SegmentFile.applicationID
            }
            guard isOurs else { throw StorageError.segmentDamaged(path, "it is none of ours") }
        } catch {
            throw SegmentFile.error(error, path)
        }
    }

    /// A body by its row's id. Throws `segmentDamaged` when it is not there or not as it was.
    func body(_ table: CodedRow, _ id: Int64) throws(StorageError) -> [UInt8] {
        do {
            return try queue.read { database in
                let statement = try database.cachedStatement(
                    sql: "SELECT code, body FROM \(table.table) WHERE id = ?")
                guard let row = try Row.fetchOne(statement, arguments: [id]) else {
                    throw StorageError.segmentDamaged(path, "\(table.table) \(id) is not in it")
                }
                let body = try row.bytes("body")
                guard try row.int64("code") == SegmentFile.code(of: body) else {
                    throw StorageError.segmentDamaged(
                        path, "the body of \(table.table) \(id) is not as it was written")
                }
                return body
            }
        } catch {
            throw SegmentFile.error(error, path)
        }
    }

    /// Ids of the rows whose bodies it has, after one of them, in order.
    func ids(_ table: CodedRow, after: Int64, limit: Int) throws(StorageError) -> [Int64] {
        do {
            return try queue.read { database in
                try Int64.fetchAll(
                    database,
                    sql: "SELECT id FROM \(table.table) WHERE id > ? ORDER BY id LIMIT ?",
                    arguments: [after, limit])
            }
        } catch {
            throw SegmentFile.error(error, path)
        }
    }

    /// Bytes of some of its bodies.
    func bytes(_ table: CodedRow, _ ids: [Int64]) throws(StorageError) -> Int64 {
        do {
            return try queue.read { database in
                let statement = try database.makeStatement(
                    sql: "SELECT length(body) FROM \(table.table) WHERE id = ?")
                return try ids.reduce(0) {
                    $0 + (try Int64.fetchOne(statement, arguments: [$1]) ?? 0)
                }
            }
        } catch {
            throw SegmentFile.error(error, path)
        }
    }

    /// Bytes and SHA-256 of a file, as it is now. Throws `segmentMissing` and `io`.
    static func measure(_ path: String) throws(StorageError) -> (bytes: Int64, digest: String) {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw .segmentMissing(path) }
        defer { try? handle.close() }
        var stream = SHA256Stream()
        var bytes: Int64 = 0
        do {
            while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                stream.update([UInt8](part))
                bytes += Int64(part.count)
            }
        } catch {
            throw fileError(error, path: path)
        }
        return (bytes, stream.digest.hex)
    }

    static func code(of body: [UInt8]) -> Int64 {
        Int64(Int32(bitPattern: CRC32.of(body)))
    }

    /// The database as a URI, in which SQLite takes settings of its own.
    static func address(_ path: String, _ settings: StoreSettings, _ setting: String) -> String {
        let name = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
        let system = settings.fileSystem.map { "&vfs=\($0)" } ?? ""
        return "file:\(name)?\(setting)\(system)"
    }

    private static func error(_ error: any Error, _ path: String) -> StorageError {
        let known = StorageError(error, path: path)
        switch known.code {
        case .corrupt, .notAStore:
            return .segmentDamaged(path, (error as? DatabaseError)?.message ?? "\(error)")
        default: return known
        }
    }
}
