// Many strategies on the same random numbers, episode by episode.
public import Play

/// An experiment with any number of arms: episode i of the seed is played by each of them, so that
/// all see the same game randomness in the same round.
public struct TournamentExperiment: Sendable {
    /// What the arms that took part did in one episode.
    public struct Episode: Sendable {
        public var index: UInt64
        /// By the arm's number; arms that were already out are missing.
        public var arms: [Int: EpisodeResult]
    }

    /// All with episode 0; the other episodes differ in nothing else.
    public let arms: [SessionBlueprint]
    public let roundsPerEpisode: Int64

    public init(arms: [SessionBlueprint], roundsPerEpisode: Int64) {
        self.arms = arms
        self.roundsPerEpisode = roundsPerEpisode
    }

    /// Plays one episode with some of the arms. Depends on nothing but the experiment, the index
    /// and the arms asked for. A fault of a plugin ends its arm's episode and counts as it stands.
    ///
    /// Throws when a session can not be started at all.
    public func play(
        episode index: UInt64, arms playing: [Int]
    ) throws(PlayError) -> Episode {
        guard let result = try play(episode: index, arms: playing, unless: { false }) else {
            preconditionFailure("an episode that nothing stops has an end")
        }
        return result
    }

    /// As `play(episode:arms:)`; `nil` when `isStopped`, which is asked every few milliseconds, said
    /// so before the episode was over.
    public func play(
        episode index: UInt64, arms playing: [Int], unless isStopped: () -> Bool
    ) throws(PlayError) -> Episode? {
        var results: [Int: EpisodeResult] = [:]
        for arm in playing {
            guard let result = try play(arms[arm], episode: index, unless: isStopped) else {
                return nil
            }
            results[arm] = result
        }
        return Episode(index: index, arms: results)
    }

    private func play(
        _ blueprint: SessionBlueprint, episode: UInt64, unless isStopped: () -> Bool
    ) throws(PlayError) -> EpisodeResult? {
        let session = try Session(blueprint.with(episode: episode), isJournalled: false)
        var stopped: SessionEnd.Reason?
        while session.rounds < roundsPerEpisode, stopped == nil {
            if isStopped() { return nil }
            let left = roundsPerEpisode - session.rounds
            if case .ended(let end) = session.play(rounds: left) { stopped = end.reason }
        }
        return EpisodeResult(
            totals: session.totals, balance: session.balance, rewardTotal: session.rewardTotal,
            end: stopped)
    }
}
