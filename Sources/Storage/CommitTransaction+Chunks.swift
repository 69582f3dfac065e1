// Sealed rounds and checkpoints: what must hold before they are written.

internal import Accounts
private import Encoding
internal import GRDB
internal import Play

extension CommitTransaction {
    /// Writes a chunk and its postings and moves the session's head to its last round.
    mutating func append(_ chunk: Chunk) throws {
        var session = try head(chunk.sessionID)
        try requireFollows(chunk, session)
        try requireAddsUp(chunk, session)
        guard chunk.day >= session.wallet.dayKey.daysSince1970 else {
            throw StorageError(
                .limitBroken,
                "Rounds \(named(chunk)) were spent on day \(chunk.day), which was over: nothing "
                    + "was written; a day never goes back when a clock does.")
        }
        do {
            session.wallet = try session.wallet.settled(chunk)
        } catch {
            throw StorageError(
                .limitBroken,
                "Rounds \(named(chunk)) spent more than the daily limit: nothing was written; "
                    + "report this defect (\(error.description))")
        }
        try settle(chunk, &session)
        let after = try SHA256Digest(hex: chunk.digestAfter).bytes
        let key = try insert(chunk, session: session, digestAfter: after)
        try book.post(moves(of: chunk, session), session: session.key, chunk: key)
        session.round = chunk.lastRound
        session.digest = after
        session.balance = chunk.balanceAfter
        session.totals = chunk.totals
        // It plays on after what had ended it for a time.
        session.end = nil
        heads[chunk.sessionID] = session
        if let checkpoint = chunk.checkpoint {
            try save(StoredCheckpoint(sessionID: chunk.sessionID, checkpoint: checkpoint))
        }
    }

    /// Writes a checkpoint at the session's head; of two at the same round the later one counts.
    mutating func save(_ stored: StoredCheckpoint) throws {
        let values = try self.values(of: stored)
        let insert = try database.cachedStatement(
            sql: CodedRow.checkpoint.insertion + """
                 ON CONFLICT(session, round) DO UPDATE SET strategy = excluded.strategy,
                    balance = excluded.balance, digest_stream = excluded.digest_stream,
                    carry = excluded.carry, memory = excluded.memory, state = excluded.state,
                    row_code = excluded.row_code
                """)
        try insert.execute(arguments: CodedRow.checkpoint.arguments(values))
    }

    /// The columns of a checkpoint or a place, which stands at the session's head.
    mutating func values(of stored: StoredCheckpoint) throws -> [DatabaseValue] {
        let session = try head(stored.sessionID)
        let checkpoint = stored.checkpoint
        let parts = [checkpoint.memory, checkpoint.state, checkpoint.carry]
        guard checkpoint.round == session.round, checkpoint.balance == session.balance,
            parts.allSatisfy({ $0.count <= StorageLimits.checkpointBytesMax }),
            let stream = try? SHA256Stream(restoring: checkpoint.digestStream),
            stream.digest.bytes == session.digest
        else {
            throw StorageError(
                .chunkMalformed,
                "The checkpoint at round \(checkpoint.round) of session \(stored.sessionID), which "
                    + "stands at round \(session.round), is not of that round, balance or digest, "
                    + "or too large: nothing was written; report this defect.")
        }
        return [
            session.key.databaseValue, checkpoint.round.databaseValue,
            try pluginKey(checkpoint.strategyHash).databaseValue,
            checkpoint.balance.databaseValue, checkpoint.digestStream.data.databaseValue,
            checkpoint.carry.data.databaseValue, checkpoint.memory.data.databaseValue,
            checkpoint.state.data.databaseValue,
        ]
    }

    private func requireFollows(_ chunk: Chunk, _ session: SessionRow) throws {
        guard session.end?.isFinal != true else {
            throw StorageError(
                .sessionEnded,
                "Session \(session.id) has ended for good (\(session.end?.reason.rawValue ?? "")): "
                    + "begin a new one.")
        }
        guard session.round < .max, chunk.firstRound == session.round + 1 else {
            throw StorageError(
                .chunkOutOfOrder,
                "Rounds \(named(chunk)) do not follow round \(session.round), the last one stored: "
                    + "nothing was written; continue the session from its head.")
        }
        let size = Limits.checkpointRounds
        guard chunk.roundCount > 0, Int64(chunk.roundCount) <= size,
            session.round <= .max - size,
            session.round / size == (session.round + Int64(chunk.roundCount) - 1) / size,
            chunk.body.count <= StorageLimits.chunkBodyBytesMax
        else {
            throw malformed(chunk, "is empty, too large, or spans a checkpoint")
        }
        guard session.isSeedOnly || !chunk.isSeedOnly else {
            throw malformed(chunk, "holds no rounds, and its session is journalled in full")
        }
        guard let before = try? SHA256Digest(hex: chunk.digestBefore).bytes,
            before == session.digest, (try? SHA256Digest(hex: chunk.digestAfter)) != nil
        else {
            throw StorageError(
                .digestMismatch,
                "Rounds \(named(chunk)) do not continue the digest of round \(session.round): "
                    + "nothing was written; continue the session from its head.")
        }
    }

