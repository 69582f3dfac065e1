// Judged pairs, and episodes of tournaments, on their way to the committer.
internal import Play
internal import Storage
private import Synchronization

/// Seals the pairs of a comparison, or the episodes of a tournament, and submits them, in their
/// order. Any thread; a call may wait for room in the committer's queue.
final class EpisodesJournal: Sendable {
    private struct State {
        var builder: PairChunkBuilder
        /// What makes the comparison known, or plays on with it, until the first chunk takes it
        /// along: a comparison that fails in its first pair leaves nothing behind.
        var beginning: CommitBatch
        var sealedAt: UInt64
    }

    private let id: String
    private let committer: Committer
    private let clock: HostClock
    private let state: Mutex<State>

    init(
        id: String, _ builder: PairChunkBuilder, beginning: CommitBatch, committer: Committer,
        clock: HostClock
    ) {
        self.id = id
        self.committer = committer
        self.clock = clock
        state = Mutex(
            State(
                builder: builder, beginning: beginning, sealedAt: clock.monotonicNanoseconds()))
    }

    /// Whether the disk has no room for more.
    var isPaused: Bool { committer.isPaused }

    /// Takes the next pair or episode; seals when there is enough, or after 50 ms.
    func add(_ episode: JointEpisode) throws(StorageError) {
        try state.withLock { (state) throws(StorageError) in
            if let sealed = state.builder.add(episode) { try submit([sealed], &state) }
            let now = clock.monotonicNanoseconds()
            guard
                state.builder.wantsSeal
                    || now &- state.sealedAt >= UInt64(Limits.sealMilliseconds) * 1_000_000
            else { return }
            try submit([state.builder.seal()].compactMap { $0 }, &state)
            state.sealedAt = now
        }
    }

    /// Writes the rest and the end, and waits until all of it is on the disk.
    func finish(_ end: ComparisonEnd) throws(StorageError) {
        try state.withLock { (state) throws(StorageError) in
            let rest = [state.builder.seal()].compactMap { $0 }
            let isKnown = state.beginning.comparisons.isEmpty || !rest.isEmpty
            guard isKnown || end.reason != .fault else { return }
            try submit(
                rest, &state, ends: [StoredComparisonEnd(comparisonID: id, end: end)])
        }
        try committer.flush()
    }

    private func submit(
        _ chunks: [PairChunk], _ state: inout State, ends: [StoredComparisonEnd] = []
    ) throws(StorageError) {
        var batch = state.beginning
        batch.pairChunks = chunks
        batch.comparisonEnds = ends
        state.beginning = CommitBatch()
        try committer.submit(batch)
    }
}
