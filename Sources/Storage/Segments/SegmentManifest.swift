// The row of `segment` for a file that is about to get one.

private import Encoding
internal import GRDB

/// What is noted of a segment while it is written.
struct SegmentManifest {
    let number: Int64
    private let source: Int64?
    private let storedUntil: Int64
    private let createdAt: Int64
    /// First and last key and number of bodies, by table.
    private var ranges: [String: (first: Int64, last: Int64, bodies: Int64)] = [:]
    private var rounds: Int64 = 0
    var bytes: Int64 = 0
    var digest = ""

    init(number: Int64, cold: ColdBodies, createdAt: Int64) {
        self.number = number
        self.createdAt = createdAt
        (source, storedUntil) = (cold.source, cold.storedUntil)
    }

    var bodies: Int64 { ranges.values.reduce(0) { $0 + $1.bodies } }

    mutating func add(_ items: [SegmentWriter.Item]) {
        for item in items {
            let known = ranges[item.table.table]
            ranges[item.table.table] = (
                known?.first ?? item.id, item.id, (known?.bodies ?? 0) + 1
            )
            rounds = rounds.addingReportingOverflow(item.rounds).partialValue
        }
    }

    func insert(in database: Database) throws {
        let chunk = ranges[CodedRow.chunk.table] ?? (0, 0, 0)
        let pairChunk = ranges[CodedRow.pairChunk.table] ?? (0, 0, 0)
        try database.execute(
            sql: """
                INSERT INTO segment(number, state, bytes, digest, chunks, pair_chunks, rounds,
                    first_chunk, last_chunk, first_pair_chunk, last_pair_chunk, source,
                    stored_until, created_at)
                VALUES (?, 'moving', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                number, bytes, try SHA256Digest(hex: digest).bytes.data, chunk.bodies,
                pairChunk.bodies, rounds, chunk.first, chunk.last, pairChunk.first, pairChunk.last,
                source, storedUntil, createdAt,
            ])
        // Older notes say nothing any more that the segments do not.
        try database.execute(
            sql: "DELETE FROM mark WHERE at < ?", arguments: [storedUntil])
    }
}
