// Sessions, their chunks, checkpoints and transitions, and the plugins they name.

private import Encoding
private import Foundation
internal import GRDB
internal import Play

extension StoreCheck {
    mutating func checkPlugins() throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT name, hash, text FROM plugin")
        while let row = try rows.next() {
            let text = try row.text("text")
            count(.plugin)
            guard try SHA256Digest(of: [UInt8](text.utf8)).bytes != row.bytes("hash") else {
                continue
            }
            note(.plugin, "the text of \(try row.text("name")) is not what its hash says")
        }
    }

    mutating func checkSessions() throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT session.*, wallet.day AS wallet_day, wallet.spent AS wallet_spent,
                    wallet.daily_limit AS daily_limit, coalesce((SELECT sum(amount) FROM posting
                        WHERE posting.session = session.key AND posting.reason = 1
                            AND posting.account = wallet.account), 0) AS funding
                FROM session JOIN wallet ON wallet.key = session.wallet ORDER BY session.key
                """)
        while let row = try rows.next() {
            guard try isSelected(row.text("id")) else { continue }
            summary.sessions += 1
            try checkConfiguration(row)
            try checkChunks(of: row)
            try checkForms(of: row)
            try checkTransitions(of: row)
            try checkEnd(of: row)
        }
    }

    private mutating func checkConfiguration(_ session: Row) throws {
        let id = try session.text("id")
        let configuration = try? JSONDecoder().decode(
            SessionConfiguration.self, from: Data(session.text("config").utf8))
        guard let configuration, configuration.id == id else {
            return note(.file, in: id, "its configuration can not be read")
        }
        let funding = try session.int64("funding")
        guard configuration.bankroll != funding else { return }
        note(
            .balance, in: id,
            "its bankroll is \(configuration.bankroll) and its wallet was funded with \(funding)")
    }

    /// What the next chunk of a session has to begin with.
    private struct Position {
        var round: Int64 = 0
        var digest: [UInt8]
        var balance: Int64
        var totals = SessionTotals()
        var day = Int64.min
        /// Stakes and fees on `day`; wide, so that a damaged number can not overflow it.
        var spent: Int128 = 0
    }

    private mutating func checkChunks(of session: Row) throws {
        let id = try session.text("id")
        var at = Position(
            digest: try session.bytes("first_digest"), balance: try session.int64("funding"))
        var checkpoints = try checkpoints(of: session)
        count(.checkpoint, by: Int64(checkpoints.count))
        takeCheckpoint(at, from: &checkpoints, id)
        var places = try places(of: session)
        count(.checkpoint, by: Int64(places.count))
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT chunk.*, '' AS engine_version, game.hash AS game_hash,
                    strategy.hash AS strategy_hash
                FROM chunk JOIN plugin AS game ON game.key = chunk.game
                    JOIN plugin AS strategy ON strategy.key = chunk.strategy
                WHERE session = ? ORDER BY first_round
                """, arguments: [try session.int64("key")])
        while let row = try rows.next() {
            let body = try body(of: row, .chunk, in: id, round: row.int64("first_round"))
            let chunk = try Chunk(row: row, sessionID: id, body: body)
            count(.rounds, .digest, .balance, .damage)
            summary.rounds += Int64(chunk.roundCount)
            passChunk(isRetired: chunk.isBodyRetired)
            try check(chunk, at, limit: session.int64OrNull("daily_limit"))
            if try CodedRow.chunk.isDamaged(row, body: chunk.isBodyRetired ? nil : chunk.body) {
                note(.damage, in: id, round: chunk.firstRound, "the chunk is not as it was written")
            }
            at.spent = chunk.day == at.day ? at.spent : 0
            at.spent += Int128(chunk.staked) + Int128(chunk.fees)
            at.day = chunk.day
            at.round = chunk.lastRound
            at.digest = try row.bytes("digest_after")
            at.balance = chunk.balanceAfter
            at.totals = chunk.totals
            takeCheckpoint(at, from: &checkpoints, id)
            takeCheckpoint(at, from: &places, id)
        }
        for round in checkpoints.keys.sorted() + places.keys {
            note(.checkpoint, in: id, round: round, "a checkpoint is not at the end of a chunk")
        }
        try checkHead(session, at)
    }

    private mutating func check(_ chunk: Chunk, _ at: Position, limit: Int64?) throws {
        let (id, round) = (chunk.sessionID, chunk.firstRound)
        if round != at.round + 1 {
            note(.rounds, in: id, round: round, "a chunk begins here, after round \(at.round)")
        }
        if try SHA256Digest(hex: chunk.digestBefore).bytes != at.digest {
            note(.digest, in: id, round: round, "its digest does not continue the one before")
        }
        if chunk.balanceBefore != at.balance {
            note(
                .balance, in: id, round: round,
                "it begins with \(chunk.balanceBefore) after a balance of \(at.balance)")
        }
        let moved = Int128(chunk.paid) - Int128(chunk.staked) - Int128(chunk.fees)
        if Int128(chunk.balanceAfter) != Int128(chunk.balanceBefore) + moved {
            note(
                .balance, in: id, round: round,
                "\(chunk.balanceBefore) and \(moved) do not make \(chunk.balanceAfter)")
        }
        let (now, then) = (chunk.totals, at.totals)
        if Int128(now.staked) != Int128(then.staked) + Int128(chunk.staked)
            || Int128(now.paid) != Int128(then.paid) + Int128(chunk.paid)
            || Int128(now.fees) != Int128(then.fees) + Int128(chunk.fees)
            || now.hits < then.hits || now.decisions < then.decisions || now.faults < then.faults
            || now.strategyFuel < then.strategyFuel || now.gameFuel < then.gameFuel
        {
            note(.balance, in: id, round: round, "its totals do not follow from those before")
        }
        if chunk.day < at.day {
            note(.wallet, in: id, round: round, "it was played on a day before the last one")
        }
        let spent =
            (chunk.day == at.day ? at.spent : 0) + Int128(chunk.staked) + Int128(chunk.fees)
        if let limit, spent > Int128(limit) {
            note(.wallet, in: id, round: round, "day \(chunk.day) spent \(spent) of \(limit)")
        }
    }

    private mutating func checkHead(_ session: Row, _ at: Position) throws {
        let id = try session.text("id")
        let head = try session.int64("head_round")
        if head != at.round {
            note(.rounds, in: id, round: head, "the head is here, and chunks end at \(at.round)")
        }
        if try session.bytes("head_digest") != at.digest {
            note(.digest, in: id, round: head, "the head's digest is not that of the last chunk")
        }
        let balance = try session.int64("balance")
        if balance != at.balance {
            note(
                .balance, in: id, round: head,
                "the head has \(balance), chunks lead to \(at.balance)")
        }
        let (now, then) = (try SessionTotals(sessionRow: session), at.totals)
        if now.staked != then.staked || now.paid != then.paid || now.fees != then.fees
            || now.hits != then.hits || now.decisions < then.decisions || now.faults < then.faults
        {
            note(.balance, in: id, round: head, "the head's totals are not those of the last chunk")
        }
        guard at.round > 0 else { return }
        let (day, spent) = (try session.int64("wallet_day"), try session.int64("wallet_spent"))
        if day != at.day || Int128(spent) != min(at.spent, Int128(Int64.max)) {
            note(
                .wallet, in: id,
                "its wallet has spent \(spent) on day \(day), and chunks \(at.spent) on \(at.day)")
        }
    }

    /// What a checkpoint holds for plugins is theirs alone: only its code tells that it is sound.
    mutating func checkCheckpointCodes() throws {
        try checkCodes(of: "checkpoint", .checkpoint, "the checkpoint is not as it was written")
    }

    /// Looks at the code of each row of a table with one row a session and round.
    mutating func checkCodes(of table: String, _ code: CodedRow, _ damage: String) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(table).*, session.id AS session_id
                FROM \(table) LEFT JOIN session ON session.key = \(table).session
                """)
        while let row = try rows.next() {
            let id = try row.textOrNull("session_id")
            guard id.map({ isSelected($0) }) ?? true else { continue }
            count(.damage)
            guard try code.isDamaged(row) else { continue }
            note(.damage, in: id, round: try row.int64("round"), damage)
        }
    }

    /// Balance and stream of each checkpoint, by round.
    private func checkpoints(of session: Row) throws -> [Int64: (balance: Int64, stream: [UInt8])] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT round, balance, digest_stream FROM checkpoint WHERE session = ?",
            arguments: [session.int64("key")])
        return try Dictionary(
            rows.map { row in
                let value = (try row.int64("balance"), try row.bytes("digest_stream"))
                return (try row.int64("round"), value)
            }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func takeCheckpoint(
        _ at: Position, from checkpoints: inout [Int64: (balance: Int64, stream: [UInt8])],
        _ id: String
    ) {
        guard let found = checkpoints.removeValue(forKey: at.round) else { return }
        let digest = try? SHA256Stream(restoring: found.stream).digest.bytes
        guard found.balance != at.balance || digest != at.digest else { return }
        note(
            .checkpoint, in: id, round: at.round,
            "the checkpoint's balance or digest is not that of its round")
    }

    private mutating func checkTransitions(of session: Row) throws {
        let id = try session.text("id")
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM transition WHERE session = ? ORDER BY seq",
            arguments: [session.int64("key")])
        count(.transition, by: Int64(rows.count))
        var state = SessionState.idle
        for (index, row) in rows.enumerated() {
            let (from, to) = (try row.state("from_state"), try row.state("to_state"))
            let input = SessionInput(rawValue: try row.text("input"))
            let next = input.flatMap { try? SessionStateMachine.next(from, $0) }
            if try row.int64("seq") != Int64(index) + 1 || next != to
                || (from != state && from != .idle)
            {
                note(
                    .transition, in: id, round: try row.int64("rounds"),
                    "\(from.rawValue) to \(to.rawValue) is not what the state machine does after "
                        + state.rawValue)
            }
            state = to
        }
        guard try session.state("state") != state else { return }
        note(
            .transition, in: id, "its state is not where the last transition led, \(state.rawValue)"
        )
    }
}
