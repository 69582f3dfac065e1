// What a session's journal keeps of its rounds.
//
// A session is a function: texts, engine, configuration and seed give every round again. So a chunk
// may hold no rounds at all, only what they came to: totals, balances, and the digest that the
// regenerated rounds must have. Reading then costs playing, and only the engine that played can read.
// A round that would not come out again, because the clock or the memory of this machine ended a
// call, is kept in full.

/// How much of its rounds a session's journal holds. Part of no digest: both play the same rounds.
public enum JournalMode: String, CaseIterable, Hashable, Sendable, Codable {
    /// Every decision, stake and payout; about 0.3 bytes a slot round.
    case full
    /// Nothing that follows from the seed.
    case seed
}

extension SessionConfiguration {
    /// What its journal keeps.
    public var journalMode: JournalMode { journal ?? .full }
}

extension Chunk {
    /// The body of a chunk without rounds. Columns are compressed with zlib, whose first byte is
    /// another.
    public static let seedBody: [UInt8] = [2]

    /// Whether its rounds are regenerated when they are read.
    public var isSeedOnly: Bool { body == Chunk.seedBody }
}

extension Session {
    /// Whether the rounds from `openRound` to the newest one come out again when they are replayed.
    var isReproducibleSinceSeal: Bool {
        guard let unreproducibleRound else { return true }
        return unreproducibleRound < openRound || unreproducibleRound > rounds
    }
}
