// Segments: that their files are there, whole, and have what chunks say.

internal import GRDB

extension StoreCheck {
    /// With chosen sessions only their bodies are looked at, one by one.
    mutating func checkSegments() throws {
        guard selection == nil, try Schema.hasSegments(database) else { return }
        let segments = try StoredSegment.all(database)
        guard !segments.isEmpty else { return }
        let chunks = try bodies(in: "chunk")
        let pairChunks = try bodies(in: "pair_chunk")
        for segment in segments {
            count(.segment)
            guard segment.state != .retired, try isWhole(segment), segment.state == .sealed else {
                continue
            }
            let taken = segments.filter { $0.source == segment.number }
            guard !taken.contains(where: { $0.state == .moving }) else { continue }
            let expected = (
                segment.chunks - taken.reduce(0) { $0 + $1.chunks },
                segment.pairChunks - taken.reduce(0) { $0 + $1.pairChunks }
            )
            let found = (chunks[segment.number] ?? 0, pairChunks[segment.number] ?? 0)
            guard found != expected else { continue }
            note(
                .segment,
                "\(segment.name) has the bodies of \(expected.0) chunks and \(expected.1) chunks of "
                    + "pairs, and \(found.0) and \(found.1) say that theirs are there")
        }
    }

    /// How many rows have their bodies in which segment.
    private func bodies(in table: String) throws -> [Int64: Int64] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT segment, count(*) AS bodies FROM \(table) WHERE segment IS NOT NULL
                GROUP BY segment
                """)
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (try $0.int64("segment"), try $0.int64("bodies")) })
    }

    private mutating func isWhole(_ segment: StoredSegment) throws -> Bool {
        do throws(StorageError) {
            let found = try shelf.measure(segment.number)
            guard found.bytes == segment.bytes, found.digest == segment.digest else {
                brokenSegments.insert(segment.number)
                note(
                    .segment,
                    "\(segment.name) is damaged: it has \(found.bytes) bytes with the SHA-256 "
                        + "\(found.digest.prefix(12))..., and was written with \(segment.bytes) and "
                        + "\(segment.digest.prefix(12))...")
                return false
            }
            return true
        } catch {
            guard !shelf.isRetiredNow(segment.number) else { return false }
            brokenSegments.insert(segment.number)
            note(
                .segment,
                error.code == .segmentMissing
                    ? "\(segment.name), with \(segment.rounds) rounds, is not there"
                    : "\(segment.name) can not be read: \(error.description)")
            return false
        }
    }

    /// Where a row's body is; one that should be there and is not is a finding, once for each
    /// segment, and then as if it were retired.
    mutating func body(
        of row: Row, _ table: CodedRow, in id: String, round: Int64
    ) throws -> StoredBody {
        do {
            return try shelf.body(of: row, table, database)
        } catch let error as StorageError {
            guard error.code == .segmentMissing || error.code == .segmentDamaged,
                let number = try row.int64OrNull("segment")
            else { throw error }
            if error.code == .segmentMissing || selection != nil {
                guard brokenSegments.insert(number).inserted else { return .retired }
            } else if brokenSegments.contains(number) {
                return .retired
            }
            note(.segment, in: id, round: round, error.description)
            return .retired
        }
    }
}
