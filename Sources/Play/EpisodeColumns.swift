// The rounds of one episode until its pair is in a chunk.
internal import Scripting

/// Columns of an episode's rounds. Those of a long episode are deflated while it plays.
public struct EpisodeColumns: Hashable, Sendable {
    /// Full blocks, each in the form of `ChunkColumns`, deflated.
    public internal(set) var blocks: [[UInt8]] = []
    /// The rounds after them.
    public internal(set) var last: ChunkColumns?

    init() {}

    /// About how many bytes it holds in memory.
    public var byteCount: Int {
        // An array on the heap takes 32 bytes beside its elements, and 8 where it is kept.
        blocks.reduce(0) { $0 + $1.count }
            + (last.map { $0.indexes.count * 2 + $0.tupleBytes + $0.tuples.count * 40 } ?? 0)
    }

    mutating func append(_ columns: ChunkColumns) {
        if let last { blocks.append(last.deflated) }
        last = columns
    }
}

extension Session {
    /// The rounds so far, for a journal that keeps many episodes in one chunk; only while
    /// `keepsColumns` is set. They are handed over: the next call gives what came after.
    public func takeColumns() -> EpisodeColumns {
        if driver.roundsPlayed >= openRound { _ = sealOpenRounds(checkpoint: nil) }
        defer { columns = EpisodeColumns() }
        return columns
    }

    /// Deflated bytes of the rounds that were not taken; those of the last 65,536 not counted.
    public var columnBytes: Int { columns.blocks.reduce(0) { $0 + $1.count } }
}
