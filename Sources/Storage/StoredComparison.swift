// A comparison as it is read back.

public import Play

/// A comparison with everything that decides and describes it, as of one committed transaction.
public struct StoredComparison: Hashable, Sendable {
    public var configuration: ComparisonConfiguration
    /// The most pairs to play, as last asked for.
    public var pairs: Int64
    /// Milliseconds since 1970-01-01.
    public var createdAt: Int64
    /// Pairs that are stored; 0 before the first.
    public var headPairs: Int64
    /// The running digest after them, 64 hexadecimal digits.
    public var headDigest: String
    /// Sums over all pairs that are stored.
    public var a: ArmSums
    public var b: ArmSums
    /// Why it stopped; `nil` while it plays and after a crash.
    public var end: ComparisonEnd?

    public var id: String { configuration.id }
}
