// What version 5 brought: segments, into which bodies move from the main file.

internal import GRDB

extension Schema {
    /// `segment`: the manifest. `mark`: what was stored by when. `keep`: what is never retired.
    static let segmentStatements = [
        """
        CREATE TABLE segment(
            number INTEGER PRIMARY KEY,
            state TEXT NOT NULL CHECK(state IN ('moving', 'sealed', 'retired')),
            bytes INTEGER NOT NULL, digest BLOB NOT NULL CHECK(length(digest) = 32),
            chunks INTEGER NOT NULL, pair_chunks INTEGER NOT NULL, rounds INTEGER NOT NULL,
            first_chunk INTEGER NOT NULL, last_chunk INTEGER NOT NULL,
            first_pair_chunk INTEGER NOT NULL, last_pair_chunk INTEGER NOT NULL,
            source INTEGER REFERENCES segment, stored_until INTEGER NOT NULL,
            created_at INTEGER NOT NULL, retired_at INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE mark(
            at INTEGER PRIMARY KEY, chunk INTEGER NOT NULL, pair_chunk INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE keep(id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID
        """,
        "ALTER TABLE chunk ADD COLUMN segment INTEGER REFERENCES segment",
        "ALTER TABLE chunk ADD COLUMN rest_code INTEGER",
        "ALTER TABLE pair_chunk ADD COLUMN segment INTEGER REFERENCES segment",
        "ALTER TABLE pair_chunk ADD COLUMN rest_code INTEGER",
        "UPDATE meta SET value = '5' WHERE key = 'schema'",
        "PRAGMA user_version = 5",
    ]

    /// Whether a store that is open for reading has segments: an older one has no tables.
    static func hasSegments(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= 5
    }
}
