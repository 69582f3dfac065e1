// Comparisons, their chunks down to the rounds in them, and their postings.

internal import GRDB
internal import Play

extension StoreCheck {
    mutating func checkComparisons() throws {
        guard try Schema.hasComparisons(database) else { return }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT comparison.*, game.hash AS game_hash, a.hash AS a_hash, b.hash AS b_hash,
                    account_a.name AS a_account, account_b.name AS b_account
                FROM comparison JOIN plugin AS game ON game.key = comparison.game
                    JOIN plugin AS a ON a.key = comparison.strategy_a
                    JOIN plugin AS b ON b.key = comparison.strategy_b
                    JOIN account AS account_a ON account_a.key = comparison.account_a
                    JOIN account AS account_b ON account_b.key = comparison.account_b
                ORDER BY comparison.key
                """)
        while let row = try rows.next() {
            let id = try row.text("id")
            guard isSelected(id) else { continue }
            summary.comparisons += 1
            guard let configuration = try? ComparisonConfiguration(comparisonRow: row) else {
                note(.file, in: id, "its configuration can not be read")
                continue
            }
            try checkNames(row, configuration)
            try checkPairChunks(of: row, configuration)
        }
    }

    private mutating func checkNames(
        _ row: Row, _ configuration: ComparisonConfiguration
    ) throws {
        let (a, b) = (configuration.a, configuration.b)
        let plugins = [
            (try row.hex("game_hash"), a.game), (try row.hex("game_hash"), b.game),
            (try row.hex("a_hash"), a.strategy), (try row.hex("b_hash"), b.strategy),
        ]
        for (hash, reference) in plugins where hash != reference.hash {
            note(.plugin, in: configuration.id, "\(reference.name) is not the text it names")
        }
        for (column, arm) in [("a_account", a), ("b_account", b)] {
            guard try row.text(column) != "wallet:\(arm.id)" else { continue }
            note(.wallet, in: configuration.id, "an arm's account is not its own")
        }
    }

    private mutating func checkPairChunks(
        of comparison: Row, _ configuration: ComparisonConfiguration
    ) throws {
        let id = configuration.id
        var (pairs, digest) = (Int64(0), PairChain().digest)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT *, '' AS engine_version FROM pair_chunk WHERE comparison = ?
                ORDER BY first_pair
                """, arguments: [try comparison.int64("key")])
        while let row = try rows.next() {
            let body = try body(of: row, .pairChunk, in: id, round: row.int64("first_pair"))
            let chunk = try PairChunk(row: row, comparisonID: id, body: body)
            count(.rounds, .digest, .balance, .damage)
            summary.pairs += chunk.lastPair - chunk.firstPair + 1
            passChunk(isRetired: chunk.isBodyRetired)
            if chunk.firstPair != pairs + 1 {
                note(
                    .rounds, in: id, round: chunk.firstPair,
                    "a chunk begins here and the one before ended at pair \(pairs)")
            }
            if chunk.digestBefore != digest {
                note(
                    .digest, in: id, round: chunk.firstPair,
                    "it does not begin with the digest of the chunk before")
            }
            if try CodedRow.pairChunk.isDamaged(
                row, body: chunk.isBodyRetired ? nil : chunk.body)
            {
                note(.damage, in: id, round: chunk.firstPair, "the chunk is not as it was written")
            }
            if !chunk.isBodyRetired { check(chunk, configuration) }
            (pairs, digest) = (chunk.lastPair, chunk.digestAfter)
        }
        let head = try comparison.int64("head_pairs")
        if head != pairs {
            note(.rounds, in: id, round: head, "the head is here, and chunks end at \(pairs)")
        }
        if try comparison.hex("head_digest") != digest {
            note(.digest, in: id, round: head, "the head's digest is not that of the last chunk")
        }
        if let end = try ComparisonEnd(comparisonRow: comparison), end.judgedPairs > pairs {
            note(
                .rounds, in: id, round: head,
                "its verdict rests on \(end.judgedPairs) pairs, and \(pairs) are stored")
        }
    }

    /// What a chunk says against what is in its body.
    private mutating func check(_ chunk: PairChunk, _ configuration: ComparisonConfiguration) {
        do throws(PlayError) {
            let body = try PairChunkBody(of: chunk)
            guard let found = body.contradiction(with: chunk, of: configuration) else { return }
            let kinds: [PairChunkBody.Contradiction.Kind: StoreFinding.Kind] = [
                .rounds: .rounds, .digest: .digest, .money: .balance, .limit: .wallet,
            ]
            note(
                kinds[found.kind] ?? .rounds, in: configuration.id, round: found.pair, found.text)
        } catch {
            note(.file, in: configuration.id, round: chunk.firstPair, error.description)
        }
    }

    /// Each chunk's postings are what both arms were funded with, staked, were paid, paid as fees,
    /// and gave back.
    mutating func checkPairChunkPostings() throws {
        guard try Schema.hasComparisons(database) else { return }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT comparison.config AS config, comparison.id AS id, pair_chunk.*,
                    \(StoreCheck.armSums("a")), \(StoreCheck.armSums("b")),
                    coalesce(sum(amount), 0) AS total
                FROM pair_chunk JOIN comparison ON comparison.key = pair_chunk.comparison
                    LEFT JOIN posting ON posting.pair_chunk = pair_chunk.id
                GROUP BY pair_chunk.id
                """)
        while let row = try rows.next() {
            guard let configuration = try? ComparisonConfiguration(comparisonRow: row) else {
                continue
            }
            let (first, count) = (try row.int64("first_pair"), try row.int64("pair_count"))
            for (name, arm) in [("a", configuration.a), ("b", configuration.b)] {
                let sums = try ArmSums(row: row, arm: name)
                let posted = try (1...5).map { try row.int64("\(name)_\($0)") }
                let funded = arm.bankroll.multipliedReportingOverflow(by: count).partialValue
                let left = sums.left(of: arm.bankroll, pairs: count) ?? -1
                let expected = [funded, 0 &- sums.staked, sums.paid, 0 &- sums.fees, 0 &- left]
                guard posted != expected else { continue }
                note(
                    .posting, in: configuration.id, round: first,
                    "the postings of arm \(name) are \(posted) and should be \(expected): "
                        + "bankrolls, stakes, payouts, fees, and what went back")
            }
            let total = try row.int64("total")
            guard total != 0 else { continue }
            note(.posting, in: configuration.id, round: first, "its postings sum to \(total)")
        }
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
