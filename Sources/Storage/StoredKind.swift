// What an id in the store may name.

internal import GRDB

/// The kinds of records that have an id.
public enum StoredKind: String, CaseIterable, Hashable, Sendable {
    case session
    case comparison
    case tournament

    /// The table of such records; a tournament is a row of `comparison`.
    var table: String { self == .session ? "session" : "comparison" }

    /// The table of their chunks.
    var chunkTable: String { self == .session ? "chunk" : "pair_chunk" }

    /// The subcommand that continues one.
    var command: String {
        switch self {
        case .session: "run"
        case .comparison: "compare"
        case .tournament: "tournament"
        }
    }

    /// What holds for rows of its table that are of this kind; `nil` when a store that is open for
    /// reading has none of it, because it is older.
    func condition(_ database: Database) throws -> String? {
        let hasTournaments = try Schema.hasTournaments(database)
        switch self {
        case .session: return "TRUE"
        case .comparison:
            guard try Schema.hasComparisons(database) else { return nil }
            return hasTournaments ? "kind = 'comparison'" : "TRUE"
        case .tournament: return hasTournaments ? "kind = 'tournament'" : nil
        }
    }
}
