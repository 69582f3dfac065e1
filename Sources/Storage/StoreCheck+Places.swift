// Places between checkpoints: each stands at a chunk's end, as a checkpoint does.

internal import GRDB

extension StoreCheck {
    /// Balance and stream of a session's place, by its round; empty when it has none.
    func places(of session: Row) throws -> [Int64: (balance: Int64, stream: [UInt8])] {
        guard try Schema.hasPlaces(database),
            let row = try Row.fetchOne(
                database, sql: "SELECT round, balance, digest_stream FROM place WHERE session = ?",
                arguments: [session.int64("key")])
        else { return [:] }
        let value = (try row.int64("balance"), try row.bytes("digest_stream"))
        return [try row.int64("round"): value]
    }

    /// What a place holds for plugins is theirs alone: only its code tells that it is sound.
    mutating func checkPlaceCodes() throws {
        guard try Schema.hasPlaces(database) else { return }
        try checkCodes(
            of: "place", .place, "the place that it goes on from is not as it was written")
    }
}
