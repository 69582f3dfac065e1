// Playing a journalled episode of a tournament again and comparing it with the journal.

/// Regenerates the episodes of a stored tournament, in any order.
public struct TournamentEpisodeReplay: Sendable {
    private let arms: [SessionBlueprint]
    private let roundsPerEpisode: Int64

    /// The blueprints are made from the plugin texts in the store.
    public init(arms: [SessionBlueprint], roundsPerEpisode: Int64) {
        self.arms = arms
        self.roundsPerEpisode = roundsPerEpisode
    }

    /// Regenerates one episode with the arms that took part; the cursor stands at its first round
    /// and is moved behind its last.
    ///
    /// Throws `replay_incompatible`, naming what differs first: a round, a result, or else the
    /// digest over what was shown.
    ///
    /// - Parameter shown: the arm whose rounds are given; `nil` for none.
    /// - Returns: the rounds of that arm; empty when it took no part.
    public func episode(
        _ stored: JointEpisode, _ cursor: inout RoundCursor, shown: Int?
    ) throws(PlayError) -> [RoundRecord] {
        var records: [RoundRecord] = []
        var played: [(arm: Int, result: EpisodeResult, session: String)] = []
        for (arm, result) in zip(stored.arms, stored.results) {
            guard arms.indices.contains(arm) else {
                throw PlayError(
                    .replayIncompatible,
                    "episode \(stored.index + 1) was played by arm \(arm + 1), which there is not")
            }
            let replay = ArmReplay(
                arms[arm],
                place: "episode \(stored.index + 1), \(arms[arm].configuration.strategy.name)",
                rounds: roundsPerEpisode)
            let again = try replay.episode(
                stored.index, result, &cursor, keepsRecords: arm == shown)
            records += again.records
            played.append((arm, result, again.digest))
        }
        let digest = JointEpisode.digest(played)
        guard digest == stored.digest else {
            throw PlayError(
                .replayIncompatible,
                "episode \(stored.index + 1) has the digest \(digest); the journal says "
                    + "\(stored.digest): the rounds showed something else")
        }
        return records
    }
}
