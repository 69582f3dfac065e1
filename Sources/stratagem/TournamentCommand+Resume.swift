// Continuing a stored tournament.
import Experiments
import Host
import Play
import Storage

extension TournamentCommand {
    /// What decides the episodes is settled when a tournament begins, and must not seem to change.
    func refuseOptionsOfResumed() throws {
        let own: [(name: String, isGiven: Bool)] = [
            ("--rounds-per-episode", roundsPerEpisode != nil), ("--metric", metric != nil),
            ("--alpha", alpha != nil), ("--goal", goal != nil), ("--baseline", baseline != nil),
            ("--keep-all", keepAll),
        ]
        let given = options.given + faults.given + own.filter(\.isGiven).map(\.name)
        guard resume != nil, !given.isEmpty else { return }
        throw PlayError(
            .invalidInput,
            "a resumed tournament keeps its own settings: leave out "
                + given.joined(separator: ", ") + ", or begin a new one without --resume")
    }

    /// The stored tournament, checked against what was named on the command line.
    func resumed(
        _ journal: JournalStore, _ catalogue: Catalogue, keepsLooks: Bool
    ) throws -> TournamentStart {
        let stored = try journal.tournament(resume ?? "")
        let arms = stored.configuration.arms
        let played = arms.map(\.strategy.name)
        let differs =
            if let game, let first = arms.first, game != first.game.name {
                "the game \(first.game.name), not \(game)"
            } else if !strategies.isEmpty, strategies != played {
                "the strategies \(played.joined(separator: ", ")), not "
                    + strategies.joined(separator: ", ")
            } else {
                String?.none
            }
        if let differs {
            throw PlayError(
                .invalidInput,
                "tournament \(stored.id) was played with \(differs): leave it out with --resume")
        }
        return try TournamentStart(
            resuming: stored, episodes: episodes, keepsLooks: keepsLooks, in: journal,
            catalogue: catalogue)
    }
}
