// The way through the stored pairs of a comparison, or the episodes of a tournament, chunk by chunk.
internal import Play
internal import Storage

/// Chunks of a comparison or tournament, checked against the digests around them.
struct JournalledEpisodes {
    let journal: JournalStore
    let id: String
    /// The last one that is stored.
    let head: Int64
    /// "pair" and "comparison", or "episode" and "tournament".
    let unit: String
    let owner: String

    /// Calls `body` with each chunk that holds one of the numbers, in order; it gives the digest after
    /// all that the chunk holds.
    ///
    /// Throws `replay_incompatible` for a chunk that is missing, is another program's, or ends with
    /// another digest, and what `body` throws.
    func each(
        of numbers: ClosedRange<Int64>, _ body: (PairChunk) throws -> PairChain
    ) throws {
        var next = numbers.lowerBound
        while next <= min(numbers.upperBound, head) {
            let chunks = try journal.pairChunks(
                of: id, from: next, through: numbers.upperBound, limit: 1)
            guard let chunk = chunks.first, chunk.firstPair <= next else {
                throw PlayError(.replayIncompatible, "\(unit) \(next) of \(owner) \(id) is missing")
            }
            guard chunk.engineVersion == Engine.version else {
                throw PlayError(
                    .replayIncompatible,
                    "\(unit)s \(chunk.firstPair) to \(chunk.lastPair) were played by "
                        + "\(chunk.engineVersion) and this program is \(Engine.version): replay "
                        + "them with the program that played them")
            }
            let chain = try body(chunk)
            guard chain.digest == chunk.digestAfter else {
                throw PlayError(
                    .replayIncompatible,
                    "the digest after \(unit) \(chunk.lastPair) is \(chain.digest); the journal "
                        + "says \(chunk.digestAfter)")
            }
            next = chunk.lastPair + 1
        }
    }
}
