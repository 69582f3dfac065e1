// Chunks without rounds belong to sessions that asked for them.

private import Encoding
private import Foundation
internal import GRDB
internal import Play

extension StoreCheck {
    /// Finds chunks of a session that is journalled in full and hold no rounds.
    mutating func checkForms(of session: Row) throws {
        let id = try session.text("id")
        let configuration = try? JSONDecoder().decode(
            SessionConfiguration.self, from: Data(session.text("config").utf8))
        guard configuration?.journalMode == .full else { return }
        let rounds = try Int64.fetchAll(
            database,
            sql: "SELECT first_round FROM chunk WHERE session = ? AND body = ?",
            arguments: [session.int64("key"), Chunk.seedBody.data])
        for round in rounds {
            note(
                .rounds, in: id, round: round,
                "the chunk holds no rounds, and its session is journalled in full")
        }
    }
}
