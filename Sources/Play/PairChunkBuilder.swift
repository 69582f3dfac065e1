// Pairs of a comparison, sealed into chunks in the order of their numbers.

/// Collects judged pairs and seals them. What a chunk holds depends on when it is sealed; the
/// digests do not.
public struct PairChunkBuilder: Sendable {
    private let configuration: ComparisonConfiguration
    private var chain: PairChain
    private var firstPair: Int64
    private var digestBefore: String
    private var pairs: [PairResult] = []
    private var merger = ColumnsMerger()
    private var a = ArmSums()
    private var b = ArmSums()

    /// Goes on after so many stored pairs.
    ///
    /// - Parameter digest: the comparison's running digest after them.
    public init(_ configuration: ComparisonConfiguration, after pairs: Int64, digest: String) {
        self.configuration = configuration
        chain = PairChain(digest: digest)
        firstPair = pairs + 1
        digestBefore = digest
    }

    /// Whether the pairs so far should be sealed: about 64 KiB, or 65,536 rounds.
    public var wantsSeal: Bool {
        !merger.blocks.isEmpty || Int64(pairs.count) >= Limits.pairsPerChunkMax
            || a.rounds + b.rounds >= Limits.checkpointRounds
            || merger.openBytes + pairs.count * PairChunkBuilder.pairBytes >= Limits.pairChunkBytes
    }

    /// A pair's results and digest, before they are deflated.
    private static let pairBytes = 96

    /// Adds the next pair.
    ///
    /// - Returns: the chunk that had to be sealed before it, because with this pair it would have
    ///   had too many rounds, or sums that do not fit.
    public mutating func add(_ pair: PairResult) -> PairChunk? {
        let sealed = fits(pair) ? nil : seal()
        if let rounds = pair.rounds {
            merger.append(rounds.a)
            merger.append(rounds.b)
        }
        // One pair alone always fits: a session refuses rounds whose totals would not.
        a = a.adding(pair.a) ?? a
        b = b.adding(pair.b) ?? b
        var result = pair
        result.rounds = nil
        pairs.append(result)
        chain.add(pair.digest)
        return sealed
    }

    private func fits(_ pair: PairResult) -> Bool {
        guard !pairs.isEmpty, let nextA = a.adding(pair.a), let nextB = b.adding(pair.b) else {
            return pairs.isEmpty
        }
        let count = Int64(pairs.count) + 1
        return nextA.rounds + nextB.rounds <= Limits.checkpointRounds
            && nextA.left(of: configuration.a.bankroll, pairs: count) != nil
            && nextB.left(of: configuration.b.bankroll, pairs: count) != nil
    }

    /// Seals the pairs since the last seal; `nil` when there are none.
    public mutating func seal() -> PairChunk? {
        guard !pairs.isEmpty else { return nil }
        let chunk = PairChunk(
            comparisonID: configuration.id, firstPair: firstPair, pairCount: Int64(pairs.count),
            digestBefore: digestBefore, digestAfter: chain.digest, a: a, b: b,
            engineVersion: Engine.version,
            body: PairChunkBody.encoded(pairs, blocks: merger.takeBlocks()))
        firstPair += chunk.pairCount
        digestBefore = chain.digest
        pairs = []
        (a, b) = (ArmSums(), ArmSums())
        return chunk
    }
}