    private func requireAddsUp(_ chunk: Chunk, _ session: SessionRow) throws {
        let after =
            Int128(chunk.balanceBefore) - Int128(chunk.staked) - Int128(chunk.fees)
            + Int128(chunk.paid)
        guard chunk.staked >= 0, chunk.paid >= 0, chunk.fees >= 0, chunk.balanceAfter >= 0,
            chunk.balanceBefore == session.balance, Int128(chunk.balanceAfter) == after
        else {
            throw StorageError(
                .balanceMismatch,
                "Rounds \(named(chunk)) lead from \(chunk.balanceBefore) to \(chunk.balanceAfter) "
                    + "minor units, by stakes \(chunk.staked), fees \(chunk.fees) and payouts "
                    + "\(chunk.paid); stored are \(session.balance): nothing was written; report "
                    + "this defect.")
        }
        let (now, then) = (chunk.totals, session.totals)
        guard now.rounds == chunk.lastRound,
            Int128(now.staked) == Int128(then.staked) + Int128(chunk.staked),
            Int128(now.paid) == Int128(then.paid) + Int128(chunk.paid),
            Int128(now.fees) == Int128(then.fees) + Int128(chunk.fees), now.hits >= then.hits,
            now.decisions >= then.decisions, now.faults >= then.faults,
            now.strategyFuel >= then.strategyFuel, now.gameFuel >= then.gameFuel
        else {
            throw malformed(chunk, "does not lead from the session's totals to its own")
        }
    }

    private func moves(
        of chunk: Chunk, _ session: SessionRow
    ) throws -> [(reason: PostingReason, posting: Posting)] {
        let kinds: [(PostingReason, SettledRounds)] = [
            (.stake, try SettledRounds(count: 0, stakes: chunk.staked, payouts: 0, fees: 0)),
            (.payout, try SettledRounds(count: 0, stakes: 0, payouts: chunk.paid, fees: 0)),
            (.fee, try SettledRounds(count: 0, stakes: 0, payouts: 0, fees: chunk.fees)),
        ]
        return kinds.flatMap { reason, rounds in
            Posting.postings(
                for: rounds, wallet: session.wallet.account, house: session.house,
                currency: session.currency
            ).map { (reason, $0) }
        }
    }

    private mutating func insert(
        _ chunk: Chunk, session: SessionRow, digestAfter: [UInt8]
    ) throws -> Int64 {
        let totals = chunk.totals
        let numbers = [
            totals.hits, totals.decisions, totals.staked, totals.paid, totals.fees, totals.faults,
            totals.strategyFuel, totals.gameFuel, try pluginKey(chunk.strategyHash),
            try pluginKey(chunk.gameHash), try engineKey(chunk.engineVersion),
        ]
        var values: [DatabaseValue] = [
            session.key.databaseValue, chunk.firstRound.databaseValue,
            chunk.roundCount.databaseValue, chunk.day.databaseValue,
            session.digest.data.databaseValue, digestAfter.data.databaseValue,
            chunk.balanceBefore.databaseValue, chunk.balanceAfter.databaseValue,
            chunk.staked.databaseValue, chunk.paid.databaseValue, chunk.fees.databaseValue,
        ]
        values += numbers.map(\.databaseValue) + [chunk.body.data.databaseValue]
        let insert = try database.cachedStatement(sql: CodedRow.chunk.insertion)
        try insert.execute(arguments: CodedRow.chunk.arguments(values))
        return database.lastInsertedRowID
    }

    private func malformed(_ chunk: Chunk, _ what: String) -> StorageError {
        StorageError(
            .chunkMalformed,
            "The chunk of rounds \(named(chunk)) \(what): nothing was written; report this defect.")
    }

    /// The rounds of a chunk for people; its numbers may be nonsense, so nothing is added up.
    private func named(_ chunk: Chunk) -> String {
        "from \(chunk.firstRound), \(chunk.roundCount) of them, of session \(chunk.sessionID)"
    }
}
