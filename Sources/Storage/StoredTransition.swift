// A transition of a session as the store keeps it.

public import Play

/// A transition that happened, and when.
public struct StoredTransition: Hashable, Sendable {
    public var sessionID: String
    public var transition: SessionTransition
    /// Milliseconds since 1970-01-01.
    public var at: Int64

    public init(sessionID: String, transition: SessionTransition, at: Int64) {
        self.sessionID = sessionID
        self.transition = transition
        self.at = at
    }
}
