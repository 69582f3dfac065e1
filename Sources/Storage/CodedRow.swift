// Tables whose rows carry a code that tells whether any column of theirs was damaged.
//
// SQLite notices a damaged page by its structure, not by what is in its rows, and zlib protects a
// body by an Adler-32, which is weak for short ones and is only looked at by who replays.

private import Encoding
private import Foundation
internal import GRDB

/// The columns of such a table, in the order of the code.
struct CodedRow {
    let table: String
    /// All columns but the table's own key and the code over the others.
    let columns: [String]
    /// A column of blobs that came later: where it is not NULL it is the last of the row's code.
    var laterColumn: String?

    static let chunk = CodedRow(
        table: "chunk",
        columns: [
            "session", "first_round", "round_count", "day", "digest_before", "digest_after",
            "balance_before", "balance_after", "staked", "paid", "fees", "total_hits",
            "total_decisions", "total_staked", "total_paid", "total_fees", "total_faults",
            "total_strategy_fuel", "total_game_fuel", "strategy", "game", "engine", "body",
        ])

    static let pairChunk = CodedRow(
        table: "pair_chunk",
        columns: [
            "comparison", "first_pair", "pair_count", "digest_before", "digest_after", "a_rounds",
            "a_staked", "a_paid", "a_fees", "a_fuel", "b_rounds", "b_staked", "b_paid", "b_fees",
            "b_fuel", "engine", "body",
        ], laterColumn: "arms")

    static let checkpoint = CodedRow(
        table: "checkpoint",
        columns: [
            "session", "round", "strategy", "balance", "digest_stream", "carry", "memory", "state",
        ])

    static let place = CodedRow(table: "place", columns: checkpoint.columns + ["has_seen_stakes"])

    /// Inserts the columns and the code.
    var insertion: String {
        let all = columns + [laterColumn].compactMap(\.self)
        let places = all.map { _ in "?, " }.joined()
        let names = all.joined(separator: ", ")
        return "INSERT INTO \(table)(\(names), row_code) VALUES (\(places)?)"
    }

    /// The arguments of `insertion`, for values in the order of the columns.
    ///
    /// - Parameter later: of the column that came later, where the table has one.
    func arguments(_ values: [DatabaseValue], later: DatabaseValue? = nil) -> StatementArguments {
        precondition(
            values.count == columns.count && (later == nil) == (laterColumn == nil),
            "a value for each column of \(table)")
        let coded = values + [later].compactMap(\.self).filter { !$0.isNull }
        return StatementArguments(
            values + [later].compactMap(\.self) + [CodedRow.code(of: coded).databaseValue])
    }

    /// Whether the row has another code than it was written with. One of version 1 has none.
    ///
    /// - Parameter body: where the row's body has left the main file: what its segment has; `nil`
    ///   when that can not be had, and then only the rest of the row is looked at.
    func isDamaged(_ row: Row, body: [UInt8]? = nil) throws -> Bool {
        let hasMoved = try row.hasColumn("segment") && row.int64OrNull("segment") != nil
        if hasMoved, try row.int64OrNull("rest_code") != restCode(of: row) { return true }
        if hasMoved, body == nil { return false }
        guard row.hasColumn("row_code"), let code = try row.int64OrNull("row_code") else {
            return false
        }
        let values = columns.map { column in
            guard hasMoved, column == "body", let body else { return row[column] as DatabaseValue }
            return body.data.databaseValue
        }
        return code != CodedRow.code(of: values + laterValue(of: row))
    }

    /// The columns that stay in the main file for ever.
    var restColumns: [String] {
        columns.filter { $0 != "body" } + [laterColumn].compactMap(\.self)
    }

    /// The code of a row without its body.
    func restCode(of row: Row) -> Int64 {
        let values = columns.filter { $0 != "body" }.map { row[$0] as DatabaseValue }
        return CodedRow.code(of: values + laterValue(of: row))
    }

    // An older store has no such column.
    private func laterValue(of row: Row) -> [DatabaseValue] {
        guard let laterColumn, row.hasColumn(laterColumn) else { return [] }
        return [row[laterColumn] as DatabaseValue].filter { !$0.isNull }
    }

    /// The CRC-32 over all values: a byte for the kind of each, then an integer as 8 bytes, least
    /// significant first, or a blob as its length and its bytes.
    ///
    /// It is kept as a signed number of 32 bits, which takes four bytes of a row.
    private static func code(of values: [DatabaseValue]) -> Int64 {
        var bytes: [UInt8] = []
        for value in values {
            switch value.storage {
            case .int64(let number):
                bytes.append(1)
                append(number, to: &bytes)
            case .blob(let blob):
                bytes.append(2)
                append(Int64(blob.count), to: &bytes)
                bytes.append(contentsOf: blob)
            case .null, .double, .string:
                // In no sound row.
                bytes.append(0)
            }
        }
        return Int64(Int32(bitPattern: CRC32.of(bytes)))
    }

    private static func append(_ number: Int64, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
        }
    }
}
