// Reading comparisons. Every call sees one committed state; none waits for the writer.

internal import GRDB
public import Play

extension JournalStore {
    /// A comparison by its id. Throws `sessionNotFound` and `sessionAmbiguous` as `sessionID` does.
    public func comparison(_ idOrPrefix: String) throws(StorageError) -> StoredComparison {
        let id = try recordID(idOrPrefix, among: [.comparison]).id
        return try read { database in
            let row = try Row.fetchOne(
                database, sql: JournalStore.comparisonQuery + " WHERE id = ?", arguments: [id])
            guard let row else { throw StorageError.sessionUnknown(id) }
            return try StoredComparison(row: row)
        }
    }

    /// Comparisons, the newest first, at most so many.
    public func comparisons(limit: Int = 100) throws(StorageError) -> [StoredComparison] {
        try read { database in
            guard let condition = try StoredKind.comparison.condition(database) else { return [] }
            return try Row.fetchAll(
                database,
                sql: JournalStore.comparisonQuery
                    + " WHERE \(condition) ORDER BY key DESC LIMIT ?",
                arguments: [max(0, limit)]
            ).map { try StoredComparison(row: $0) }
        }
    }

    /// The chunks that hold any of the pairs `from...through` of a comparison, or episodes of a
    /// tournament, in order, at most so many. `comparison` is a full id.
    public func pairChunks(
        of comparison: String, from: Int64 = 1, through: Int64 = .max, limit: Int
    ) throws(StorageError) -> [PairChunk] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT pair_chunk.*, engine.version AS engine_version
                    FROM pair_chunk JOIN engine ON engine.key = pair_chunk.engine
                        JOIN comparison ON comparison.key = pair_chunk.comparison
                    WHERE comparison.id = ? AND first_pair + pair_count > ? AND first_pair <= ?
                    ORDER BY first_pair LIMIT ?
                    """)
            return try Row.fetchAll(
                statement, arguments: [comparison, from, through, max(0, limit)]
            ).map { row in
                try PairChunk(
                    row: row, comparisonID: comparison,
                    body: try shelf.body(of: row, .pairChunk, database))
            }
        }
    }

    private static let comparisonQuery = """
        SELECT comparison.*, \(sums("a")), \(sums("b")) FROM comparison
            LEFT JOIN (SELECT comparison AS owner, sum(a_rounds) AS a_rounds,
                sum(a_staked) AS a_staked, sum(a_paid) AS a_paid, sum(a_fees) AS a_fees,
                sum(a_fuel) AS a_fuel, sum(b_rounds) AS b_rounds, sum(b_staked) AS b_staked,
                sum(b_paid) AS b_paid, sum(b_fees) AS b_fees, sum(b_fuel) AS b_fuel
            FROM pair_chunk GROUP BY comparison) AS played ON played.owner = comparison.key
        """

    private static func sums(_ arm: String) -> String {
        ["rounds", "staked", "paid", "fees", "fuel"].map { name in
            "coalesce(played.\(arm)_\(name), 0) AS \(arm)_\(name)"
        }.joined(separator: ", ")
    }
}

extension StoredComparison {
    /// The comparison in a row of `comparisonQuery`.
    init(row: Row) throws {
        self.init(
            configuration: try ComparisonConfiguration(comparisonRow: row),
            pairs: try row.int64("pairs"), createdAt: try row.int64("created_at"),
            headPairs: try row.int64("head_pairs"), headDigest: try row.hex("head_digest"),
            a: try ArmSums(row: row, arm: "a"), b: try ArmSums(row: row, arm: "b"),
            end: try ComparisonEnd(comparisonRow: row))
    }
}

extension ArmSums {
    init(row: Row, arm: String) throws {
        self.init(
            rounds: try row.int64("\(arm)_rounds"), staked: try row.int64("\(arm)_staked"),
            paid: try row.int64("\(arm)_paid"), fees: try row.int64("\(arm)_fees"),
            fuel: try row.int64("\(arm)_fuel"))
    }
}

extension PairChunk {
    /// The chunk in a `pair_chunk` row joined with its engine.
    init(row: Row, comparisonID: String, body: StoredBody) throws {
        let (first, count) = (try row.int64("first_pair"), try row.int64("pair_count"))
        let (a, b) = (try ArmSums(row: row, arm: "a"), try ArmSums(row: row, arm: "b"))
        guard first > 0, (1...Limits.pairsPerChunkMax).contains(count),
            !first.addingReportingOverflow(count).overflow,
            !a.rounds.addingReportingOverflow(b.rounds).overflow
        else { throw row.damaged("pair_count") }
        self.init(
            comparisonID: comparisonID, firstPair: first, pairCount: count,
            digestBefore: try row.hex("digest_before"), digestAfter: try row.hex("digest_after"),
            a: a, b: b, engineVersion: try row.text("engine_version"), body: [])
        if row.hasColumn("arms"), let bytes = try row.bytesOrNull("arms") {
            guard let arms = [ArmShare](encoded: bytes), b == ArmSums(),
                a == ArmSums(rounds: a.rounds, staked: 0, paid: 0, fees: 0, fuel: 0),
                arms.reduce(0, { $0 + $1.sums.rounds }) == a.rounds
            else { throw row.damaged("arms") }
            (self.arms, self.a) = (arms, ArmSums())
        }
        switch body {
        case .bytes(let bytes): self.body = bytes
        case .retired: isBodyRetired = true
        }
    }
}
