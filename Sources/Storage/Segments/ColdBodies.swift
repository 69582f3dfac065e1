// Which bodies go into the next segment.

internal import GRDB

/// Bodies that are about to leave the place where they are.
struct ColdBodies {
    /// Some of them, as many as are read in one go.
    struct Step {
        var table: CodedRow
        var ids: [Int64]
        var bytes: Int64 = 0
    }

    var steps: [Step] = []
    var bytes: Int64 = 0
    /// The segment that they are in; `nil` for the main file.
    var source: Int64?
    /// All were stored by then, in milliseconds since 1970-01-01.
    var storedUntil: Int64

    /// The oldest bodies in the main file that may move, as many as a segment takes; `nil` when there
    /// are too few.
    static func next(
        in store: JournalStore, _ settings: SealerSettings
    ) throws(StorageError) -> ColdBodies? {
        let now = store.settings.now()
        return try store.read { database in
            var cold = ColdBodies(storedUntil: now)
            var through = (chunk: Int64.max, pairChunk: Int64.max)
            if settings.olderThanMilliseconds > 0 {
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM mark WHERE at <= ? ORDER BY at DESC LIMIT 1",
                    arguments: [now - min(now, settings.olderThanMilliseconds)])
                guard let row else { return nil }
                cold.storedUntil = try row.int64("at")
                through = (try row.int64("chunk"), try row.int64("pair_chunk"))
            }
            var bodies = 0
            for (table, last) in [
                (CodedRow.chunk, through.chunk), (CodedRow.pairChunk, through.pairChunk),
            ] {
                // Bodies move in the order of their keys, so all up to the last one did, but for
                // damaged ones, which stay.
                let rows = try Row.fetchCursor(
                    database,
                    sql: """
                        SELECT id, length(body) AS bytes FROM \(table.table)
                        WHERE segment IS NULL AND id <= ? AND id >
                            (SELECT coalesce(max(last_\(table.table)), 0) FROM segment)
                        ORDER BY id
                        """, arguments: [last])
                while let row = try rows.next(), cold.bytes < settings.segmentBytes,
                    bodies < SegmentLimits.bodiesMax
                {
                    cold.add(try row.int64("id"), table, bytes: try row.int64("bytes"))
                    bodies += 1
                }
            }
            return bodies > 0 && cold.bytes >= settings.leastBytes ? cold : nil
        }
    }

    mutating func add(_ id: Int64, _ table: CodedRow, bytes more: Int64) {
        bytes += more
        if let last = steps.last, last.table.table == table.table,
            last.ids.count < SegmentLimits.bodiesPerStep,
            last.bytes + more <= SegmentLimits.bytesPerStep
        {
            steps[steps.count - 1].ids.append(id)
            steps[steps.count - 1].bytes += more
        } else {
            steps.append(Step(table: table, ids: [id], bytes: more))
        }
    }

    /// The bodies of a step, from where they are. Damaged rows are left out: they stay, and a check
    /// of the store tells of them.
    func items(_ step: Step, in store: JournalStore) throws(StorageError) -> [SegmentWriter.Item] {
        try store.read { database in
            let isPair = step.table.table == CodedRow.pairChunk.table
            let owner = isPair ? "comparison" : "session"
            let find = try database.cachedStatement(
                sql: """
                    SELECT \(step.table.table).*, \(owner).id AS owner_id
                    FROM \(step.table.table) JOIN \(owner)
                        ON \(owner).key = \(step.table.table).\(owner)
                    WHERE \(step.table.table).id = ? AND segment IS ?
                    """)
            return try step.ids.compactMap { id in
                guard let row = try Row.fetchOne(find, arguments: [id, source]),
                    case .bytes(let body) = try store.shelf.body(of: row, step.table, database),
                    try !step.table.isDamaged(row, body: body)
                else { return nil }
                let rounds =
                    isPair
                    ? try row.int64("a_rounds") &+ row.int64("b_rounds")
                    : try row.int64("round_count")
                return SegmentWriter.Item(
                    table: step.table, id: id, owner: try row.text("owner_id"),
                    first: try row.int64(isPair ? "first_pair" : "first_round"),
                    count: try row.int64(isPair ? "pair_count" : "round_count"), rounds: rounds,
                    body: body)
            }
        }
    }
}
