// The way through the stored pairs of a comparison, or the episodes of a tournament, chunk by chunk.
internal import Play
internal import Storage

/// Chunks of a comparison or tournament, checked against the digests around them.
struct JournalledEpisodes {
    /// What they are read for, which a refusal says.
    enum Purpose {
        case replay
        case continuation
    }

    let journal: JournalStore
    let id: String
    /// The last one that is stored.
    let head: Int64
    /// "pair" and "comparison", or "episode" and "tournament".
    let unit: String
    let owner: String
    let purpose: Purpose

    /// Calls `body` with each chunk, in order; it gives the digest after all that the chunk holds.
    /// Throws as below.
    func each(_ body: (PairChunk) throws -> PairChain) throws {
        guard head > 0 else { return }
        try each(of: 1...head, body)
    }

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
                throw refusal("\(unit) \(next) is missing")
            }
            guard chunk.engineVersion == Engine.version else {
                let advice =
                    switch purpose {
                    case .replay: "replay them with the program that played them"
                    case .continuation: "begin a new one"
                    }
                throw refusal(
                    "\(unit)s \(chunk.firstPair) to \(chunk.lastPair) were played by "
                        + "\(chunk.engineVersion) and this program is \(Engine.version): \(advice)")
            }
            let chain = try body(chunk)
            guard chain.digest == chunk.digestAfter else {
                throw refusal(
                    "the digest after \(unit) \(chunk.lastPair) is \(chain.digest); the journal "
                        + "says \(chunk.digestAfter)")
            }
            next = chunk.lastPair + 1
        }
    }

    /// What can not be done, and why.
    func refusal(_ why: String) -> PlayError {
        let what =
            switch purpose {
            case .replay: "replayed"
            case .continuation: "continued"
            }
        return PlayError(.replayIncompatible, "\(owner) \(id) can not be \(what): \(why)")
    }
}

extension JournalledEpisodes {
    init(_ stored: StoredComparison, in journal: JournalStore, for purpose: Purpose) {
        self.init(
            journal: journal, id: stored.id, head: stored.headPairs, unit: "pair",
            owner: "comparison", purpose: purpose)
    }

    init(_ stored: StoredTournament, in journal: JournalStore, for purpose: Purpose) {
        self.init(
            journal: journal, id: stored.id, head: stored.headEpisodes, unit: "episode",
            owner: "tournament", purpose: purpose)
    }
}
