// Reading what changed while sessions played.

private import Encoding
internal import GRDB
internal import Play

extension JournalStore {
    /// The reloads of a session, the oldest first. `session` is a full id.
    public func reloads(of session: String) throws(StorageError) -> [StoredReload] {
        try read { database in
            guard try Schema.hasReloads(database) else { return [] }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT reload.*, a.name AS from_name, a.version AS from_version,
                        a.hash AS from_hash, b.name AS to_name, b.version AS to_version,
                        b.hash AS to_hash
                    FROM reload JOIN session ON session.key = reload.session
                        JOIN plugin AS a ON a.key = from_plugin
                        JOIN plugin AS b ON b.key = to_plugin
                    WHERE session.id = ? ORDER BY seq
                    """, arguments: [session]
            ).map { row in
                StoredReload(
                    sessionID: session,
                    reload: PluginReload(
                        round: try row.int64("round"), role: try row.role(),
                        from: try row.reference("from"), to: try row.reference("to")),
                    at: try row.int64("at"))
            }
        }
    }

    /// The newest texts that a session did not take, the oldest first; each once. `session` is a
    /// full id.
    public func reloadRefusals(of session: String) throws(StorageError) -> [StoredReloadRefusal] {
        try read { database in
            guard try Schema.hasReloads(database) else { return [] }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT reload_refusal.*
                    FROM reload_refusal JOIN session ON session.key = reload_refusal.session
                    WHERE session.id = ? ORDER BY seq
                    """, arguments: [session]
            ).map { row in
                StoredReloadRefusal(
                    sessionID: session, round: try row.int64("round"), role: try row.role(),
                    hash: try row.hex("hash"), file: try row.text("file"),
                    line: try row.int64OrNull("line").map { Int($0) }, call: try row.text("call"),
                    message: try row.text("message"), at: try row.int64("at"),
                    times: row.hasColumn("times") ? try row.int64("times") : 1)
            }
        }
    }

    /// How often texts came that a session did not take and of which nothing else is kept, because
    /// newer ones made them too many. `session` is a full id.
    public func reloadRefusalsDropped(of session: String) throws(StorageError) -> Int64 {
        try read { database in
            guard try Schema.hasPlaces(database) else { return 0 }
            return try Int64.fetchOne(
                database,
                sql: """
                    SELECT sum(count) FROM reload_refusal_dropped AS dropped
                        JOIN session ON session.key = dropped.session WHERE session.id = ?
                    """, arguments: [session]) ?? 0
        }
    }

    /// Every text of a plugin that is stored, the one stored first first; empty when there is none.
    public func versions(of plugin: String) throws(StorageError) -> [StoredPluginVersion] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM plugin WHERE name = ? ORDER BY key",
                arguments: [plugin])
            return try rows.map { row in
                guard let kind = StoredPlugin.Kind(rawValue: try row.text("kind")) else {
                    throw row.damaged("kind")
                }
                let stored = StoredPlugin(
                    hash: try row.hex("hash"), kind: kind, name: plugin,
                    version: try row.text("version"), text: try row.text("text"))
                return try version(stored, key: row.int64("key"), database)
            }
        }
    }

    private func version(
        _ plugin: StoredPlugin, key: Int64, _ database: Database
    ) throws -> StoredPluginVersion {
        let column = plugin.kind == .game ? "game" : "strategy"
        var found = StoredPluginVersion(
            plugin: plugin, firstUsedAt: nil, uses: [], comparisons: [])
        // Chunks beside each other that name the same text are one run.
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT session.id AS id, first_round, first_round + round_count - 1 AS last_round
                FROM chunk JOIN session ON session.key = chunk.session
                WHERE chunk.\(column) = ? ORDER BY session.key, first_round
                """, arguments: [key])
        while let row = try rows.next() {
            let use = StoredPluginVersion.Use(
                sessionID: try row.text("id"), firstRound: try row.int64("first_round"),
                lastRound: try row.int64("last_round"))
            if let last = found.uses.last, last.sessionID == use.sessionID,
                last.lastRound &+ 1 == use.firstRound
            {
                found.uses[found.uses.count - 1].lastRound = use.lastRound
            } else {
                found.uses.append(use)
            }
        }
        let reloaded =
            try Schema.hasReloads(database)
            ? "UNION ALL SELECT min(at) FROM reload WHERE to_plugin = ?1" : ""
        found.firstUsedAt = try Int64.fetchOne(
            database,
            sql: """
                SELECT min(at) FROM (
                    SELECT min(created_at) AS at FROM session WHERE \(column) = ?1 \(reloaded))
                """, arguments: [key])
        if try Schema.hasComparisons(database) {
            let others =
                try Schema.hasTournaments(database)
                ? "OR key IN (SELECT comparison FROM comparison_arm WHERE strategy = ?1)" : ""
            let condition =
                plugin.kind == .game
                ? "game = ?1" : "strategy_a = ?1 OR strategy_b = ?1 \(others)"
            found.comparisons = try String.fetchAll(
                database, sql: "SELECT id FROM comparison WHERE \(condition) ORDER BY key",
                arguments: [key])
        }
        return found
    }
}

extension Row {
    fileprivate func role() throws -> PluginRole {
        guard let role = PluginRole(rawValue: try text("role")) else { throw damaged("role") }
        return role
    }

    fileprivate func reference(_ prefix: String) throws -> PluginReference {
        PluginReference(
            name: try text("\(prefix)_name"), version: try text("\(prefix)_version"),
            hash: try hex("\(prefix)_hash"))
    }
}
