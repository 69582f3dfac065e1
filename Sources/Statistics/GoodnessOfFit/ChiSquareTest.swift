// Pearson's chi-square tests: counts against probabilities, and counts against each other.

/// Chi-square tests of counts.
public enum ChiSquareTest {
    /// Cells with a smaller expectation are pooled: the usual rule of Cochran (1952).
    public static let leastExpected = 5.0

    /// A contingency table's test, and how strong the association is.
    public struct Association: Sendable, Equatable {
        public let test: TestResult
        /// Cramer's V, 0 (independent) to 1: sqrt(chi2 / (n (min(rows, columns) - 1))).
        public let cramersV: Double
    }

    /// Whether counts agree with probabilities. Cells expected less than five times are pooled, the
    /// smallest first.
    ///
    /// - Parameters:
    ///   - observed: counts of the cells.
    ///   - probabilities: of the same cells; they are scaled to sum to 1.
    /// - Returns: nil when fewer than two cells are left, or when a cell of probability 0 has a
    ///   count (see `impossible`).
    public static func fit(observed: [Int], probabilities: [Double]) -> TestResult? {
        precondition(observed.count == probabilities.count, "each cell needs both")
        let total = Double(observed.reduce(0, +))
        let mass = probabilities.reduce(0, +)
        guard total > 0, mass > 0, !impossible(observed, probabilities) else { return nil }
        let cells = zip(observed, probabilities).filter { $0.1 > 0 }
            .map { (count: Double($0.0), expected: total * $0.1 / mass) }
            .sorted { $0.expected < $1.expected }
        var pooled: [(count: Double, expected: Double)] = []
        for cell in cells {
            if let last = pooled.last, last.expected < leastExpected {
                pooled[pooled.count - 1] = (
                    last.count + cell.count, last.expected + cell.expected
                )
            } else {
                pooled.append(cell)
            }
        }
        if let last = pooled.last, last.expected < leastExpected, pooled.count > 1 {
            pooled.removeLast()
            let before = pooled.removeLast()
            pooled.append((before.count + last.count, before.expected + last.expected))
        }
        guard pooled.count > 1 else { return nil }
        let statistic = pooled.reduce(0.0) { sum, cell in
            sum + (cell.count - cell.expected) * (cell.count - cell.expected) / cell.expected
        }
        return TestResult(chiSquare: statistic, degreesOfFreedom: pooled.count - 1)
    }

    /// Whether something happened that has no probability: no test is needed then.
    public static func impossible(_ observed: [Int], _ probabilities: [Double]) -> Bool {
        zip(observed, probabilities).contains { $0.0 > 0 && $0.1 <= 0 }
    }

    /// Whether rows and columns are independent, or rows are samples of one distribution. Rows and
    /// columns in which a cell is expected less than five times are pooled, the rarest first.
    ///
    /// - Returns: nil when fewer than two rows or columns are left.
    public static func association(_ table: [[Int]]) -> Association? {
        let width = table.first?.count ?? 0
        precondition(table.allSatisfy { $0.count == width }, "a table has rows of one length")
        var rows = table.map { $0.map(Double.init) }.filter { $0.reduce(0, +) > 0 }
        let total = rows.reduce(0) { $0 + $1.reduce(0, +) }
        guard total > 0 else { return nil }
        var columns = transposed(rows).filter { $0.reduce(0, +) > 0 }
        while rows.count > 2 || columns.count > 2 {
            let rarestRow = rows.map { $0.reduce(0, +) }.min() ?? 0
            let rarestColumn = columns.map { $0.reduce(0, +) }.min() ?? 0
            if rarestRow * rarestColumn / total >= leastExpected { break }
            if columns.count <= 2 || (rows.count > 2 && rarestRow <= rarestColumn) {
                rows = merged(transposed(columns))
            } else {
                rows = transposed(merged(columns))
            }
            columns = transposed(rows)
        }
        return judged(transposed(columns), total: total)
    }

    private static func judged(_ rows: [[Double]], total: Double) -> Association? {
        let columns = transposed(rows)
        guard rows.count > 1, columns.count > 1 else { return nil }
        let columnSums = columns.map { $0.reduce(0, +) }
        var statistic = 0.0
        for row in rows {
            let rowSum = row.reduce(0, +)
            for (count, columnSum) in zip(row, columnSums) {
                let expected = rowSum * columnSum / total
                statistic += (count - expected) * (count - expected) / expected
            }
        }
        let smaller = Double(min(rows.count, columns.count) - 1)
        return Association(
            test: TestResult(
                chiSquare: statistic, degreesOfFreedom: (rows.count - 1) * (columns.count - 1)),
            cramersV: (statistic / (total * smaller)).squareRoot())
    }

    /// The two rarest rows become one.
    private static func merged(_ rows: [[Double]]) -> [[Double]] {
        var ascending = rows.sorted { $0.reduce(0, +) < $1.reduce(0, +) }
        guard ascending.count > 1 else { return rows }
        let first = ascending.removeFirst()
        ascending[0] = zip(first, ascending[0]).map(+)
        return ascending
    }

    private static func transposed(_ rows: [[Double]]) -> [[Double]] {
        (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column] } }
    }
}
