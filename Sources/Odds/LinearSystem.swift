// Systems of linear equations in fractions: what states that come back are worth.

/// Solves (1 - `flow`) x = `columns` by elimination, exactly.
enum LinearSystem {
    /// - Parameters:
    ///   - flow: how much of the value of j is part of the value of i.
    ///   - columns: right-hand sides, each with a value for every i.
    /// - Returns: the solutions in the same order; `nil` when there is not exactly one.
    static func solve(flow: [[Fraction]], columns: [[Fraction]]) -> [[Fraction]]? {
        let count = flow.count
        var rows = (0..<count).map { i in
            (0..<count).map { j in (i == j ? Fraction.one : .zero) - flow[i][j] }
                + columns.map { $0[i] }
        }
        for pivot in 0..<count {
            guard let found = (pivot..<count).first(where: { !rows[$0][pivot].isZero }) else {
                return nil
            }
            rows.swapAt(pivot, found)
            let divisor = rows[pivot][pivot]
            rows[pivot] = rows[pivot].map { $0.isZero ? $0 : $0 / divisor }
            for row in 0..<count where row != pivot && !rows[row][pivot].isZero {
                let factor = rows[row][pivot]
                for column in pivot..<rows[row].count where !rows[pivot][column].isZero {
                    rows[row][column] = rows[row][column] - factor * rows[pivot][column]
                }
            }
        }
        return columns.indices.map { column in (0..<count).map { rows[$0][count + column] } }
    }
}
