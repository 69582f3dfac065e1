// A comparison on its way into the store.

public import Play

/// A comparison to be created, before its first pair.
public struct NewComparison: Hashable, Sendable {
    /// The plugins of both arms must be stored, or be in the same batch.
    public var configuration: ComparisonConfiguration
    /// The most pairs to play.
    public var pairs: Int64
    /// Milliseconds since 1970-01-01.
    public var createdAt: Int64

    public init(configuration: ComparisonConfiguration, pairs: Int64, createdAt: Int64) {
        self.configuration = configuration
        self.pairs = pairs
        self.createdAt = createdAt
    }
}

/// A stored comparison plays on: it has no end any more, and may play so many pairs in all.
public struct StoredContinuation: Hashable, Sendable {
    public var comparisonID: String
    public var pairs: Int64

    public init(comparisonID: String, pairs: Int64) {
        self.comparisonID = comparisonID
        self.pairs = pairs
    }
}

/// Why a comparison stopped.
public struct StoredComparisonEnd: Hashable, Sendable {
    public var comparisonID: String
    public var end: ComparisonEnd

    public init(comparisonID: String, end: ComparisonEnd) {
        self.comparisonID = comparisonID
        self.end = end
    }
}
