// A checkpoint that no chunk carries.

public import Play

/// A checkpoint of a session that stands exactly at its round: after a voided round that no other
/// round follows yet. One that a chunk begins at travels with the chunk.
public struct StoredCheckpoint: Hashable, Sendable {
    public var sessionID: String
    public var checkpoint: Checkpoint

    public init(sessionID: String, checkpoint: Checkpoint) {
        self.sessionID = sessionID
        self.checkpoint = checkpoint
    }
}
