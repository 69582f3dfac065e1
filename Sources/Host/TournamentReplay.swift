// Checking a stored tournament against its journal, episode by episode.
private import Accounts
internal import Experiments
internal import Play
public import Reports
public import Storage

/// Replays a stored tournament. One thread.
public struct TournamentReplay {
    private let journal: JournalStore
    private let stored: StoredTournament
    private let catalogue: Catalogue

    /// - Parameter catalogue: says which of its plugins get a process of their own.
    public init(
        journal: JournalStore, stored: StoredTournament, catalogue: Catalogue = Catalogue()
    ) {
        self.journal = journal
        self.stored = stored
        self.catalogue = catalogue
    }

    /// Regenerates the episodes of a range, from the plugin texts in the store, and keeps the last
    /// ones' results.
    ///
    /// Throws `PlayError` with `replay_incompatible` when anything differs, and `StorageError`.
    ///
    /// - Parameters:
    ///   - episodes: numbers of stored episodes.
    ///   - shown: how many of the last episodes are kept for the report.
    ///   - arm: whose rounds are kept as well; then the range has one episode.
    ///   - progress: called after each episode with its number and all rounds so far.
    public func replay(
        episodes: ClosedRange<Int64>, shown: Int, arm: Int? = nil,
        progress: (_ episode: Int64, _ rounds: Int64) -> Void
    ) throws -> TournamentReplayReport {
        let configuration = stored.configuration
        let arms = try configuration.arms.map {
            try StoredBlueprint.blueprint(of: $0, in: journal, catalogue: catalogue)
        }
        let replay = TournamentEpisodeReplay(
            arms: arms, roundsPerEpisode: configuration.roundsPerEpisode)
        let retired = RetiredPairs(
            configuration,
            TournamentExperiment(arms: arms, roundsPerEpisode: configuration.roundsPerEpisode))
        var report = TournamentReplayReport(
            configuration, episodes: episodes,
            currency: try Currency(code: configuration.arms[0].currency))
        try JournalledEpisodes(stored, in: journal, for: .replay).each(of: episodes) { chunk in
            if chunk.isBodyRetired { report.checked.retiredChunks += 1 }
            let body = try PairChunkBody(of: retired.whole(chunk))
            var cursor = RoundCursor(body)
            var chain = PairChain(digest: chunk.digestBefore)
            for episode in body.episodes {
                let number = Int64(clamping: episode.index) + 1
                chain.add(episode.digest)
                guard episodes.contains(number) else {
                    for result in episode.results { cursor.skip(result.totals.rounds) }
                    continue
                }
                let rounds = try replay.episode(episode, &cursor, shown: arm)
                report.add(
                    episode, digest: chain.digest,
                    isShown: number > episodes.upperBound - Int64(shown))
                if let arm { report.checked.list(rounds, of: report.strategies[arm]) }
                progress(number, report.checked.roundsChecked)
            }
            report.checked.chunks += 1
            return chain
        }
        return report
    }
}
