// What version 6 brought: places between checkpoints, and a bound on refused texts.

internal import GRDB

extension Schema {
    /// `place`: the columns of `checkpoint` and one more, one row a session.
    static let placeStatements = [
        """
        CREATE TABLE place(
            session INTEGER PRIMARY KEY REFERENCES session, round INTEGER NOT NULL,
            strategy INTEGER NOT NULL REFERENCES plugin, balance INTEGER NOT NULL,
            digest_stream BLOB NOT NULL, carry BLOB NOT NULL, memory BLOB NOT NULL,
            state BLOB NOT NULL, has_seen_stakes INTEGER NOT NULL, row_code INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE reload_refusal_dropped(
            session INTEGER NOT NULL REFERENCES session, role TEXT NOT NULL,
            count INTEGER NOT NULL, PRIMARY KEY(session, role)
        ) STRICT, WITHOUT ROWID
        """,
        "ALTER TABLE reload_refusal ADD COLUMN times INTEGER NOT NULL DEFAULT 1",
        "UPDATE meta SET value = '6' WHERE key = 'schema'",
        "PRAGMA user_version = 6",
    ]

    /// Whether a store that is open for reading has places: an older one has no table.
    static func hasPlaces(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= 6
    }
}
