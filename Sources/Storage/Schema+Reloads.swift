// What version 4 brought: texts that took the place of others while a session played.

internal import GRDB

extension Schema {
    /// `reload`: taken ones, in order. `reload_refusal`: those after which the old text played on.
    static let reloadStatements = [
        """
        CREATE TABLE reload(
            session INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL,
            round INTEGER NOT NULL, role TEXT NOT NULL,
            from_plugin INTEGER NOT NULL REFERENCES plugin,
            to_plugin INTEGER NOT NULL REFERENCES plugin, at INTEGER NOT NULL,
            PRIMARY KEY(session, seq)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE reload_refusal(
            session INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL,
            round INTEGER NOT NULL, role TEXT NOT NULL,
            hash BLOB NOT NULL CHECK(length(hash) = 32), file TEXT NOT NULL, line INTEGER,
            call TEXT NOT NULL, message TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY(session, seq)
        ) STRICT, WITHOUT ROWID
        """,
        "UPDATE meta SET value = '4' WHERE key = 'schema'",
        "PRAGMA user_version = 4",
    ]

    /// Whether a store that is open for reading has reloads: an older one has no tables.
    static func hasReloads(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= 4
    }
}
