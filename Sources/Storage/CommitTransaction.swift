// The work of one commit, inside a transaction: every change is checked against what is stored
// before it is written, and any refusal rolls everything back.

internal import Accounts
private import Encoding
private import Foundation
internal import GRDB
internal import Play

/// Applies batches. Chunks are in CommitTransaction+Chunks.swift, comparisons in
/// CommitTransaction+Comparisons.swift, reloads in CommitTransaction+Reloads.swift.
struct CommitTransaction {
    let database: Database
    var book: AccountBook
    var heads: [String: SessionRow] = [:]
    var comparisons: [String: ComparisonRow] = [:]
    var sharedWallets: [Int64: Wallet] = [:]
    var answers: [(AllowanceRequest.Answer, AllowanceGrant)] = []
    private var pluginKeys: [String: Int64] = [:]
    private var engineKeys: [String: Int64] = [:]

    init(_ database: Database) throws {
        self.database = database
        book = try AccountBook(database)
    }

    mutating func apply(_ batch: CommitBatch) throws {
        for plugin in batch.plugins { try save(plugin) }
        for session in batch.sessions { try create(session) }
        for chunk in batch.chunks { try append(chunk) }
        for item in batch.checkpoints { try save(item) }
        for item in batch.places { try save(place: item) }
        for reload in batch.reloads { try save(reload) }
        for refusal in batch.reloadRefusals { try save(refusal) }
        for request in batch.allowances { answers.append((request.answer, try answer(request))) }
        for fault in batch.faults { try save(fault) }
        for transition in batch.transitions { try save(transition) }
        for end in batch.ends { try save(end) }
        for comparison in batch.comparisons { try create(comparison) }
        for continuation in batch.continuations { try save(continuation) }
        for chunk in batch.pairChunks { try append(chunk) }
        for end in batch.comparisonEnds { try save(end) }
    }

    /// Writes heads and balances, and checks that session, wallet and ledger agree.
    mutating func finish() throws {
        for head in heads.values { try head.save(in: database) }
        for comparison in comparisons.values { try finish(comparison) }
        try finishSharedWallets()
        try book.finish()
        for head in heads.values {
            let posted = try book.balance(head.wallet.account, head.currency)
            let balance = head.allowance?.isLive == false ? 0 : head.balance
            guard posted == balance, head.wallet.balance == balance else {
                throw StorageError(
                    .balanceMismatch,
                    "Session \(head.id) has \(balance) minor units, its wallet "
                        + "\(head.wallet.balance) and its account \(posted): nothing was written; "
                        + "report this defect.")
            }
        }
    }

    /// The head of a session, read at first use.
    mutating func head(_ id: String) throws -> SessionRow {
        if let known = heads[id] { return known }
        let head = try SessionRow(id, in: database)
        heads[id] = head
        return head
    }

    mutating func pluginKey(_ hash: String) throws -> Int64 {
        if let known = pluginKeys[hash] { return known }
        let statement = try database.cachedStatement(sql: "SELECT key FROM plugin WHERE hash = ?")
        guard let bytes = try? SHA256Digest(hex: hash).bytes,
            let key = try Int64.fetchOne(statement, arguments: [bytes.data])
        else {
            throw StorageError(
                .pluginUnknown,
                "No plugin with the hash \(hash.prefix(64)) is stored: store its text before the "
                    + "session or chunk that names it.")
        }
        pluginKeys[hash] = key
        return key
    }

    mutating func engineKey(_ version: String) throws -> Int64 {
        if let known = engineKeys[version] { return known }
        let insert = try database.cachedStatement(
            sql: "INSERT INTO engine(version) VALUES (?) ON CONFLICT DO NOTHING")
        try insert.execute(arguments: [version])
        let found = try database.cachedStatement(sql: "SELECT key FROM engine WHERE version = ?")
        guard let key = try Int64.fetchOne(found, arguments: [version]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an engine is missing")
        }
        engineKeys[version] = key
        return key
    }

    private func save(_ plugin: StoredPlugin) throws {
        let text = [UInt8](plugin.text.utf8)
        guard text.count <= StorageLimits.pluginTextBytesMax,
            SHA256Digest(of: text).hex == plugin.hash
        else {
            throw StorageError(
                .invalid,
                "The text of plugin \(plugin.name) is over \(StorageLimits.pluginTextBytesMax) "
                    + "bytes or is not what its hash says: give the text that was hashed.")
        }
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO plugin(hash, kind, name, version, text) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """)
        try insert.execute(arguments: [
            SHA256Digest(of: text).bytes.data, plugin.kind.rawValue, plugin.name, plugin.version,
            plugin.text,
        ])
    }

    private mutating func save(_ fault: StoredFault) throws {
        let session = try head(fault.sessionID)
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO fault(session, round, role, kind, file, line, call, message, traceback,
                    fuel_used, fuel_budget, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            session.key, fault.round, fault.role, fault.kind, fault.file, fault.line, fault.call,
            fault.message, fault.traceback, fault.fuelUsed, fault.fuelBudget, fault.at,
        ])
    }

    private mutating func save(_ stored: StoredTransition) throws {
        var session = try head(stored.sessionID)
        let step = stored.transition
        // A session that is taken up again begins with a new machine, which is idle.
        guard step.from == session.state || step.from == .idle,
            let next = try? SessionStateMachine.next(step.from, step.input), next == step.to
        else {
            throw StorageError(
                .transitionRefused,
                "Session \(stored.sessionID) is \(session.state.rawValue) and can not go from "
                    + "\(step.from.rawValue) by \(step.input.rawValue) to \(step.to.rawValue): "
                    + "nothing was written; report this defect.")
        }
        let last = try database.cachedStatement(
            sql: "SELECT max(seq) FROM transition WHERE session = ?")
        let sequence = try Int64.fetchOne(last, arguments: [session.key]) ?? 0
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO transition(session, seq, from_state, input, to_state, rounds, at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            session.key, sequence + 1, step.from.rawValue, step.input.rawValue, step.to.rawValue,
            step.rounds, stored.at,
        ])
        session.state = step.to
        heads[stored.sessionID] = session
    }

    private mutating func save(_ stored: StoredEnd) throws {
        var session = try head(stored.sessionID)
        let (now, then) = (stored.totals, session.totals)
        guard now.rounds == then.rounds, now.staked == then.staked, now.paid == then.paid,
            now.fees == then.fees, now.hits == then.hits, now.decisions >= then.decisions,
            now.faults >= then.faults, now.strategyFuel >= then.strategyFuel,
            now.gameFuel >= then.gameFuel
        else {
            throw StorageError(
                .chunkMalformed,
                "The end of session \(stored.sessionID) after \(now.rounds) rounds does not fit "
                    + "the \(then.rounds) rounds stored: store its last chunk before "
                    + "the end or with it.")
        }
        session.totals = now
        session.end = stored.end
        session.wallet = try session.wallet.released()
        try release(&session)
        heads[stored.sessionID] = session
    }
}
