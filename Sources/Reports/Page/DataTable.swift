// What is plotted, as a table: the same cells are a table on the page and a file of `--csv`.

/// Columns with units, and rows.
struct DataTable: Hashable, Sendable {
    struct Column: Hashable, Sendable {
        var name: String
        /// What its numbers count or are measured in; empty where the name says it.
        var unit: String

        init(_ name: String, _ unit: String = "") {
            self.name = name
            self.unit = unit
        }

        /// "mean (AUD)".
        var title: String { unit.isEmpty ? name : "\(name) (\(unit))" }
    }

    /// The file's name without its ending, and the table's in the page: lower-case letters, digits
    /// and hyphens.
    var name: String
    var title: String
    var columns: [Column]
    var rows: [[DataCell]]
    /// Which rows are on the page where there are too many; all of them are in the file.
    var pageRows: [Int]?
    /// Whether it is on the page at all.
    var isOnPage = true

    init(name: String, title: String, columns: [Column], rows: [[DataCell]] = []) {
        self.name = name
        self.title = title
        self.columns = columns
        self.rows = rows
    }

    mutating func add(_ row: [DataCell]) { rows.append(row) }

    /// Rows that are put on a page at the most.
    static let pageRowsMax = 130
    /// Tables up to this size are not folded.
    private static let openRowsMax = 20

    private var shownRows: [[DataCell]] {
        if let pageRows { return pageRows.map { rows[$0] } }
        guard rows.count > DataTable.pageRowsMax else { return rows }
        let step = (rows.count + DataTable.pageRowsMax - 1) / DataTable.pageRowsMax
        // The last row is how it ended.
        return rows.indices.filter { $0 % step == 0 || $0 == rows.count - 1 }.map { rows[$0] }
    }

    // MARK: The page

    /// The table, folded when it is long.
    var markup: Markup {
        let shown = shownRows
        let table = scrolling(shown)
        guard shown.count > DataTable.openRowsMax else { return table }
        let all =
            shown.count == rows.count
            ? "" : " of \(Figures.grouped(Int64(rows.count))); all are in the CSV file"
        return .element(
            "details", [:],
            [
                .element("summary", text: "Table: \(title) (\(shown.count) rows\(all))"), table,
            ])
    }

    // Wide tables scroll by themselves, so that the page never does; by keyboard too.
    private func scrolling(_ shown: [[DataCell]]) -> Markup {
        .element(
            "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": title],
            [
                .element(
                    "table", [:],
                    [
                        .element("caption", text: title),
                        .element(
                            "thead", [:], [.element("tr", [:], columns.indices.map(header))]),
                        .element("tbody", [:], shown.map(row)),
                    ])
            ])
    }

    // Numbers end at the same place, and so does what stands above them.
    private func header(_ column: Int) -> Markup {
        let isNumeric = !rows.contains { !$0[column].isNumeric }
        return isNumeric && !rows.isEmpty
            ? .element("th", ["scope": "col", "class": "r"], text: columns[column].title)
            : .element("th", ["scope": "col"], text: columns[column].title)
    }

    private func row(_ cells: [DataCell]) -> Markup {
        .element("tr", [:], cells.enumerated().map { $0 == 0 ? first($1) : cell($1) })
    }

    private func first(_ cell: DataCell) -> Markup {
        let style = style(cell)
        return style.isEmpty
            ? .element("th", ["scope": "row"], [value(cell)])
            : .element("th", ["scope": "row", "class": style], [value(cell)])
    }

    private func cell(_ cell: DataCell) -> Markup {
        let style = style(cell)
        return style.isEmpty
            ? .element("td", [:], [value(cell)]) : .element("td", ["class": style], [value(cell)])
    }

    /// Texts up to this length stay on one line.
    private static let lineLengthMax = 26

    private func style(_ cell: DataCell) -> String {
        cell.isNumeric ? "n" : cell.shown.count > DataTable.lineLengthMax ? "w" : ""
    }

    /// Where people read a rounded number, programs find the exact one.
    private func value(_ cell: DataCell) -> Markup {
        switch cell {
        case .number, .starred: break
        default: return .text(cell.shown)
        }
        guard cell.exact != cell.shown else { return .text(cell.shown) }
        return .element("data", ["value": cell.exact], text: cell.shown)
    }

    // MARK: The file

    /// The table in RFC 4180's form: a header, CRLF, quotes where they are needed.
    var csv: String {
        let header = columns.map { DataTable.field(.text($0.title)) }
        let lines = [header] + rows.map { $0.map(DataTable.field) }
        return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    // A text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP's
    // "CSV Injection" has it: names and messages come from plugins.
    private static func field(_ cell: DataCell) -> String {
        guard case .text(let text) = cell, let first = text.unicodeScalars.first,
            "=+-@\t\r".unicodeScalars.contains(first)
        else { return quoted(cell.exact) }
        return quoted("'" + text)
    }

    private static func quoted(_ text: String) -> String {
        let special: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
        guard text.unicodeScalars.contains(where: special.contains) else { return text }
        var quoted = "\""
        for character in text.unicodeScalars {
            if character == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }
}
