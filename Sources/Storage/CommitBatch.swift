// What becomes true together.

public import Play

/// Changes of any number of sessions and comparisons that are written in one transaction, or not at all.
///
/// They are applied kind by kind in the order of the properties, and within a kind in the order
/// given.
public struct CommitBatch: Hashable, Sendable {
    /// Texts that are stored already are skipped.
    public var plugins: [StoredPlugin] = []
    public var sessions: [NewSession] = []
    public var chunks: [Chunk] = []
    public var checkpoints: [StoredCheckpoint] = []
    /// Where sessions stand after the chunks of the batch; one is kept of each.
    public var places: [StoredCheckpoint] = []
    public var reloads: [StoredReload] = []
    public var reloadRefusals: [StoredReloadRefusal] = []
    /// Answered after the chunks of the same batch.
    public var allowances: [AllowanceRequest] = []
    public var faults: [StoredFault] = []
    public var transitions: [StoredTransition] = []
    public var ends: [StoredEnd] = []
    public var comparisons: [NewComparison] = []
    public var continuations: [StoredContinuation] = []
    public var pairChunks: [PairChunk] = []
    public var comparisonEnds: [StoredComparisonEnd] = []

    public init() {}

    /// A batch of chunks alone.
    public init(chunks: [Chunk]) {
        self.chunks = chunks
    }

    /// Whether there is nothing to write.
    public var isEmpty: Bool {
        plugins.isEmpty && sessions.isEmpty && chunks.isEmpty && checkpoints.isEmpty
            && allowances.isEmpty && reloads.isEmpty && reloadRefusals.isEmpty && faults.isEmpty
            && places.isEmpty && transitions.isEmpty && ends.isEmpty && comparisons.isEmpty
            && continuations.isEmpty && pairChunks.isEmpty && comparisonEnds.isEmpty
    }

    /// About how many bytes it holds in memory and will write: what can be large, and 512 for each
    /// of the rest.
    public var byteCount: Int {
        var sum = 512 * (sessions.count + chunks.count + transitions.count + ends.count)
        sum += 256 * reloads.count
        for refusal in reloadRefusals { sum += 512 + refusal.message.utf8.count }
        for new in comparisons { sum += 512 * new.configuration.arms.count }
        sum += 64 * (continuations.count + comparisonEnds.count)
        for chunk in pairChunks { sum += 512 + chunk.body.count }
        for plugin in plugins { sum += plugin.text.utf8.count }
        for chunk in chunks {
            sum += chunk.body.count
            if let checkpoint = chunk.checkpoint { sum += byteCount(of: checkpoint) }
        }
        for item in checkpoints + places { sum += byteCount(of: item.checkpoint) }
        for fault in faults { sum += 512 + fault.message.utf8.count + fault.traceback.utf8.count }
        return sum
    }

    private func byteCount(of checkpoint: Checkpoint) -> Int {
        512 + checkpoint.memory.count + checkpoint.state.count + checkpoint.carry.count
    }
}
