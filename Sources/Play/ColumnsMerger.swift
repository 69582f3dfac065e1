// Columns of many episodes made into few blocks: common outcomes are written once.

/// Joins the rounds of episodes into blocks of at most 65,536 rounds, in the form of
/// `ChunkColumns`.
struct ColumnsMerger: Sendable {
    /// Full blocks, deflated.
    private(set) var blocks: [[UInt8]] = []
    private var open = ChunkColumns()
    private var places: [[UInt8]: UInt16] = [:]
    /// Bytes of the open block, before it is deflated.
    private(set) var openBytes = 0

    mutating func append(_ episode: EpisodeColumns) {
        for block in episode.blocks {
            closeBlock()
            blocks.append(block)
        }
        if let last = episode.last { append(last) }
    }

    private mutating func append(_ columns: ChunkColumns) {
        // A tuple's place has 16 bits.
        if open.indexes.count + columns.indexes.count > Int(Limits.checkpointRounds) {
            closeBlock()
        }
        let mapped = columns.tuples.map { tuple in
            if let known = places[tuple] { return known }
            let place = UInt16(open.tuples.count)
            places[tuple] = place
            open.tuples.append(tuple)
            openBytes += tuple.count + 1
            return place
        }
        open.indexes.append(contentsOf: columns.indexes.lazy.map { mapped[Int($0)] })
        openBytes += columns.indexes.count
    }

    private mutating func closeBlock() {
        guard !open.indexes.isEmpty else { return }
        blocks.append(open.deflated)
        open = ChunkColumns()
        places.removeAll(keepingCapacity: true)
        openBytes = 0
    }

    /// All blocks; the merger begins anew.
    mutating func takeBlocks() -> [[UInt8]] {
        closeBlock()
        defer { blocks = [] }
        return blocks
    }
}
