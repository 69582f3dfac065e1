// Every limit of a session, with where it comes from.

/// Limits of sessions and slices.
public enum Limits {
    /// Rounds between two checkpoints, and the most in one chunk: what 2 bytes can index, and what
    /// a resumed session plays again at most (about 60 ms).
    public static let checkpointRounds: Int64 = 65_536
    /// Rounds of one scheduling turn: a few milliseconds.
    public static let sliceRounds: Int64 = 4096
    /// Fuel of one scheduling turn, about 10 ms of script time, so that no plugin starves others.
    public static let sliceFuel: Int64 = 2_000_000
    /// Time after which settled rounds are sealed, in milliseconds.
    public static let sealMilliseconds: Int64 = 50
    /// Bytes after which pairs of a comparison are sealed, before they are deflated: 65,536 rounds
    /// with few kinds of outcomes, or some 2,000 pairs of a round or two. Bodies then have 20 to
    /// 80 KB.
    public static let pairChunkBytes = 128 << 10
    /// Pairs of one chunk; `pairChunkBytes` is reached before.
    public static let pairsPerChunkMax: Int64 = 65_536
    /// Deflated bytes of one arm's rounds in one pair: a pair is never split over two chunks, whose
    /// body has 16 MiB at most. At 0.3 to 5 bytes a round that is 1.6 to 28 million rounds.
    public static let episodeBytesMax = 8_000_000
    /// Pairs that workers may be ahead of the one that is journalled next. Only a pair that takes
    /// far longer than others lets them come so far.
    public static let pairsAheadMax: UInt64 = 1024
    /// Bytes of pairs that may wait for an earlier one or for the journal; beside them each worker
    /// holds the pair that it plays.
    public static let pairsWaitingBytesMax = 16 << 20
    /// Faults after which a session stops whatever its policy: each costs a rebuild.
    public static let faultsMax: Int64 = 1000
    /// Wall time of one call in a walk over all draws, in milliseconds. A walk makes hundreds of
    /// millions of calls, some of which wait for a core; fuel ends those that run away.
    public static let walkWallMilliseconds: Int64 = 60_000
    /// Minor units of a bankroll, 10^15: ten million million dollars. A store has one account per
    /// currency that funds all wallets, and its balance has 64 bits: 9,223 sessions with the largest
    /// bankroll fit (2^63 / 10^15), where one near 2^63 would leave no room for a second.
    public static let bankrollMax: Int64 = 1_000_000_000_000_000
    /// Stakes after ranges are expanded.
    public static let stakesMax = 10_000
}

/// What journals name as the code that played them. Rounds are played again only by the same.
public enum Engine {
    public static let version = "stratagem 0.2 / Lua 5.4 / rounds 3"
}
