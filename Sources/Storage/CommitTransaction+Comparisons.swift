// Comparisons, tournaments and their chunks: what must hold before they are written.

internal import Accounts
private import Encoding
private import Foundation
internal import GRDB
internal import Play

extension CommitTransaction {
    /// Stores a comparison or tournament before its first pair or episode.
    mutating func create(_ new: NewComparison) throws {
        let configuration = new.configuration
        let arms = configuration.arms
        let ids = [configuration.id] + arms.map(\.id)
        guard ids.allSatisfy({ UUID(uuidString: $0) != nil && $0 == $0.lowercased() }),
            Set(ids).count == ids.count, new.pairs > 0, arms.count >= 2,
            arms.allSatisfy({ $0.bankroll >= 0 }), Set(arms.map(\.currency)).count == 1,
            Set(arms.map(\.game)).count == 1
        else {
            throw invalid(
                new, "its ids, \(configuration.unit)s, bankrolls, currencies or games do not fit")
        }
        for kind in StoredKind.allCases {
            guard let condition = try kind.condition(database) else { continue }
            let statement = try database.cachedStatement(
                sql: "SELECT 1 FROM \(kind.table) WHERE id = ? AND \(condition)")
            guard try Int64.fetchOne(statement, arguments: [configuration.id]) == nil else {
                throw StorageError(
                    .sessionExists,
                    "A \(kind.rawValue) \(configuration.id) is stored already: continue it, or "
                        + "begin one with another id.")
            }
        }
        guard let json = configuration.json,
            let currency = try? Currency(code: arms[0].currency),
            (try? Account.house(arms[0].game.name)) != nil
        else { throw invalid(new, "its configuration can not be written") }
        let accounts = try arms.map { try book.key(.wallet($0.id), currency) }
        let strategies = try arms.map { try pluginKey($0.strategy.hash) }
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO comparison(id, config, game, strategy_a, strategy_b, account_a,
                    account_b, pairs, created_at, head_pairs, head_digest, kind)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
                """)
        try insert.execute(arguments: [
            configuration.id, json, try pluginKey(arms[0].game.hash), strategies[0],
            strategies[1], accounts[0], accounts[1], new.pairs, new.createdAt,
            SHA256Digest(of: []).bytes.data, configuration.kind.rawValue,
        ])
        let key = database.lastInsertedRowID
        for number in arms.indices.dropFirst(2) {
            try database.execute(
                sql: """
                    INSERT INTO comparison_arm(comparison, number, strategy, account)
                    VALUES (?, ?, ?, ?)
                    """, arguments: [key, number, strategies[number], accounts[number]])
        }
    }

    private func invalid(_ new: NewComparison, _ what: String) -> StorageError {
        StorageError(
            .invalid,
            "The \(new.configuration.word) \(new.configuration.id.prefix(64).debugDescription) can "
                + "not be stored: \(what).")
    }

    /// The row of a comparison, read at first use.
    private mutating func comparison(_ id: String) throws -> ComparisonRow {
        if let known = comparisons[id] { return known }
        let row = try ComparisonRow(id, in: database)
        comparisons[id] = row
        return row
    }

    /// Takes the end away and sets the pairs to play.
    mutating func save(_ continuation: StoredContinuation) throws {
        var row = try comparison(continuation.comparisonID)
        guard continuation.pairs > 0 else {
            throw StorageError(
                .invalid,
                "The \(row.configuration.word) \(row.configuration.id) can not play 0 "
                    + "\(row.configuration.unit)s: give 1 or more.")
        }
        row.pairs = continuation.pairs
        row.end = nil
        comparisons[row.configuration.id] = row
    }

    /// Writes the end of a comparison.
    mutating func save(_ stored: StoredComparisonEnd) throws {
        var row = try comparison(stored.comparisonID)
        guard (0...row.headPairs).contains(stored.end.judgedPairs) else {
            throw StorageError(
                .chunkMalformed,
                "The verdict of \(row.configuration.word) \(stored.comparisonID) rests on "
                    + "\(stored.end.judgedPairs) \(row.configuration.unit)s and "
                    + "\(row.headPairs) are stored: store its last chunk before the end or with it."
            )
        }
        row.end = stored.end
        comparisons[stored.comparisonID] = row
    }

    /// Writes a chunk of pairs and its postings and moves the comparison's head to its last pair.
    mutating func append(_ chunk: PairChunk) throws {
        var row = try comparison(chunk.comparisonID)
        try requireFollows(chunk, row)
        try requireArms(chunk, row)
        let moves = try chunk.shares.map { share in
            try self.moves(
                share.sums, row.accounts[share.number],
                bankroll: row.configuration.arms[share.number].bankroll, chunk, row)
        }
        let after = try SHA256Digest(hex: chunk.digestAfter).bytes
        let key = try insert(chunk, row, digestAfter: after)
        for entry in moves { try book.post(entry, pairChunk: key) }
        row.headPairs = chunk.lastPair
        row.digest = after
        // It plays on after what had ended it for a time.
        row.end = nil
        comparisons[chunk.comparisonID] = row
    }

    /// Writes the row, once the arms have given back all they had.
    mutating func finish(_ row: ComparisonRow) throws {
        for account in row.accounts {
            let left = try book.balance(account, row.currency)
            guard left == 0 else {
                throw StorageError(
                    .balanceMismatch,
                    "Account \(account) of \(row.configuration.word) \(row.configuration.id) is left "
                        + "with \(left) minor units between chunks: nothing was written; report "
                        + "this defect.")
            }
        }
        try row.save(in: database)
    }

    private func requireArms(_ chunk: PairChunk, _ row: ComparisonRow) throws {
        let isOne: Bool
        switch row.configuration {
        case .comparison: isOne = chunk.arms.isEmpty
        case .tournament(let configuration):
            let numbers = chunk.arms.map(\.number)
            isOne =
                !numbers.isEmpty && numbers == numbers.sorted()
                && Set(numbers).count == numbers.count
                && numbers.allSatisfy { configuration.arms.indices.contains($0) }
        }
        guard isOne else {
            throw malformed(chunk, "was played by arms that its \(row.configuration.word) has not")
        }
    }

    private func requireFollows(_ chunk: PairChunk, _ row: ComparisonRow) throws {
        guard row.headPairs < .max - Limits.pairsPerChunkMax,
            chunk.firstPair == row.headPairs + 1
        else {
            throw StorageError(
                .chunkOutOfOrder,
                "Pairs \(named(chunk)) do not follow pair \(row.headPairs), the last one stored: "
                    + "nothing was written; continue the comparison from there.")
        }
        guard (1...Limits.pairsPerChunkMax).contains(chunk.pairCount),
            chunk.body.count <= StorageLimits.chunkBodyBytesMax
        else { throw malformed(chunk, "is empty or too large") }
        guard let before = try? SHA256Digest(hex: chunk.digestBefore).bytes,
            before == row.digest, (try? SHA256Digest(hex: chunk.digestAfter)) != nil
        else {
            throw StorageError(
                .digestMismatch,
                "Pairs \(named(chunk)) do not continue the digest of pair \(row.headPairs): "
                    + "nothing was written; continue the comparison from there.")
        }
    }

    /// One arm's entry: bankrolls in, stakes, payouts, fees, and what is left out again.
    private func moves(
        _ sums: ArmSums, _ account: Account, bankroll: Int64, _ chunk: PairChunk,
        _ row: ComparisonRow
    ) throws -> [(reason: PostingReason, posting: Posting)] {
        let values = [sums.rounds, sums.staked, sums.paid, sums.fees, sums.fuel]
        guard values.allSatisfy({ $0 >= 0 }),
            let left = sums.left(of: bankroll, pairs: chunk.pairCount)
        else {
            throw StorageError(
                .balanceMismatch,
                "Pairs \(named(chunk)) lead from \(chunk.pairCount) times \(bankroll) minor units "
                    + "by stakes \(sums.staked), fees \(sums.fees) and payouts \(sums.paid) to no "
                    + "balance: nothing was written; report this defect.")
        }
        func amount(_ units: Int64) -> Amount { Amount(minorUnits: units, currency: row.currency) }
        let funded = try Posting.postings(
            forFunding: amount(bankroll * chunk.pairCount), of: account)
        let played: [(PostingReason, SettledRounds)] = [
            (.stake, try SettledRounds(count: 0, stakes: sums.staked, payouts: 0, fees: 0)),
            (.payout, try SettledRounds(count: 0, stakes: 0, payouts: sums.paid, fees: 0)),
            (.fee, try SettledRounds(count: 0, stakes: 0, payouts: 0, fees: sums.fees)),
        ]
        let returned = try Posting.postings(forFunding: amount(-left), of: account)
        var moves = funded.map { (reason: PostingReason.funding, posting: $0) }
        for (reason, rounds) in played {
            moves += Posting.postings(
                for: rounds, wallet: account, house: row.house, currency: row.currency
            ).map { (reason, $0) }
        }
        moves += returned.map { (.leftover, $0) }
        return moves.filter { $0.posting.amount.minorUnits != 0 }
    }

    private mutating func insert(
        _ chunk: PairChunk, _ row: ComparisonRow, digestAfter: [UInt8]
    ) throws -> Int64 {
        func numbers(_ sums: ArmSums) -> [DatabaseValue] {
            [sums.rounds, sums.staked, sums.paid, sums.fees, sums.fuel].map(\.databaseValue)
        }
        var (a, arms) = (chunk.a, DatabaseValue.null)
        if !chunk.arms.isEmpty {
            a = ArmSums(rounds: chunk.rounds, staked: 0, paid: 0, fees: 0, fuel: 0)
            arms = chunk.arms.encoded.data.databaseValue
        }
        let values: [DatabaseValue] =
            [
                row.key.databaseValue, chunk.firstPair.databaseValue,
                chunk.pairCount.databaseValue, row.digest.data.databaseValue,
                digestAfter.data.databaseValue,
            ] + numbers(a) + numbers(chunk.b) + [
                try engineKey(chunk.engineVersion).databaseValue, chunk.body.data.databaseValue,
            ]
        let insert = try database.cachedStatement(sql: CodedRow.pairChunk.insertion)
        try insert.execute(arguments: CodedRow.pairChunk.arguments(values, later: arms))
        return database.lastInsertedRowID
    }

    private func malformed(_ chunk: PairChunk, _ what: String) -> StorageError {
        StorageError(
            .chunkMalformed,
            "The chunk of pairs \(named(chunk)) \(what): nothing was written; report this defect.")
    }

    private func named(_ chunk: PairChunk) -> String {
        "from \(chunk.firstPair), \(chunk.pairCount) of them, of \(chunk.comparisonID)"
    }
}
