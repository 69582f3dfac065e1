// Continuing a stored comparison.
import Experiments
import Host
import Play
import Storage

extension CompareCommand {
    /// What decides the pairs is settled when a comparison begins, and must not seem to change.
    func refuseOptionsOfResumed() throws {
        let own: [(name: String, isGiven: Bool)] = [
            ("--rounds-per-pair", roundsPerPair != nil), ("--metric", metric != nil),
            ("--margin", margin != nil), ("--alpha", alpha != nil), ("--goal", goal != nil),
            ("--param-a", !parametersA.isEmpty), ("--param-b", !parametersB.isEmpty),
        ]
        let given =
            options.given + faults.given + stopping.given + controlling.given
            + own.filter(\.isGiven).map(\.name)
        guard resume != nil, !given.isEmpty else { return }
        throw PlayError(
            .invalidInput,
            "a resumed comparison keeps its own settings: leave out "
                + given.joined(separator: ", ") + ", or begin a new one without --resume")
    }

    /// The stored comparison, checked against what was named on the command line.
    func resumed(
        _ journal: JournalStore, _ catalogue: Catalogue
    ) throws -> ComparisonStart {
        let stored = try journal.comparison(resume ?? "")
        let names = [
            (game, stored.configuration.a.game.name, "game"),
            (a, stored.configuration.a.strategy.name, "strategy A"),
            (b, stored.configuration.b.strategy.name, "strategy B"),
        ]
        for (given, played, kind) in names {
            guard let given, given != played else { continue }
            throw PlayError(
                .invalidInput,
                "comparison \(stored.id) was played with the \(kind) \(played), not \(given): "
                    + "leave it out with --resume")
        }
        return try ComparisonStart(
            resuming: stored, pairs: pairs, in: journal, catalogue: catalogue)
    }
}
