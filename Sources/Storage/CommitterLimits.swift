// How much may wait for the disk.

/// Bounds of a committer's queue. When one is reached, `submit` waits.
public struct CommitterLimits: Hashable, Sendable {
    /// Batches that may wait. A commit takes some 5 ms on a plain disk, in which two cores seal a
    /// chunk or two; 256 also lets many short sessions share a commit.
    public var batchesMax: Int
    /// Bytes that may wait, which bounds memory. A batch above it waits for an empty queue.
    public var bytesMax: Int

    public init(batchesMax: Int = 256, bytesMax: Int = 16 << 20) {
        precondition(batchesMax > 0 && bytesMax > 0, "A committer's queue has room for something.")
        self.batchesMax = batchesMax
        self.bytesMax = bytesMax
    }
}
