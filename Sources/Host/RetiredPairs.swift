// Pairs, and episodes of tournaments, whose results the store gave up: played again, they are what
// they were, or they are refused.
internal import Experiments
internal import Play

/// Regenerates chunks whose bodies were retired.
struct RetiredPairs {
    private enum Experiment {
        case pairs(PairedExperiment)
        case tournament(TournamentExperiment)
    }

    private let experiment: Experiment
    private let configuration: ExperimentConfiguration

    init(_ configuration: ComparisonConfiguration, _ experiment: PairedExperiment) {
        self.configuration = .comparison(configuration)
        self.experiment = .pairs(experiment)
    }

    init(_ configuration: TournamentConfiguration, _ experiment: TournamentExperiment) {
        self.configuration = .tournament(configuration)
        self.experiment = .tournament(experiment)
    }

    /// The chunk with a body; one that was retired is played again.
    func whole(_ chunk: PairChunk) throws(PlayError) -> PairChunk {
        chunk.isBodyRetired ? try regenerated(chunk) : chunk
    }

    /// The chunk with a body again, which takes as long as its pairs took on one core.
    ///
    /// Throws `replay_incompatible` when the pairs lead to another digest or other sums than those
    /// that were kept, and what the experiment throws.
    private func regenerated(_ chunk: PairChunk) throws(PlayError) -> PairChunk {
        var builder = PairChunkBuilder(
            configuration, after: chunk.firstPair - 1, digest: chunk.digestBefore)
        for number in chunk.firstPair...chunk.lastPair {
            let index = UInt64(number - 1)
            let episode =
                switch experiment {
                case .pairs(let experiment):
                    JointEpisode(try experiment.play(pair: index, keepsRounds: true))
                case .tournament(let experiment):
                    try experiment.joint(episode: index, arms: chunk.arms.map(\.number))
                }
            guard builder.add(episode) == nil else { throw differs(chunk) }
        }
        guard let again = builder.seal(), again.digestAfter == chunk.digestAfter,
            again.shares == chunk.shares
        else { throw differs(chunk) }
        return again
    }

    private func differs(_ chunk: PairChunk) -> PlayError {
        PlayError(
            .replayIncompatible,
            "\(configuration.unit)s \(chunk.firstPair) to \(chunk.lastPair) of "
                + "\(configuration.word) \(configuration.id), whose results were retired, come out "
                + "differently when they are played again")
    }
}
