// Every text of a plugin that the store keeps, and what played it.

/// One text of a plugin.
public struct StoredPluginVersion: Hashable, Sendable {
    /// A run of rounds of one session that this text played.
    public struct Use: Hashable, Sendable {
        public var sessionID: String
        public var firstRound: Int64
        public var lastRound: Int64

        public var rounds: Int64 { lastRound - firstRound + 1 }
    }

    public var plugin: StoredPlugin
    /// When a session first played it: milliseconds since 1970-01-01; `nil` when only comparisons
    /// and tournaments did.
    public var firstUsedAt: Int64?
    /// By the order in which sessions began, then by round.
    public var uses: [Use]
    /// Comparisons that it plays in.
    public var comparisons: [String]
    /// Tournaments that it plays in.
    public var tournaments: [String] = []

    /// Rounds of sessions that it played.
    public var rounds: Int64 { uses.reduce(0) { $0 + $1.rounds } }
}
