// Reloads: each from the text that played, and no chunk over two texts.

private import Foundation
internal import GRDB
internal import Play

extension StoreCheck {
    mutating func checkReloads() throws {
        guard try Schema.hasReloads(database) else { return }
        let sessions = try Row.fetchAll(
            database,
            sql: """
                SELECT key, id, config, game, strategy, head_round FROM session
                WHERE EXISTS (SELECT 1 FROM reload WHERE session = session.key)
                """)
        for session in sessions { try checkReloads(of: session) }
    }

    private mutating func checkReloads(of session: Row) throws {
        let (id, key) = (try session.text("id"), try session.int64("key"))
        var playing: [String: Int64] = [
            "game": try session.int64("game"), "strategy": try session.int64("strategy"),
        ]
        var round: Int64 = 0
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM reload WHERE session = ? ORDER BY seq", arguments: [key])
        count(.reload, by: Int64(rows.count))
        for (index, row) in rows.enumerated() {
            let (at, role) = (try row.int64("round"), try row.text("role"))
            let (from, to) = (try row.int64("from_plugin"), try row.int64("to_plugin"))
            if try row.int64("seq") != Int64(index) + 1 || at < round
                || at > session.int64("head_round") || playing[role] != from || from == to
            {
                note(
                    .reload, in: id, round: at,
                    "a reload is out of order, or not from the text that played")
            }
            try checkChunks(key, id, role: role, from: round, through: at, plugins: playing)
            if try Bool.fetchOne(
                database,
                sql: "SELECT count(*) = 0 FROM checkpoint WHERE session = ? AND round = ?",
                arguments: [key, at]) == true
            {
                note(.reload, in: id, round: at, "the checkpoint of a reload is missing")
            }
            playing[role] = to
            round = at
        }
        try checkChunks(key, id, role: nil, from: round, through: .max, plugins: playing)
    }

    /// Chunks after `from` up to `through` have the texts that played then. A fallback may stand in
    /// for a strategy, and no chunk goes past a reload.
    private mutating func checkChunks(
        _ session: Int64, _ id: String, role: String?, from: Int64, through: Int64,
        plugins: [String: Int64]
    ) throws {
        let wrong = try Int64.fetchOne(
            database,
            sql: """
                SELECT first_round FROM chunk JOIN session ON session.key = chunk.session
                WHERE session = ?1 AND first_round > ?2 AND first_round <= ?3
                    AND (chunk.game <> ?4 OR first_round + round_count - 1 > ?3
                        OR chunk.strategy <> ?5 AND chunk.strategy <> coalesce(
                            (SELECT key FROM plugin WHERE hex(hash) = upper(
                                json_extract(session.config, '$.fallback.hash'))), -1))
                LIMIT 1
                """,
            arguments: [session, from, through, plugins["game"], plugins["strategy"]])
        guard let wrong else { return }
        note(.reload, in: id, round: wrong, "a chunk names other texts than those that played then")
    }
}
