// Reading. Every call sees one committed state; none waits for the writer.

internal import Accounts
private import Encoding
private import Foundation
internal import GRDB
public import Play

extension JournalStore {
    /// A session by its id. Throws `sessionNotFound` and `sessionAmbiguous` as `sessionID` does.
    public func session(_ idOrPrefix: String) throws(StorageError) -> StoredSession {
        let id = try sessionID(idOrPrefix)
        return try read { database in
            let rows = try Row.fetchOne(
                database, sql: "SELECT * FROM session WHERE id = ?", arguments: [id])
            guard let row = rows else { throw StorageError.sessionUnknown(id) }
            let decoder = JSONDecoder()
            guard
                let configuration = try? decoder.decode(
                    SessionConfiguration.self, from: Data(row.text("config").utf8)),
                configuration.id == id
            else { throw row.damaged("config") }
            return StoredSession(
                configuration: configuration, state: try row.state("state"),
                createdAt: try row.int64("created_at"), headRound: try row.int64("head_round"),
                headDigest: try row.hex("head_digest"),
                totals: try SessionTotals(sessionRow: row), balance: try row.int64("balance"),
                end: try SessionEnd(sessionRow: row),
                wallet: try Wallet(key: row.int64("wallet"), in: database))
        }
    }

    /// Sessions, the newest first, at most so many.
    public func sessions(limit: Int = 100) throws(StorageError) -> [SessionSummary] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT session.*, game.name AS game_name, strategy.name AS strategy_name,
                        wallet.currency AS currency
                    FROM session JOIN plugin AS game ON game.key = session.game
                        JOIN plugin AS strategy ON strategy.key = session.strategy
                        JOIN wallet ON wallet.key = session.wallet
                    ORDER BY session.key DESC LIMIT ?
                    """, arguments: [max(0, limit)])
            return try rows.map { row in
                SessionSummary(
                    id: try row.text("id"), game: try row.text("game_name"),
                    strategy: try row.text("strategy_name"), currency: try row.text("currency"),
                    state: try row.state("state"), totals: try SessionTotals(sessionRow: row),
                    balance: try row.int64("balance"), createdAt: try row.int64("created_at"),
                    end: try SessionEnd(sessionRow: row))
            }
        }
    }

    /// The chunks that hold any of the rounds `from...through` of a session, in order.
    ///
    /// Ask for a few chunks at a time: 50,000 rounds are about 30 KB. `session` is a full id.
    public func chunks(
        of session: String, from: Int64 = 1, through: Int64 = .max
    ) throws(StorageError) -> [Chunk] {
        try read { database in
            let key = try sessionKey(session, database)
            let statement = try database.cachedStatement(
                sql: """
                    SELECT chunk.*, strategy.hash AS strategy_hash, game.hash AS game_hash,
                        engine.version AS engine_version
                    FROM chunk JOIN plugin AS strategy ON strategy.key = chunk.strategy
                        JOIN plugin AS game ON game.key = chunk.game
                        JOIN engine ON engine.key = chunk.engine
                    WHERE session = ?1 AND first_round <= ?3 AND first_round >= coalesce(
                        (SELECT max(first_round) FROM chunk
                         WHERE session = ?1 AND first_round <= ?2), 0)
                    ORDER BY first_round
                    """)
            var chunks: [Chunk] = []
            let rows = try Row.fetchCursor(statement, arguments: [key, from, through])
            while let row = try rows.next() {
                var chunk = try Chunk(row: row, sessionID: session, body: .retired)
                guard chunk.lastRound >= from else { continue }
                chunk.take(try shelf.body(of: row, .chunk, database))
                chunk.checkpoint = try checkpoint(
                    "round = ?", key: key, round: chunk.lastRound, database)
                chunks.append(chunk)
            }
            return chunks
        }
    }

    /// The last checkpoint of a session at a round or before it; `nil` when it has none.
    public func checkpoint(
        of session: String, atOrBefore round: Int64
    ) throws(StorageError) -> Checkpoint? {
        try read { database in
            try checkpoint(
                "round <= ?", key: sessionKey(session, database), round: round, database)
        }
    }

    /// The plugin text with this hash; `nil` when it is not stored.
    public func plugin(_ hash: String) throws(StorageError) -> StoredPlugin? {
        try read { database in
            guard let digest = try? SHA256Digest(hex: hash),
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM plugin WHERE hash = ?",
                    arguments: [digest.bytes.data])
            else { return nil }
            guard let kind = StoredPlugin.Kind(rawValue: try row.text("kind")) else {
                throw row.damaged("kind")
            }
            let text = try row.text("text")
            guard SHA256Digest(of: [UInt8](text.utf8)) == digest else {
                throw row.damaged("text")
            }
            return StoredPlugin(
                hash: digest.hex, kind: kind, name: try row.text("name"),
                version: try row.text("version"), text: text)
        }
    }

    /// What moved a session's state, the oldest first.
    public func transitions(of session: String) throws(StorageError) -> [StoredTransition] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM transition WHERE session = ? ORDER BY seq",
                arguments: [sessionKey(session, database)]
            ).map { row in
                guard let input = SessionInput(rawValue: try row.text("input")) else {
                    throw row.damaged("input")
                }
                return StoredTransition(
                    sessionID: session,
                    transition: SessionTransition(
                        from: try row.state("from_state"), input: input,
                        to: try row.state("to_state"), rounds: try row.int64("rounds")),
                    at: try row.int64("at"))
            }
        }
    }

    /// The faults of a session's plugins, the oldest first.
    public func faults(of session: String) throws(StorageError) -> [StoredFault] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM fault WHERE session = ? ORDER BY id",
                arguments: [sessionKey(session, database)]
            ).map { row in
                StoredFault(
                    sessionID: session, round: try row.int64("round"), role: try row.text("role"),
                    kind: try row.text("kind"), file: try row.text("file"),
                    line: try row.int64OrNull("line").map { Int($0) }, call: try row.text("call"),
                    message: try row.text("message"), traceback: try row.text("traceback"),
                    fuelUsed: try row.int64("fuel_used"),
                    fuelBudget: try row.int64("fuel_budget"), at: try row.int64("at"))
            }
        }
    }

    private func sessionKey(_ id: String, _ database: Database) throws -> Int64 {
        let key = try Int64.fetchOne(
            database, sql: "SELECT key FROM session WHERE id = ?", arguments: [id])
        guard let key else { throw StorageError.sessionUnknown(id) }
        return key
    }

    private func checkpoint(
        _ condition: String, key: Int64, round: Int64, _ database: Database
    ) throws -> Checkpoint? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT checkpoint.*, plugin.hash AS hash
                FROM checkpoint JOIN plugin ON plugin.key = checkpoint.strategy
                WHERE session = ? AND \(condition) ORDER BY round DESC LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [key, round]).map { try Checkpoint(row: $0) }
    }
}

extension Chunk {
    /// The chunk in a `chunk` row joined with its plugins and engine; without its checkpoint.
    init(row: Row, sessionID: String, body: StoredBody) throws {
        let first = try row.int64("first_round")
        let count = try row.int64("round_count")
        guard first > 0, (1...Limits.checkpointRounds).contains(count),
            !first.addingReportingOverflow(count).overflow
        else { throw row.damaged("round_count") }
        var totals = SessionTotals()
        totals.rounds = first + count - 1
        totals.hits = try row.int64("total_hits")
        totals.decisions = try row.int64("total_decisions")
        totals.staked = try row.int64("total_staked")
        totals.paid = try row.int64("total_paid")
        totals.fees = try row.int64("total_fees")
        totals.faults = try row.int64("total_faults")
        totals.strategyFuel = try row.int64("total_strategy_fuel")
        totals.gameFuel = try row.int64("total_game_fuel")
        self.init(
            sessionID: sessionID, firstRound: first, roundCount: Int(count),
            day: try row.int64("day"), digestBefore: try row.hex("digest_before"),
            digestAfter: try row.hex("digest_after"),
            balanceBefore: try row.int64("balance_before"),
            balanceAfter: try row.int64("balance_after"), totals: totals,
            staked: try row.int64("staked"), paid: try row.int64("paid"),
            fees: try row.int64("fees"), body: [], checkpoint: nil,
            strategyHash: try row.hex("strategy_hash"), gameHash: try row.hex("game_hash"),
            engineVersion: try row.text("engine_version"))
        take(body)
    }

    mutating func take(_ stored: StoredBody) {
        switch stored {
        case .bytes(let bytes): (body, isBodyRetired) = (bytes, false)
        case .retired: (body, isBodyRetired) = ([], true)
        }
    }
}
