// Pairs whose results the store gave up: played again, they are what they were, or they are refused.
internal import Experiments
internal import Play

/// Regenerates chunks of a comparison whose bodies were retired.
struct RetiredPairs {
    private let experiment: PairedExperiment
    private let configuration: ComparisonConfiguration

    init(_ configuration: ComparisonConfiguration, _ experiment: PairedExperiment) {
        (self.configuration, self.experiment) = (configuration, experiment)
    }

    /// The chunk with a body again, which takes as long as its pairs took on one core.
    ///
    /// Throws `replay_incompatible` when the pairs lead to another digest or other sums than those
    /// that were kept, and what `PairedExperiment` throws.
    func regenerated(_ chunk: PairChunk) throws(PlayError) -> PairChunk {
        var builder = PairChunkBuilder(
            configuration, after: chunk.firstPair - 1, digest: chunk.digestBefore)
        for number in chunk.firstPair...chunk.lastPair {
            let pair = try experiment.play(pair: UInt64(number - 1), keepsRounds: true)
            guard builder.add(pair) == nil else { throw differs(chunk) }
        }
        guard let again = builder.seal(), again.digestAfter == chunk.digestAfter,
            again.a == chunk.a, again.b == chunk.b
        else { throw differs(chunk) }
        return again
    }

    private func differs(_ chunk: PairChunk) -> PlayError {
        PlayError(
            .replayIncompatible,
            "pairs \(chunk.firstPair) to \(chunk.lastPair) of comparison \(configuration.id), whose "
                + "results were retired, come out differently when they are played again")
    }
}
