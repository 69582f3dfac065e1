// The configuration of a comparison or tournament in its row.

private import Foundation
internal import GRDB
internal import Play

extension ExperimentConfiguration {
    /// The configuration in a `comparison` row; one from before version 7 has no kind.
    init(row: Row) throws {
        let isTournament =
            try row.hasColumn("kind") && row.text("kind") == StoredKind.tournament.rawValue
        guard isTournament else {
            self = .comparison(try ComparisonConfiguration(comparisonRow: row))
            return
        }
        guard
            let configuration = try? JSONDecoder().decode(
                TournamentConfiguration.self, from: Data(row.text("config").utf8)),
            try configuration.id == row.text("id"), configuration.arms.count >= 2
        else { throw row.damaged("config") }
        self = .tournament(configuration)
    }

    /// The text of a row; `nil` when it can not be written.
    var json: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data: Data? =
            switch self {
            case .comparison(let configuration): try? encoder.encode(configuration)
            case .tournament(let configuration): try? encoder.encode(configuration)
            }
        return data.map { String(decoding: $0, as: UTF8.self) }
    }

    var kind: StoredKind {
        switch self {
        case .comparison: .comparison
        case .tournament: .tournament
        }
    }
}
