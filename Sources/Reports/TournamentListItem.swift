// A tournament in the list of `stratagem sessions`.
private import Foundation
private import Play
internal import Storage

/// What the list says of one tournament.
public struct TournamentListItem: Encodable, Sendable {
    /// Where it stands.
    public enum State: String, Encodable, Sendable {
        /// Every contest is decided.
        case decided
        /// All episodes that were asked for are played, or its time was over, and contests are open.
        case open
        /// It was stopped, a plugin failed, or it plays, or it was killed: `end` tells them apart.
        case interrupted
    }

    public var id: String
    public var game: String
    public var strategies: [String]
    public var metric: String
    /// Episodes that are stored, and the most to play.
    public var episodes: Int64
    public var episodesPlanned: Int64
    /// Rounds of all strategies.
    public var rounds: Int64
    public var state: State
    /// The best strategy, as it was found when it stopped; null while that is open.
    @Nullable public var best: String?
    /// RFC 3339, UTC.
    public var created: String
    /// Why it stopped; null while it plays and after a crash.
    @Nullable public var end: String?

    enum CodingKeys: String, CodingKey {
        case id, game, strategies, metric, episodes, rounds, state, best, created, end
        case episodesPlanned = "episodes_planned"
    }

    init(_ stored: StoredTournament) {
        let configuration = stored.configuration
        id = stored.id
        game = configuration.arms.first?.game.name ?? ""
        strategies = TournamentReport.labels(configuration.arms.map(\.strategy.name))
        metric = configuration.metric
        episodes = stored.headEpisodes
        episodesPlanned = stored.episodes
        rounds = stored.rounds
        state =
            switch stored.end?.reason {
            case .verdict: .decided
            case .pairs, .time: .open
            case .interrupted, .fault, nil: .interrupted
            }
        best = stored.end.flatMap { $0.verdict.isEmpty ? nil : $0.verdict }
        created = Date(timeIntervalSince1970: Double(stored.createdAt) / 1000)
            .formatted(.iso8601)
        end = stored.end.map { $0.reason == .pairs ? "episodes" : $0.reason.rawValue }
    }

    static func table(_ items: [TournamentListItem]) -> TextTable {
        var table = TextTable(
            header: [
                "id", "game", "strategies", "metric", "episodes", "of", "rounds", "state", "best",
                "ended", "created",
            ], rightAligned: [4, 5, 6])
        for item in items {
            table.add([
                String(item.id.prefix(8)), item.game, names(item.strategies), item.metric,
                Figures.grouped(item.episodes), Figures.grouped(item.episodesPlanned),
                Figures.grouped(item.rounds), item.state.rawValue, item.best ?? "-",
                item.end ?? "-", item.created,
            ])
        }
        return table
    }

    /// Three at the most: a line is to be read.
    private static func names(_ strategies: [String]) -> String {
        let shown = strategies.prefix(3).joined(separator: ", ")
        return strategies.count > 3 ? "\(shown) and \(strategies.count - 3) more" : shown
    }
}
