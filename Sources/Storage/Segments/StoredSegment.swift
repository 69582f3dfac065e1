// The manifest: what is known of a segment without its file.

private import Foundation
internal import GRDB

/// A file of bodies that moved out of the main file.
public struct StoredSegment: Hashable, Sendable {
    /// What became of it; the raw value is stored.
    public enum State: String, CaseIterable, Hashable, Sendable, Codable {
        /// The file is whole and on the disk; its bodies are leaving the main file, and until then
        /// they are in both.
        case moving
        /// The file alone has the bodies.
        case sealed
        /// Its bodies were given up.
        case retired
    }

    /// Counted from 1, and never used twice.
    public var number: Int64
    public var state: State
    /// Bytes of its file.
    public var bytes: Int64
    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    public var digest: String
    /// How many bodies of chunks and of chunks of pairs it has, and their rounds.
    public var chunks: Int64
    public var pairChunks: Int64
    public var rounds: Int64
    /// The segment that its bodies come from; `nil` when it is the main file.
    public var source: Int64?
    /// All its rounds were stored by then, in milliseconds since 1970-01-01.
    public var storedUntil: Int64
    public var createdAt: Int64
    public var retiredAt: Int64?

    /// Name of its file in the folder `segments`.
    public var name: String { StoredSegment.name(number) }

    static func name(_ number: Int64) -> String {
        let digits = String(number)
        return "seg-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".db"
    }

    /// The number in the name of a segment's file or of what SQLite keeps beside one; `nil` for
    /// other names.
    static func number(ofFile name: String) -> Int64? {
        var name = Substring(name)
        for suffix in ["-journal", "-wal", "-shm"] where name.hasSuffix(suffix) {
            name = name.dropLast(suffix.count)
        }
        guard name.hasPrefix("seg-"), name.hasSuffix(".db"),
            let number = Int64(name.dropFirst(4).dropLast(3)), number > 0,
            StoredSegment.name(number) == name
        else { return nil }
        return number
    }
}

extension StoredSegment {
    /// The segment in a `segment` row.
    init(row: Row) throws {
        guard let state = State(rawValue: try row.text("state")) else {
            throw row.damaged("state")
        }
        self.init(
            number: try row.int64("number"), state: state, bytes: try row.int64("bytes"),
            digest: try row.hex("digest"), chunks: try row.int64("chunks"),
            pairChunks: try row.int64("pair_chunks"), rounds: try row.int64("rounds"),
            source: try row.int64OrNull("source"), storedUntil: try row.int64("stored_until"),
            createdAt: try row.int64("created_at"), retiredAt: try row.int64OrNull("retired_at"))
    }

    /// All segments, the oldest first.
    static func all(_ database: Database) throws -> [StoredSegment] {
        guard try Schema.hasSegments(database) else { return [] }
        return try Row.fetchAll(database, sql: "SELECT * FROM segment ORDER BY number")
            .map { try StoredSegment(row: $0) }
    }
}
