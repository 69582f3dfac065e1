// A checkpoint that no chunk carries.

public import Play

/// A checkpoint of a session that stands exactly at its round: in the same batch as the chunk that
/// ends there, or later. `Chunk.checkpoint` may carry it as well.
public struct StoredCheckpoint: Hashable, Sendable {
    public var sessionID: String
    public var checkpoint: Checkpoint

    public init(sessionID: String, checkpoint: Checkpoint) {
        self.sessionID = sessionID
        self.checkpoint = checkpoint
    }
}
