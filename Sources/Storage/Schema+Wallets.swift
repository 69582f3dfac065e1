// What version 3 brought: wallets that sessions share, and what each session holds of one.

internal import GRDB

extension Schema {
    /// From version 2 to 3. Postings are copied, because a check of a column can not be changed.
    static let walletStatements = [
        "ALTER TABLE wallet ADD COLUMN shared INTEGER NOT NULL DEFAULT 0 CHECK(shared IN (0, 1))",
        """
        CREATE TABLE allowance(
            session INTEGER PRIMARY KEY REFERENCES session,
            wallet INTEGER NOT NULL REFERENCES wallet,
            is_live INTEGER NOT NULL CHECK(is_live IN (0, 1)),
            day INTEGER NOT NULL, day_left INTEGER
        ) STRICT
        """,
        "CREATE INDEX allowance_wallet ON allowance(wallet)",
        """
        CREATE TABLE posting_3(
            id INTEGER PRIMARY KEY, chunk INTEGER REFERENCES chunk,
            session INTEGER REFERENCES session, pair_chunk INTEGER REFERENCES pair_chunk,
            wallet INTEGER REFERENCES wallet, reason INTEGER NOT NULL,
            account INTEGER NOT NULL REFERENCES account, amount INTEGER NOT NULL,
            CHECK((session IS NOT NULL) + (pair_chunk IS NOT NULL) + (wallet IS NOT NULL) = 1)
        ) STRICT
        """,
        """
        INSERT INTO posting_3(id, chunk, session, pair_chunk, reason, account, amount)
            SELECT id, chunk, session, pair_chunk, reason, account, amount FROM posting ORDER BY id
        """,
        "DROP TABLE posting",
        "ALTER TABLE posting_3 RENAME TO posting",
        "UPDATE meta SET value = '3' WHERE key = 'schema'",
        "PRAGMA user_version = 3",
    ]

    /// Whether a store that is open for reading knows wallets that are shared.
    static func hasAllowances(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= 3
    }
}
