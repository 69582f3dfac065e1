// Plain tables for terminals: columns aligned by spaces.

/// A table of texts; numbers are aligned to the right.
public struct TextTable: Sendable {
    private var rows: [[String]] = []
    private let header: [String]
    private let rightAligned: Set<Int>

    /// - Parameter rightAligned: columns, from 0, whose cells end at the same place.
    public init(header: [String], rightAligned: Set<Int> = []) {
        self.header = header
        self.rightAligned = rightAligned
    }

    /// Adds a row; missing cells are empty.
    public mutating func add(_ row: [String]) {
        rows.append(row)
    }

    /// Lines without trailing blanks, two blanks between columns.
    public var text: String {
        let all = header.isEmpty ? rows : [header] + rows
        let count = all.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        let lines = all.map { row in
            let cells = row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                return rightAligned.contains(column) ? blanks + cell : cell + blanks
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        return lines.joined(separator: "\n")
    }
}
