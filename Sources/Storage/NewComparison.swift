// A comparison or tournament on its way into the store.

public import Play

/// A comparison or tournament to be created, before its first pair or episode.
public struct NewComparison: Hashable, Sendable {
    /// The plugins of all arms must be stored, or be in the same batch.
    public var configuration: ExperimentConfiguration
    /// The most pairs or episodes to play.
    public var pairs: Int64
    /// Milliseconds since 1970-01-01.
    public var createdAt: Int64

    public init(configuration: ComparisonConfiguration, pairs: Int64, createdAt: Int64) {
        self.init(.comparison(configuration), pairs: pairs, createdAt: createdAt)
    }

    public init(_ configuration: ExperimentConfiguration, pairs: Int64, createdAt: Int64) {
        self.configuration = configuration
        self.pairs = pairs
        self.createdAt = createdAt
    }
}

/// A stored comparison or tournament plays on: it has no end any more, and may play so many pairs or
/// episodes in all.
public struct StoredContinuation: Hashable, Sendable {
    public var comparisonID: String
    public var pairs: Int64

    public init(comparisonID: String, pairs: Int64) {
        self.comparisonID = comparisonID
        self.pairs = pairs
    }
}

/// Why a comparison or tournament stopped.
public struct StoredComparisonEnd: Hashable, Sendable {
    public var comparisonID: String
    public var end: ComparisonEnd

    public init(comparisonID: String, end: ComparisonEnd) {
        self.comparisonID = comparisonID
        self.end = end
    }
}
