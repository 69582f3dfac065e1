// Ends of sessions and faults of plugins: that they belong to the rounds that are stored.

internal import GRDB
internal import Play

extension StoreCheck {
    /// A session that is over for good is completed, and one that a fault stopped has that fault.
    mutating func checkEnd(of session: Row) throws {
        count(.end)
        guard let end = try SessionEnd(sessionRow: session) else { return }
        let (id, head) = (try session.text("id"), try session.int64("head_round"))
        let state = try session.state("state")
        if end.isFinal, state != .completed {
            note(
                .end, in: id, round: head,
                "it is over for good (\(end.reason.rawValue)) and its state is \(state.rawValue)")
        }
        guard end.reason == .fault else { return }
        let last = try Int64.fetchOne(
            database, sql: "SELECT max(round) FROM fault WHERE session = ?",
            arguments: [session.int64("key")])
        if last ?? -1 < head {
            note(
                .end, in: id, round: head,
                "a fault ended it after this round, and none is stored from there")
        }
    }

    /// No fault is of a round that nobody can have played: those up to the head, or the one after.
    mutating func checkFaults() throws {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT session.id AS id, fault.round AS round, head_round FROM fault
                    JOIN session ON session.key = fault.session
                WHERE fault.round < 0 OR fault.round > head_round + 1
                """)
        for row in rows {
            note(
                .end, in: try row.text("id"), round: try row.int64("round"),
                "a fault is of this round, and the head is at \(try row.int64("head_round"))")
        }
        let faults = try Int64.fetchOne(database, sql: "SELECT count(*) FROM fault") ?? 0
        count(.end, by: faults)
    }
}
