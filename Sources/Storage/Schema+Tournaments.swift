// What version 7 brought: tournaments, which are comparisons of any number of arms.

internal import GRDB

extension Schema {
    /// From version 6 to 7. Rows of comparisons stay as they are: `arms` is NULL in their chunks, and
    /// then no part of the row's code.
    static let tournamentStatements = [
        """
        ALTER TABLE comparison ADD COLUMN kind TEXT NOT NULL DEFAULT 'comparison'
            CHECK(kind IN ('comparison', 'tournament'))
        """,
        """
        CREATE TABLE comparison_arm(
            comparison INTEGER NOT NULL REFERENCES comparison, number INTEGER NOT NULL,
            strategy INTEGER NOT NULL REFERENCES plugin,
            account INTEGER NOT NULL REFERENCES account, PRIMARY KEY(comparison, number)
        ) STRICT, WITHOUT ROWID
        """,
        "ALTER TABLE pair_chunk ADD COLUMN arms BLOB",
        "UPDATE meta SET value = '7' WHERE key = 'schema'",
        "PRAGMA user_version = 7",
    ]

    /// Whether a store that is open for reading has tournaments: an older one has no columns for
    /// them.
    static func hasTournaments(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= 7
    }
}
