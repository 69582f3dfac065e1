// What is looked at whenever a store is opened for writing: what can be told from heads and balances
// alone, so that nothing is added to a store that contradicts itself.
//
// It takes time by sessions and accounts, not by rounds. `StoreCheck.result` looks at all the rest.

internal import GRDB

extension StoreCheck {
    /// Throws `corrupt` when a head is not that of its last chunk, a wallet is not as its account or
    /// breaks its limits, or the accounts of a currency do not sum to 0.
    static func requireSoundHeads(_ database: Database, _ folder: StoreFolder) throws {
        let found =
            try firstText(
                database,
                """
                SELECT 'session ' || session.id || ' stands at round ' || head_round
                    || ' with ' || session.balance || ', and its last chunk ends at round '
                    || coalesce(first_round + round_count - 1, 0) || ' with '
                    || coalesce(balance_after, session.balance)
                FROM session LEFT JOIN chunk ON chunk.session = session.key
                    AND first_round = (SELECT max(first_round) FROM chunk AS newest
                                       WHERE newest.session = session.key)
                WHERE head_round <> coalesce(first_round + round_count - 1, 0)
                    OR head_digest <> coalesce(digest_after, first_digest)
                    OR session.balance <> coalesce(balance_after, session.balance)
                LIMIT 1
                """)
            ?? firstText(
                database,
                """
                SELECT 'wallet ' || wallet.id || ' has ' || wallet.balance || ', of which '
                    || held || ' held, its account ' || account.balance
                    || '; of its day it spent ' || spent || ' and granted ' || granted
                FROM wallet JOIN account ON account.key = wallet.account
                WHERE wallet.balance - shared * held <> account.balance OR held < 0 OR held > wallet.balance
                    OR spent < 0 OR granted < 0
                    OR (daily_limit IS NOT NULL AND spent > daily_limit - granted)
                LIMIT 1
                """)
            ?? unbalancedCurrency(database)
        guard let found else { return }
        throw StorageError(
            .corrupt, path: folder.path,
            "The store \(folder.path) contradicts itself (\(found)), so nothing is written to it: "
                + "see what is wrong with `stratagem verify --store \(folder.path)`; copy the "
                + "folder, then restore it from a backup or begin a new store in another folder.")
    }

    private static func firstText(_ database: Database, _ sql: String) throws -> String? {
        try String.fetchOne(database, sql: sql)
    }

    /// Summed in halves of 32 bits, which no number of accounts overflows.
    private static func unbalancedCurrency(_ database: Database) throws -> String? {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT currency, sum(balance >> 32) AS high, sum(balance & 4294967295) AS low
                FROM account GROUP BY currency
                """)
        while let row = try rows.next() {
            let total = try Int128(row.int64("high")) * (1 << 32) + Int128(row.int64("low"))
            if total != 0 { return "all accounts in \(try row.text("currency")) sum to \(total)" }
        }
        return nil
    }
}
