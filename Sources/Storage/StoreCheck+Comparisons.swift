// Comparisons and tournaments, and their chunks down to the rounds in them.

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
            guard let configuration = try? ExperimentConfiguration(row: row) else {
                summary.comparisons += 1
                note(.file, in: id, "its configuration can not be read")
                continue
            }
            switch configuration {
            case .comparison: summary.comparisons += 1
            case .tournament: summary.tournaments += 1
            }
            try checkNames(row, configuration)
            try checkPairChunks(of: row, configuration)
        }
    }

    private mutating func checkNames(
        _ row: Row, _ configuration: ExperimentConfiguration
    ) throws {
        var named = try [
            (row.hex("a_hash"), row.text("a_account")), (row.hex("b_hash"), row.text("b_account")),
        ]
        if case .tournament = configuration {
            let others = try Row.fetchAll(
                database,
                sql: """
                    SELECT number, hash, account.name AS account_name FROM comparison_arm
                        JOIN plugin ON plugin.key = strategy
                        JOIN account ON account.key = comparison_arm.account
                    WHERE comparison = ? ORDER BY number
                    """, arguments: [try row.int64("key")])
            for other in others where try other.int64("number") == Int64(named.count) {
                named.append((try other.hex("hash"), try other.text("account_name")))
            }
        }
        let arms = configuration.arms
        guard named.count == arms.count else {
            note(
                .file, in: configuration.id,
                "it has \(arms.count) arms, and \(named.count) of them have a row")
            return
        }
        let game = try row.hex("game_hash")
        for (arm, (hash, account)) in zip(arms, named) {
            for (found, reference) in [(game, arm.game), (hash, arm.strategy)]
            where found != reference.hash {
                note(.plugin, in: configuration.id, "\(reference.name) is not the text it names")
            }
            guard account != "wallet:\(arm.id)" else { continue }
            note(.wallet, in: configuration.id, "an arm's account is not its own")
        }
    }

    private mutating func checkPairChunks(
        of comparison: Row, _ configuration: ExperimentConfiguration
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
            guard let chunk = try? PairChunk(row: row, comparisonID: id, body: body) else {
                note(
                    .damage, in: id, round: try row.int64("first_pair"),
                    "the chunk's row can not be read")
                continue
            }
            count(.rounds, .digest, .balance, .damage)
            switch configuration {
            case .comparison: summary.pairs += chunk.pairCount
            case .tournament: summary.episodes += chunk.pairCount
            }
            passChunk(isRetired: chunk.isBodyRetired)
            if chunk.firstPair != pairs + 1 {
                note(
                    .rounds, in: id, round: chunk.firstPair,
                    "a chunk begins here and the one before ended at \(configuration.unit) "
                        + "\(pairs)")
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
                "its verdict rests on \(end.judgedPairs) \(configuration.unit)s, and \(pairs) are "
                    + "stored")
        }
    }

    /// What a chunk says against what is in its body.
    private mutating func check(_ chunk: PairChunk, _ configuration: ExperimentConfiguration) {
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
}
