// Where a comparison or tournament stands, as the writing transaction sees it.

internal import Accounts
private import Foundation
internal import GRDB
internal import Play

/// The mutable row of one comparison or tournament, read once and written once in a transaction.
struct ComparisonRow {
    let key: Int64
    let configuration: ExperimentConfiguration
    let currency: Currency
    let house: Account
    /// Accounts of the arms, by number.
    let accounts: [Account]
    var pairs: Int64
    var headPairs: Int64
    var digest: [UInt8]
    var end: ComparisonEnd?

    /// Reads a comparison. Throws `sessionNotFound`.
    init(_ id: String, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT * FROM comparison WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id]) else {
            throw StorageError.sessionUnknown(id)
        }
        key = try row.int64("key")
        configuration = try ExperimentConfiguration(row: row)
        guard let first = configuration.arms.first else { throw row.damaged("config") }
        currency = try Currency(code: first.currency)
        house = try .house(first.game.name)
        accounts = try configuration.arms.map { try .wallet($0.id) }
        pairs = try row.int64("pairs")
        headPairs = try row.int64("head_pairs")
        digest = try row.bytes("head_digest")
        end = try ComparisonEnd(comparisonRow: row)
    }

    /// Writes everything that may have changed.
    func save(in database: Database) throws {
        let update = try database.cachedStatement(
            sql: """
                UPDATE comparison SET pairs = ?, head_pairs = ?, head_digest = ?, verdict = ?,
                    judged_pairs = ?, end_reason = ?
                WHERE key = ?
                """)
        try update.execute(arguments: [
            pairs, headPairs, digest.data, end?.verdict, end?.judgedPairs, end?.reason.rawValue,
            key,
        ])
    }
}

extension ComparisonConfiguration {
    /// The configuration in a `comparison` row.
    init(comparisonRow row: Row) throws {
        let decoder = JSONDecoder()
        guard
            let configuration = try? decoder.decode(
                ComparisonConfiguration.self, from: Data(row.text("config").utf8)),
            try configuration.id == row.text("id")
        else { throw row.damaged("config") }
        self = configuration
    }
}

extension ComparisonEnd {
    /// The end in the columns of a `comparison` row; `nil` when it has none.
    init?(comparisonRow row: Row) throws {
        guard let text = try row.textOrNull("end_reason") else { return nil }
        guard let reason = Reason(rawValue: text) else { throw row.damaged("end_reason") }
        self.init(
            reason: reason, verdict: try row.text("verdict"),
            judgedPairs: try row.int64("judged_pairs"))
    }
}
