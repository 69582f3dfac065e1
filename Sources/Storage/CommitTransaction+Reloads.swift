// Reloads: what must hold before one is written.

private import Encoding
internal import GRDB
internal import Play

extension CommitTransaction {
    /// Writes a reload at the session's head: from the text that plays to another of the same
    /// plugin. The checkpoint that the session goes on from is in the same batch.
    mutating func save(_ stored: StoredReload) throws {
        let session = try head(stored.sessionID)
        let reload = stored.reload
        let playing = try playingKey(reload.role, session)
        let (from, to) = (try pluginKey(reload.from.hash), try pluginKey(reload.to.hash))
        let isSamePlugin = try Bool.fetchOne(
            database,
            sql: """
                SELECT count(*) = 2 FROM plugin WHERE key IN (?, ?) AND kind = ? AND name = (
                    SELECT name FROM plugin WHERE key = ?)
                """, arguments: [from, to, reload.role.rawValue, from])
        let hasCheckpoint = try Bool.fetchOne(
            database, sql: "SELECT count(*) = 1 FROM checkpoint WHERE session = ? AND round = ?",
            arguments: [session.key, reload.round])
        guard reload.round == session.round, playing == from, from != to, isSamePlugin == true,
            hasCheckpoint == true, session.end?.isFinal != true
        else {
            throw StorageError(
                .chunkMalformed,
                "The reload after round \(reload.round) of session \(stored.sessionID), which "
                    + "stands at round \(session.round), is not from the text that plays to "
                    + "another of the same plugin, or is without its checkpoint: nothing was "
                    + "written; report this defect.")
        }
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO reload(session, seq, round, role, from_plugin, to_plugin, at)
                VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM reload WHERE session = ?1),
                    ?2, ?3, ?4, ?5, ?6)
                """)
        try insert.execute(arguments: [
            session.key, reload.round, reload.role.rawValue, from, to, stored.at,
        ])
    }

    /// Writes a refused text in the place of an earlier refusal of it. A file that is saved every
    /// second while it is broken leaves no more than `reloadRefusalsMax` rows.
    mutating func save(_ refusal: StoredReloadRefusal) throws {
        let session = try head(refusal.sessionID)
        guard let hash = try? SHA256Digest(hex: refusal.hash).bytes else {
            throw StorageError(.invalid, "A refused text has the hash \(refusal.hash.prefix(64)).")
        }
        let role = refusal.role.rawValue
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO reload_refusal(
                    session, seq, round, role, hash, file, line, call, message, at, times)
                VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM reload_refusal
                    WHERE session = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
                    (SELECT coalesce(sum(times), 0) + ?10 FROM reload_refusal
                     WHERE session = ?1 AND role = ?3 AND hash = ?4))
                """)
        try insert.execute(arguments: [
            session.key, refusal.round, role, hash.data, refusal.file, refusal.line, refusal.call,
            refusal.message, refusal.at, refusal.times,
        ])
        let clear = try database.cachedStatement(
            sql: """
                DELETE FROM reload_refusal
                WHERE session = ?1 AND role = ?2 AND hash = ?3 AND seq < (
                    SELECT max(seq) FROM reload_refusal WHERE session = ?1)
                """)
        try clear.execute(arguments: [session.key, role, hash.data])
        try dropOldRefusals(session.key, role)
    }

    /// Drops the oldest refused texts of a plugin over the bound, and counts how often they came.
    private func dropOldRefusals(_ session: Int64, _ role: String) throws {
        let over = try database.cachedStatement(
            sql: """
                SELECT seq, times FROM reload_refusal WHERE session = ? AND role = ?
                ORDER BY seq DESC LIMIT -1 OFFSET ?
                """)
        let rows = try Row.fetchAll(
            over, arguments: [session, role, StorageLimits.reloadRefusalsMax])
        for row in rows {
            let drop = try database.cachedStatement(
                sql: "DELETE FROM reload_refusal WHERE session = ? AND seq = ?")
            try drop.execute(arguments: [session, try row.int64("seq")])
            let count = try database.cachedStatement(
                sql: """
                    INSERT INTO reload_refusal_dropped(session, role, count) VALUES (?1, ?2, ?3)
                    ON CONFLICT DO UPDATE SET count = count + excluded.count
                    """)
            try count.execute(arguments: [session, role, try row.int64("times")])
        }
    }

    /// Key of the text that plays a role.
    private func playingKey(_ role: PluginRole, _ session: SessionRow) throws -> Int64? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT coalesce(
                    (SELECT to_plugin FROM reload WHERE session = ?1 AND role = ?2
                     ORDER BY seq DESC LIMIT 1),
                    (SELECT CASE ?2 WHEN 'game' THEN game ELSE strategy END
                     FROM session WHERE key = ?1))
                """)
        return try Int64.fetchOne(statement, arguments: [session.key, role.rawValue])
    }
}
