// A comparison in the list of `stratagem sessions`.
private import Foundation
private import Play
private import Statistics
internal import Storage

/// What the list says of one comparison.
public struct ComparisonListItem: Encodable, Sendable {
    public var id: String
    public var game: String
    public var strategyA: String
    public var strategyB: String
    public var metric: String
    /// Pairs that are stored, and the most to play.
    public var pairs: Int64
    public var pairsPlanned: Int64
    /// Rounds of both arms.
    public var rounds: Int64
    /// What it said when it stopped; null while it plays and after a crash.
    @Nullable public var verdict: String?
    /// RFC 3339, UTC.
    public var created: String
    /// Why it stopped; null while it plays and after a crash.
    @Nullable public var end: String?

    enum CodingKeys: String, CodingKey {
        case id, game, metric, pairs, rounds, verdict, created, end
        case strategyA = "strategy_a"
        case strategyB = "strategy_b"
        case pairsPlanned = "pairs_planned"
    }

    init(_ stored: StoredComparison) {
        id = stored.id
        game = stored.configuration.a.game.name
        strategyA = stored.configuration.a.strategy.name
        strategyB = stored.configuration.b.strategy.name
        metric = stored.configuration.metric
        pairs = stored.headPairs
        pairsPlanned = stored.pairs
        rounds = stored.a.rounds + stored.b.rounds
        verdict = stored.end?.verdict
        created = Date(timeIntervalSince1970: Double(stored.createdAt) / 1000)
            .formatted(.iso8601)
        end = stored.end?.reason.rawValue
    }

    /// A verdict for people, by its raw value; JSON has the raw value.
    private static func words(_ verdict: String) -> String {
        switch ComparisonVerdict(rawValue: verdict) {
        case .aBetter: "A is better"
        case .bBetter: "B is better"
        case .aNotWorse: "A is not worse"
        case .aNotBetter: "A is not better"
        case .equivalent: "equivalent"
        case .precise: "precise, no winner"
        case .inconclusive: "none"
        case .undecided, nil: verdict
        }
    }

    static func table(_ items: [ComparisonListItem]) -> TextTable {
        var table = TextTable(
            header: [
                "id", "game", "A", "B", "metric", "pairs", "of", "rounds", "verdict", "ended",
                "created",
            ], rightAligned: [5, 6, 7])
        for item in items {
            table.add([
                String(item.id.prefix(8)), item.game, item.strategyA, item.strategyB, item.metric,
                Figures.grouped(item.pairs), Figures.grouped(item.pairsPlanned),
                Figures.grouped(item.rounds), item.verdict.map(ComparisonListItem.words) ?? "-",
                item.end ?? "-", item.created,
            ])
        }
        return table
    }
}
