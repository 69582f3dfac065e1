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
    /// Faults after which a session stops whatever its policy: each costs a rebuild.
    public static let faultsMax: Int64 = 1000
    /// Wall time of one call in a walk over all draws, in milliseconds. A walk makes hundreds of
    /// millions of calls, some of which wait for a core; fuel ends those that run away.
    public static let walkWallMilliseconds: Int64 = 60_000
    /// Stakes after ranges are expanded.
    public static let stakesMax = 10_000
}

/// What journals name as the code that played them. Rounds are played again only by the same.
public enum Engine {
    public static let version = "stratagem 0.1 / Lua 5.4 / rounds 1"
}
