// Postings, accounts and wallets.

internal import Accounts
internal import GRDB

extension StoreCheck {
    /// Each chunk's postings are its stakes, payouts and fees, out of one account and into another.
    mutating func checkChunkPostings() throws {
        // A chunk has at most six postings, so sums over them overflow only in a damaged store, and
        // then SQLite says so.
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT session.id AS session_id, first_round, chunk.staked AS staked,
                    chunk.paid AS paid, chunk.fees AS fees, sums.*
                FROM (SELECT chunk.id AS chunk_id,
                        coalesce(sum(amount), 0) AS total,
                        coalesce(sum(CASE WHEN reason = 2 AND amount > 0 THEN amount END), 0)
                            AS stakes,
                        coalesce(sum(CASE WHEN reason = 3 AND amount > 0 THEN amount END), 0)
                            AS payouts,
                        coalesce(sum(CASE WHEN reason = 4 AND amount > 0 THEN amount END), 0)
                            AS fee,
                        coalesce(sum(CASE WHEN posting.account = wallet.account THEN amount END), 0)
                            AS gained,
                        coalesce(sum(posting.session <> chunk.session), 0) AS foreign_rows
                    FROM chunk JOIN session ON session.key = chunk.session
                        JOIN wallet ON wallet.key = session.wallet
                        LEFT JOIN posting ON posting.chunk = chunk.id
                    GROUP BY chunk.id) AS sums
                    JOIN chunk ON chunk.id = sums.chunk_id
                    JOIN session ON session.key = chunk.session
                WHERE total <> 0 OR stakes <> chunk.staked OR payouts <> chunk.paid
                    OR fee <> chunk.fees OR gained <> chunk.paid - chunk.staked - chunk.fees
                    OR foreign_rows <> 0
                """)
        while let row = try rows.next() {
            note(
                .posting, in: try row.text("session_id"), round: try row.int64("first_round"),
                "the chunk's postings sum to \(try row.int64("total")), with stakes "
                    + "\(try row.int64("stakes")), payouts \(try row.int64("payouts")) and fees "
                    + "\(try row.int64("fee")); it says \(try row.int64("staked")), "
                    + "\(try row.int64("paid")) and \(try row.int64("fees"))")
        }
    }

    /// All postings of a currency sum to zero.
    mutating func checkCurrencies() throws {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT currency, sum(amount) AS total FROM posting
                    JOIN account ON account.key = posting.account
                GROUP BY currency HAVING total <> 0
                """)
        looked[.posting] = try Int64.fetchOne(database, sql: "SELECT count(*) FROM posting") ?? 0
        for row in rows {
            let (currency, total) = (try row.text("currency"), try row.int64("total"))
            note(.posting, "all \(currency) postings sum to \(total)")
        }
    }

    /// A balance is the sum of the account's postings, and a wallet's is not below zero.
    mutating func checkAccounts() throws {
        looked[.account] = try Int64.fetchOne(database, sql: "SELECT count(*) FROM account") ?? 0
        try checkAccountOwners()
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT name, currency, balance, coalesce(sum(amount), 0) AS total
                FROM account LEFT JOIN posting ON posting.account = account.key
                GROUP BY account.key
                HAVING total <> balance OR (balance < 0 AND name LIKE 'wallet:%')
                """)
        while let row = try rows.next() {
            note(
                .account,
                "\(try row.text("name")) has \(try row.int64("balance")) "
                    + "\(try row.text("currency")), its postings sum to \(try row.int64("total"))"
            )
        }
    }

    /// An account of a wallet is that of a wallet or of an arm of a comparison or tournament.
    private mutating func checkAccountOwners() throws {
        var arms =
            try Schema.hasComparisons(database)
            ? "UNION SELECT account_a FROM comparison UNION SELECT account_b FROM comparison" : ""
        if try Schema.hasTournaments(database) {
            arms += " UNION SELECT account FROM comparison_arm"
        }
        let names = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM account WHERE name LIKE 'wallet:%'
                    AND key NOT IN (SELECT account FROM wallet \(arms))
                """)
        for name in names { note(.account, "\(name) belongs to no wallet and no comparison") }
    }
}
