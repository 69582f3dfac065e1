// Many strategies on the same random numbers, episode by episode.
public import Play

/// An experiment with any number of arms: episode i of the seed is played by each of them, so that
/// all see the same game randomness in the same round.
public struct TournamentExperiment: Sendable {
    /// What the arms that were asked did in one episode. Some may have been beaten in an earlier
    /// one that was not judged yet: what they did here does not count.
    public struct Episode: Sendable {
        public var index: UInt64
        /// By the arm's number; arms that were already out are missing.
        public var arms: [Int: PlayedEpisode]
        /// Of arms whose episode could not be played: the tournament fails when one of them is
        /// still in at this episode.
        public var failures: [Int: PlayError] = [:]

        public init(
            index: UInt64, arms: [Int: PlayedEpisode], failures: [Int: PlayError] = [:]
        ) {
            self.index = index
            self.arms = arms
            self.failures = failures
        }

        /// About how many bytes it holds in memory.
        public var byteCount: Int { arms.values.reduce(256) { $0 + 512 + $1.columns.byteCount } }
    }

    /// All with episode 0; the other episodes differ in nothing else.
    public let arms: [SessionBlueprint]
    public let roundsPerEpisode: Int64

    public init(arms: [SessionBlueprint], roundsPerEpisode: Int64) {
        self.arms = arms
        self.roundsPerEpisode = roundsPerEpisode
    }

    /// Plays one episode with some of the arms. Depends on nothing but the experiment, the index
    /// and the arms asked for. A fault is a result of its arm: the episode goes on or ends as the
    /// arm's fault policy says, and counts with what it had.
    ///
    /// Throws when a session can not be started at all.
    public func play(
        episode index: UInt64, arms playing: [Int]
    ) throws(PlayError) -> Episode {
        guard
            let result = play(
                episode: index, arms: playing, keepsRounds: false, unless: { false })
        else { preconditionFailure("an episode that nothing stops has an end") }
        if let failure = playing.lazy.compactMap({ result.failures[$0] }).first { throw failure }
        return result
    }

    /// Plays one episode with some of the arms and keeps every round. Throws as above, and when an
    /// arm is asked for that there is not.
    public func joint(
        episode index: UInt64, arms playing: [Int]
    ) throws(PlayError) -> JointEpisode {
        guard playing.allSatisfy({ arms.indices.contains($0) }),
            let episode = play(
                episode: index, arms: playing, keepsRounds: true, unless: { false })
        else {
            throw PlayError(
                .invalidInput, "an episode was asked for of arms that the tournament has not")
        }
        var played: [(arm: Int, episode: PlayedEpisode)] = []
        for arm in playing {
            if let failure = episode.failures[arm] { throw failure }
            if let result = episode.arms[arm] { played.append((arm, result)) }
        }
        return JointEpisode(index: index, played: played)
    }

    /// As `play(episode:arms:)`, with failures as a part of the result; `nil` when `isStopped`,
    /// which is asked every few milliseconds, said so before the episode was over.
    ///
    /// - Parameter keepsRounds: whether the result holds every round, for a journal.
    public func play(
        episode index: UInt64, arms playing: [Int], keepsRounds: Bool, unless isStopped: () -> Bool
    ) -> Episode? {
        var episode = Episode(index: index, arms: [:])
        for arm in playing {
            do throws(PlayError) {
                guard
                    let played = try arms[arm].play(
                        episode: index, rounds: roundsPerEpisode, unit: "episode",
                        keepsRounds: keepsRounds, unless: isStopped)
                else { return nil }
                episode.arms[arm] = played
            } catch {
                episode.failures[arm] = error
            }
        }
        return episode
    }
}
