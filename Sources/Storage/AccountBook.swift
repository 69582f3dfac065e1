// The ledger's part of a writing transaction: postings and the balances they lead to.
//
// Every entry balances before it is written (JournalEntry refuses others). At the end the rows that
// were written are summed up again by SQLite, on another path, and compared.

internal import Accounts
internal import GRDB

/// Accounts that a transaction posts to.
struct AccountBook {
    private struct Name: Hashable {
        let account: Account
        let currency: Currency
    }

    private struct Line {
        let key: Int64
        let before: Int64
        var balance: Int64
    }

    private let database: Database
    private let lastPostingBefore: Int64
    private var lines: [Name: Line] = [:]

    init(_ database: Database) throws {
        self.database = database
        lastPostingBefore =
            try Int64.fetchOne(database, sql: "SELECT max(id) FROM posting") ?? 0
    }

    /// Writes the postings of one entry: a session's, one of a chunk of pairs, or a shared wallet's.
    /// Throws when they do not balance, or when a balance would not fit or a wallet be overdrawn.
    mutating func post(
        _ moves: [(reason: PostingReason, posting: Posting)], session: Int64? = nil,
        chunk: Int64? = nil, pairChunk: Int64? = nil, wallet: Int64? = nil
    ) throws {
        guard !moves.isEmpty else { return }
        let entry = try JournalEntry(moves.map(\.posting))
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO posting(chunk, session, pair_chunk, wallet, reason, account, amount)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        for (move, posting) in zip(moves, entry.postings) {
            let name = Name(account: posting.account, currency: posting.amount.currency)
            var line = try line(name)
            let (sum, overflowed) =
                line.balance.addingReportingOverflow(posting.amount.minorUnits)
            guard !overflowed else {
                throw StorageError(
                    .balanceMismatch,
                    "The balance of account \(name.account) would no longer fit in 64 bits: "
                        + "nothing was written; play the session with a smaller bankroll.")
            }
            line.balance = sum
            lines[name] = line
            try insert.execute(arguments: [
                chunk, session, pairChunk, wallet, move.reason.rawValue, line.key,
                posting.amount.minorUnits,
            ])
        }
        for name in Set(
            entry.postings.map { Name(account: $0.account, currency: $0.amount.currency) })
        where name.account.kind == .wallet {
            guard try line(name).balance >= 0 else {
                throw StorageError(
                    .balanceMismatch,
                    "The rounds would leave account \(name.account) below zero: nothing was "
                        + "written; this is a defect of the program, report it.")
            }
        }
    }

    /// The balance of an account as it stands now.
    mutating func balance(_ account: Account, _ currency: Currency) throws -> Int64 {
        try line(Name(account: account, currency: currency)).balance
    }

    /// The key of an account, which is opened with nothing in it when it is new.
    mutating func key(_ account: Account, _ currency: Currency) throws -> Int64 {
        try line(Name(account: account, currency: currency)).key
    }

    /// Writes the balances, then has SQLite add up the rows that were written.
    func finish() throws {
        let update = try database.cachedStatement(
            sql: "UPDATE account SET balance = ? WHERE key = ?")
        for line in lines.values { try update.execute(arguments: [line.balance, line.key]) }
        let sums = try database.cachedStatement(
            sql: """
                SELECT account, account.balance AS balance, sum(amount) AS amount
                FROM posting JOIN account ON account.key = posting.account
                WHERE id > ? GROUP BY account
                """)
        let before = Dictionary(uniqueKeysWithValues: lines.values.map { ($0.key, $0.before) })
        let rows = try Row.fetchCursor(sums, arguments: [lastPostingBefore])
        while let row = try rows.next() {
            let balance = try row.int64("balance")
            guard let start = try before[row.int64("account")],
                try Int128(start) + Int128(row.int64("amount")) == Int128(balance)
            else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT,
                    message: "the postings do not add up to an account's balance")
            }
        }
    }

    private mutating func line(_ name: Name) throws -> Line {
        if let known = lines[name] { return known }
        let found = try database.cachedStatement(
            sql: "SELECT key, balance FROM account WHERE name = ? AND currency = ?")
        let line: Line
        if let row = try Row.fetchOne(found, arguments: [name.account.name, name.currency.code]) {
            let balance = try row.int64("balance")
            line = Line(key: try row.int64("key"), before: balance, balance: balance)
        } else {
            let insert = try database.cachedStatement(
                sql: "INSERT INTO account(name, currency, balance) VALUES (?, ?, 0)")
            try insert.execute(arguments: [name.account.name, name.currency.code])
            line = Line(key: database.lastInsertedRowID, before: 0, balance: 0)
        }
        lines[name] = line
        return line
    }
}
