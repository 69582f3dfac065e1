// The money of chunks of pairs, and of episodes of tournaments.

internal import GRDB
internal import Play

extension StoreCheck {
    /// Each chunk's postings are what its arms were funded with, staked, were paid, paid as fees,
    /// and gave back.
    mutating func checkPairChunkPostings() throws {
        try checkPairPostings()
        try checkTournamentPostings()
    }

    private mutating func checkPairPostings() throws {
        guard let isComparison = try StoredKind.comparison.condition(database) else { return }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT comparison.config AS config, comparison.id AS id, pair_chunk.*,
                    \(StoreCheck.armSums("a")), \(StoreCheck.armSums("b")),
                    coalesce(sum(amount), 0) AS total
                FROM pair_chunk JOIN comparison ON comparison.key = pair_chunk.comparison
                    LEFT JOIN posting ON posting.pair_chunk = pair_chunk.id
                WHERE \(isComparison)
                GROUP BY pair_chunk.id
                """)
        while let row = try rows.next() {
            guard let configuration = try? ComparisonConfiguration(comparisonRow: row) else {
                continue
            }
            let (first, count) = (try row.int64("first_pair"), try row.int64("pair_count"))
            for (name, arm) in [("a", configuration.a), ("b", configuration.b)] {
                let posted = try (1...5).map { try row.int64("\(name)_\($0)") }
                check(
                    posted, ofArm: name, try ArmSums(row: row, arm: name), bankroll: arm.bankroll,
                    PairRange(id: configuration.id, first: first, count: count))
            }
            let total = try row.int64("total")
            guard total != 0 else { continue }
            note(.posting, in: configuration.id, round: first, "its postings sum to \(total)")
        }
    }

    /// Pairs or episodes of a chunk, and whose they are.
    private struct PairRange {
        var id: String
        var first: Int64
        var count: Int64
    }

    /// An arm's postings in a chunk, by reason, against its sums there.
    private mutating func check(
        _ posted: [Int64], ofArm name: String, _ sums: ArmSums, bankroll: Int64, _ pairs: PairRange
    ) {
        let funded = bankroll.multipliedReportingOverflow(by: pairs.count).partialValue
        let left = sums.left(of: bankroll, pairs: pairs.count) ?? -1
        let expected = [funded, 0 &- sums.staked, sums.paid, 0 &- sums.fees, 0 &- left]
        guard posted != expected else { return }
        note(
            .posting, in: pairs.id, round: pairs.first,
            "the postings of arm \(name) are \(posted) and should be \(expected): bankrolls, stakes, "
                + "payouts, fees, and what went back")
    }

    /// What is posted of one chunk of a tournament.
    private struct PostedChunk {
        let key: Int64
        let pairs: PairRange
        let arms: [ArmShare]
        let configuration: TournamentConfiguration
        /// By the arm's number and the reason, from 1.
        var byArm: [Int: [Int64]] = [:]
        var total: Int64 = 0

        /// `nil` when its arms are damaged, which `checkComparisons` says.
        init?(_ row: Row, _ configuration: TournamentConfiguration) throws {
            key = try row.int64("id")
            pairs = PairRange(
                id: configuration.id, first: try row.int64("first_pair"),
                count: try row.int64("pair_count"))
            guard let bytes = try row.bytesOrNull("arms"), let arms = [ArmShare](encoded: bytes)
            else { return nil }
            (self.arms, self.configuration) = (arms, configuration)
        }

        mutating func add(_ row: Row, _ numbers: [String: Int]) throws {
            guard let reason = try row.int64OrNull("reason") else { return }
            let amount = try row.int64("amount")
            total &+= amount
            guard let arm = numbers[try row.text("account_name")], (1...5).contains(reason) else {
                return
            }
            byArm[arm, default: [0, 0, 0, 0, 0]][Int(reason) - 1] &+= amount
        }
    }

    private mutating func checkTournamentPostings() throws {
        guard let isTournament = try StoredKind.tournament.condition(database) else { return }
        let tournaments = try Row.fetchAll(
            database, sql: "SELECT * FROM comparison WHERE \(isTournament) ORDER BY key")
        for tournament in tournaments {
            guard
                case .tournament(let configuration) = try? ExperimentConfiguration(
                    row: tournament)
            else { continue }
            let numbers = Dictionary(
                configuration.arms.enumerated().map { ("wallet:\($1.id)", $0) },
                uniquingKeysWith: { first, _ in first })
            // One statement for all chunks: there is no index of postings by chunk.
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT pair_chunk.id, first_pair, pair_count, arms, reason,
                        account.name AS account_name, sum(amount) AS amount
                    FROM pair_chunk LEFT JOIN posting ON posting.pair_chunk = pair_chunk.id
                        LEFT JOIN account ON account.key = posting.account
                    WHERE comparison = ?
                    GROUP BY pair_chunk.id, account.key, reason ORDER BY pair_chunk.id
                    """, arguments: [try tournament.int64("key")])
            var open: PostedChunk?
            while let row = try rows.next() {
                if try open?.key != row.int64("id") {
                    if let open { check(open) }
                    open = try PostedChunk(row, configuration)
                }
                try open?.add(row, numbers)
            }
            if let open { check(open) }
        }
    }

    private mutating func check(_ chunk: PostedChunk) {
        let arms = chunk.configuration.arms
        for share in chunk.arms where arms.indices.contains(share.number) {
            check(
                chunk.byArm[share.number] ?? [0, 0, 0, 0, 0], ofArm: "\(share.number + 1)",
                share.sums, bankroll: arms[share.number].bankroll, chunk.pairs)
        }
        let played = Set(chunk.arms.map(\.number))
        if let other = chunk.byArm.keys.filter({ !played.contains($0) }).min() {
            note(
                .posting, in: chunk.pairs.id, round: chunk.pairs.first,
                "arm \(other + 1) has postings and took no part")
        }
        guard chunk.total != 0 else { return }
        note(
            .posting, in: chunk.pairs.id, round: chunk.pairs.first,
            "its postings sum to \(chunk.total)")
    }

    /// An arm's postings of a chunk, by reason.
    private static func armSums(_ arm: String) -> String {
        (1...5).map { reason in
            """
            coalesce(sum(CASE WHEN reason = \(reason)
                AND posting.account = comparison.account_\(arm) THEN amount END), 0)
                AS \(arm)_\(reason)
            """
        }.joined(separator: ", ")
    }
}
