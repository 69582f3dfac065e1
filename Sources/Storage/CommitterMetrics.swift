// What a committer has done so far.
public import Statistics

/// Counts and times of a committer since it was made.
public struct CommitterMetrics: Hashable, Sendable {
    /// Transactions that are on the disk.
    public var commits: Int64 = 0
    /// Batches and chunks in them.
    public var batches: Int64 = 0
    public var chunks: Int64 = 0
    /// About how many bytes they hold: `CommitBatch.byteCount`.
    public var bytes: Int64 = 0
    /// Time spent in commits, checkpoints included: the sum, and each in a histogram.
    public var commitTime: Duration = .zero
    public var commitTimes = LatencyHistogram()
    /// How often and how long `submit` waited for room in the queue.
    public var waits: Int64 = 0
    public var waitTime: Duration = .zero

    public init() {}
}
