// What a check of a store looked at.

/// How much was looked at, and what was found.
public struct StoreCheckResult: Hashable, Sendable {
    /// The form of the store: `Schema.version` of the program that upgraded it last.
    public var format: Int64 = 0
    /// Sessions, comparisons and tournaments whose chunks were looked at, with their rounds, pairs
    /// and episodes.
    public var sessions: Int64 = 0
    public var comparisons: Int64 = 0
    public var tournaments: Int64 = 0
    public var rounds: Int64 = 0
    public var pairs: Int64 = 0
    public var episodes: Int64 = 0
    public var chunks: Int64 = 0
    /// Chunks of them whose bodies are retired: the rest of their rows was looked at.
    public var retiredChunks: Int64 = 0
    /// How many were looked at for each kind of finding, of what `StoreFinding.Kind.unit` names.
    public var looked: [StoreFinding.Kind: Int64] = [:]
    public var findings: [StoreFinding] = []
    /// Whether there are more findings than are listed.
    public var isCutOff = false

    public init() {}
}
