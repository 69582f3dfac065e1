// A checkpoint that no chunk carries.

public import Play

/// A checkpoint of a session that stands exactly at its round, taken after the chunk that ends there
/// was stored. One that is taken with the chunk travels with it.
public struct StoredCheckpoint: Hashable, Sendable {
    public var sessionID: String
    public var checkpoint: Checkpoint

    public init(sessionID: String, checkpoint: Checkpoint) {
        self.sessionID = sessionID
        self.checkpoint = checkpoint
    }
}
