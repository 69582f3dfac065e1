// The rounds in a chunk of pairs, one after the other.

/// Walks through the rounds of a chunk's body.
public struct RoundCursor {
    private let body: PairChunkBody
    private var block = 0
    private var round = 0

    /// Before the first round.
    public init(_ body: PairChunkBody) {
        self.body = body
    }

    /// The next round's tuple (layout: columns.c); `nil` after the last.
    mutating func next() -> [UInt8]? {
        while block < body.blocks.count {
            let columns = body.blocks[block]
            if round < columns.indexes.count {
                defer { round += 1 }
                return columns.tuples[Int(columns.indexes[round])]
            }
            block += 1
            round = 0
        }
        return nil
    }

    /// The next rounds of one block, at most so many; `nil` after the last.
    mutating func nextRun(atMost rounds: Int64) -> (columns: ChunkColumns, range: Range<Int>)? {
        while block < body.blocks.count {
            let columns = body.blocks[block]
            let left = columns.indexes.count - round
            if left > 0 {
                let first = round
                round += Int(min(Int64(left), rounds))
                return (columns, first..<round)
            }
            block += 1
            round = 0
        }
        return nil
    }

    /// Leaves out so many rounds.
    public mutating func skip(_ rounds: Int64) {
        var left = Int(clamping: max(0, rounds))
        while left > 0, block < body.blocks.count {
            let here = body.blocks[block].indexes.count - round
            guard left >= here else {
                round += left
                return
            }
            left -= here
            block += 1
            round = 0
        }
    }

    /// Whether all rounds were walked over.
    public var isAtEnd: Bool {
        var ahead = self
        return ahead.next() == nil
    }
}
