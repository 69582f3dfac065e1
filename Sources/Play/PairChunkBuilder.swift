// Pairs of a comparison, or episodes of a tournament, sealed into chunks in the order of their
// numbers.

/// Collects what was judged and seals it. What a chunk holds depends on when it is sealed; the
/// digests do not.
public struct PairChunkBuilder: Sendable {
    private let experiment: ExperimentConfiguration
    private let bankrolls: [Int64]
    private var chain: PairChain
    private var firstPair: Int64
    private var digestBefore: String
    private var episodes: [JointEpisode] = []
    private var merger = ColumnsMerger()
    /// Sums of the arms that take part, in their order.
    private var sums: [ArmSums] = []

    /// Goes on after so many stored pairs or episodes.
    ///
    /// - Parameter digest: the running digest after them.
    public init(_ experiment: ExperimentConfiguration, after pairs: Int64, digest: String) {
        self.experiment = experiment
        bankrolls = experiment.arms.map(\.bankroll)
        chain = PairChain(digest: digest)
        firstPair = pairs + 1
        digestBefore = digest
    }

    /// Goes on after so many stored pairs of a comparison.
    public init(_ configuration: ComparisonConfiguration, after pairs: Int64, digest: String) {
        self.init(.comparison(configuration), after: pairs, digest: digest)
    }

    /// Whether what came so far should be sealed: about 64 KiB, or 65,536 rounds.
    public var wantsSeal: Bool {
        !merger.blocks.isEmpty || Int64(episodes.count) >= Limits.pairsPerChunkMax
            || sums.reduce(0) { $0 &+ $1.rounds } >= Limits.checkpointRounds
            || merger.openBytes + episodes.count * sums.count * PairChunkBuilder.resultBytes
                >= Limits.pairChunkBytes
    }

    /// An arm's result, and its part of the digest, before they are deflated.
    private static let resultBytes = 48

    /// Adds the next pair. Returns as for an episode.
    public mutating func add(_ pair: PairResult) -> PairChunk? { add(JointEpisode(pair)) }

    /// Adds the next pair or episode.
    ///
    /// - Returns: the chunk that had to be sealed before it, because with this one it would have
    ///   had too many rounds, or sums that do not fit, or other arms take part from now on.
    public mutating func add(_ episode: JointEpisode) -> PairChunk? {
        let sealed = fits(episode) ? nil : seal()
        for columns in episode.rounds { merger.append(columns) }
        if episodes.isEmpty { sums = episode.arms.map { _ in ArmSums() } }
        // One episode alone always fits: a session refuses rounds whose totals would not.
        sums = zip(sums, episode.results).map { $0.adding($1) ?? $0 }
        var result = episode
        result.rounds = []
        episodes.append(result)
        chain.add(episode.digest)
        return sealed
    }

    private func fits(_ episode: JointEpisode) -> Bool {
        guard let first = episodes.first else { return true }
        guard first.arms == episode.arms else { return false }
        let count = Int64(episodes.count) + 1
        var rounds: Int64 = 0
        for (place, arm) in episode.arms.enumerated() {
            guard let next = sums[place].adding(episode.results[place]),
                next.left(of: bankrolls[arm], pairs: count) != nil
            else { return false }
            let (sum, overflow) = rounds.addingReportingOverflow(next.rounds)
            guard !overflow else { return false }
            rounds = sum
        }
        return rounds <= Limits.checkpointRounds
    }

    /// Seals what came since the last seal; `nil` when that is nothing.
    public mutating func seal() -> PairChunk? {
        guard let first = episodes.first else { return nil }
        var chunk = PairChunk(
            comparisonID: experiment.id, firstPair: firstPair, pairCount: Int64(episodes.count),
            digestBefore: digestBefore, digestAfter: chain.digest, a: ArmSums(), b: ArmSums(),
            engineVersion: Engine.version, body: [])
        switch experiment {
        case .comparison: (chunk.a, chunk.b) = (sums[0], sums[1])
        case .tournament:
            chunk.arms = zip(first.arms, sums).map { ArmShare(number: $0, sums: $1) }
        }
        chunk.body = PairChunkBody.encoded(
            episodes, namesArms: !chunk.arms.isEmpty, blocks: merger.takeBlocks())
        firstPair += chunk.pairCount
        digestBefore = chain.digest
        episodes = []
        sums = []
        return chunk
    }
}
