// What version 2 brought: comparisons, postings that may be theirs, and codes over rows.

extension Schema {
    /// From version 1 to 2. Postings are copied, because a column that may not be NULL stays so.
    static let comparisonStatements = [
        """
        CREATE TABLE comparison(
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, config TEXT NOT NULL,
            game INTEGER NOT NULL REFERENCES plugin, strategy_a INTEGER NOT NULL REFERENCES plugin,
            strategy_b INTEGER NOT NULL REFERENCES plugin,
            account_a INTEGER NOT NULL REFERENCES account,
            account_b INTEGER NOT NULL REFERENCES account,
            pairs INTEGER NOT NULL, created_at INTEGER NOT NULL, head_pairs INTEGER NOT NULL,
            head_digest BLOB NOT NULL CHECK(length(head_digest) = 32),
            verdict TEXT, judged_pairs INTEGER, end_reason TEXT
        ) STRICT
        """,
        """
        CREATE TABLE pair_chunk(
            id INTEGER PRIMARY KEY, comparison INTEGER NOT NULL REFERENCES comparison,
            first_pair INTEGER NOT NULL, pair_count INTEGER NOT NULL,
            digest_before BLOB NOT NULL CHECK(length(digest_before) = 32),
            digest_after BLOB NOT NULL CHECK(length(digest_after) = 32),
            a_rounds INTEGER NOT NULL, a_staked INTEGER NOT NULL, a_paid INTEGER NOT NULL,
            a_fees INTEGER NOT NULL, a_fuel INTEGER NOT NULL,
            b_rounds INTEGER NOT NULL, b_staked INTEGER NOT NULL, b_paid INTEGER NOT NULL,
            b_fees INTEGER NOT NULL, b_fuel INTEGER NOT NULL,
            engine INTEGER NOT NULL REFERENCES engine, body BLOB NOT NULL,
            row_code INTEGER NOT NULL, UNIQUE(comparison, first_pair)
        ) STRICT
        """,
        """
        CREATE TABLE posting_2(
            id INTEGER PRIMARY KEY, chunk INTEGER REFERENCES chunk,
            session INTEGER REFERENCES session, pair_chunk INTEGER REFERENCES pair_chunk,
            reason INTEGER NOT NULL, account INTEGER NOT NULL REFERENCES account,
            amount INTEGER NOT NULL, CHECK((session IS NULL) <> (pair_chunk IS NULL))
        ) STRICT
        """,
        """
        INSERT INTO posting_2(id, chunk, session, reason, account, amount)
            SELECT id, chunk, session, reason, account, amount FROM posting ORDER BY id
        """,
        "DROP TABLE posting",
        "ALTER TABLE posting_2 RENAME TO posting",
        "ALTER TABLE chunk ADD COLUMN row_code INTEGER",
        "ALTER TABLE checkpoint ADD COLUMN row_code INTEGER",
        "UPDATE meta SET value = '2' WHERE key = 'schema'",
        "PRAGMA user_version = 2",
    ]
}
