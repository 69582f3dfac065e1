// What `stratagem sessions` says.
private import Accounts
private import Foundation
private import Play
public import Storage

/// The sessions, comparisons and tournaments of a store, newest first.
public struct SessionListReport: Encodable, Sendable {
    /// One session. Amounts are decimal strings.
    public struct Item: Encodable, Sendable {
        public var id: String
        public var game: String
        public var strategy: String
        public var state: String
        public var rounds: Int64
        public var net: String
        public var currency: String
        public var resumable: Bool
        /// RFC 3339, UTC.
        public var created: String
        /// Why it stopped; null while it plays and after a crash.
        @Nullable public var end: String?
    }

    public var sessions: [Item]
    public var comparisons: [ComparisonListItem]
    public var tournaments: [TournamentListItem]

    public init(
        _ summaries: [SessionSummary], comparisons: [StoredComparison],
        tournaments: [StoredTournament] = []
    ) {
        self.comparisons = comparisons.map { ComparisonListItem($0) }
        self.tournaments = tournaments.map { TournamentListItem($0) }
        sessions = summaries.map { summary in
            let currency = try? Currency(code: summary.currency)
            let net = currency.map { Amount(minorUnits: summary.net, currency: $0).text }
            let created = Date(timeIntervalSince1970: Double(summary.createdAt) / 1000)
            return Item(
                id: summary.id, game: summary.game, strategy: summary.strategy,
                state: summary.state.rawValue, rounds: summary.rounds,
                net: net ?? "\(summary.net)", currency: summary.currency,
                resumable: summary.isResumable, created: created.formatted(.iso8601),
                end: summary.end?.reason.rawValue)
        }
    }

    /// A table for people, one of comparisons and one of tournaments; ids are cut to what `--resume` and `replay` need.
    public var text: String {
        let tables = [
            sessions.isEmpty ? nil : sessionTable.text,
            comparisons.isEmpty ? nil : ComparisonListItem.table(comparisons).text,
            tournaments.isEmpty ? nil : TournamentListItem.table(tournaments).text,
        ].compactMap(\.self)
        guard !tables.isEmpty else {
            return "No sessions yet. Start one: stratagem run slots/double-diamond flat"
        }
        return tables.joined(separator: "\n\n")
    }

    private var sessionTable: TextTable {
        var table = TextTable(
            header: [
                "id", "game", "strategy", "state", "rounds", "net", "resumable", "ended", "created",
            ], rightAligned: [4, 5])
        for item in sessions {
            table.add([
                String(item.id.prefix(8)), item.game, item.strategy, item.state,
                Figures.grouped(item.rounds), "\(item.net) \(item.currency)",
                item.resumable ? "yes" : "no", item.end ?? "-", item.created,
            ])
        }
        return table
    }
}
