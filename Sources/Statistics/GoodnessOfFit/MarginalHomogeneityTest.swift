// Whether a square table has the same sums by rows as by columns.

/// The test of marginal homogeneity, by maximum likelihood.
///
/// Source: A. Madansky, "Tests of homogeneity for correlated samples", Journal of the American
/// Statistical Association 58 (1963). Expected counts are m_ij = n_ij / (1 + a_i - a_j), with the
/// numbers a such that rows and columns of m have equal sums, and the statistic is Pearson's,
/// sum (n - m)^2 / m. Its first step is Stuart and Maxwell's statistic, d' V^-1 d, which divides by
/// counts instead of expectations: at 156 a cell that rejects fifty times too often at 1e-4.
public enum MarginalHomogeneityTest {
    /// A cell of the table: pairs that went from one kind to another.
    public struct Cell: Sendable, Equatable {
        public var from: Int
        public var to: Int
        public var count: Int

        public init(from: Int, to: Int, count: Int) {
            self.from = from
            self.to = to
            self.count = count
        }
    }

    /// - Parameters:
    ///   - cells: in any order; cells of the same place are added up.
    ///   - kinds: rows and columns of the table.
    /// - Returns: nil when no pair changed its kind, so that there is nothing to test. Kinds with
    ///   fewer than ten changes are pooled into one.
    public static func pearson(_ cells: [Cell], kinds: Int) -> TestResult? {
        precondition(
            cells.allSatisfy { (0..<kinds).contains($0.from) && (0..<kinds).contains($0.to) },
            "cells name kinds")
        var changes = [Int](repeating: 0, count: kinds)
        for cell in cells where cell.from != cell.to {
            changes[cell.from] += cell.count
            changes[cell.to] += cell.count
        }
        // Rare kinds share place 0; the others follow.
        var places = [Int](repeating: 0, count: kinds)
        var size = 1
        for kind in 0..<kinds where changes[kind] >= leastChanges {
            places[kind] = size
            size += 1
        }
        let changed = cells.map {
            Change(from: places[$0.from], to: places[$0.to], count: Double($0.count))
        }.filter { $0.from != $0.to && $0.count > 0 }
        return fitted(changed, size: size)
    }

    private static let leastChanges = 10
    /// Newton's method doubles the digits with each step; this is more than it takes.
    private static let stepsMax = 50

    private struct Change {
        var from: Int
        var to: Int
        var count: Double
    }

    /// Newton's method for the numbers a, from 0 on.
    private static func fitted(_ changes: [Change], size: Int) -> TestResult? {
        let total = changes.reduce(0) { $0 + $1.count }
        var numbers = [Double](repeating: 0, count: size)
        var degrees = 0
        for _ in 0..<stepsMax {
            var differences = [Double](repeating: 0, count: size)
            var weights = [[Double]](repeating: differences, count: size)
            for change in changes {
                let (from, to) = (change.from, change.to)
                let ratio = 1 + numbers[from] - numbers[to]
                let expected = change.count / ratio
                let weight = expected / ratio
                differences[from] += expected
                differences[to] -= expected
                weights[from][from] += weight
                weights[to][to] += weight
                weights[from][to] -= weight
                weights[to][from] -= weight
            }
            let (step, rank) = solution(weights, differences)
            degrees = rank
            // Half the way, until every expectation is positive.
            var share = 1.0
            while changes.contains(where: {
                let ahead = numbers[$0.from] + share * step[$0.from]
                return 1 + ahead - numbers[$0.to] - share * step[$0.to] <= 0
            }) { share /= 2 }
            for at in numbers.indices { numbers[at] += share * step[at] }
            if differences.allSatisfy({ $0.magnitude < 1e-9 * total }) { break }
        }
        guard degrees > 0 else { return nil }
        let statistic = changes.reduce(0.0) { sum, change in
            let expected = change.count / (1 + numbers[change.from] - numbers[change.to])
            return sum + (change.count - expected) * (change.count - expected) / expected
        }
        return TestResult(chiSquare: statistic, degreesOfFreedom: degrees)
    }

    /// Solves a symmetric system of which some rows depend on others: these get 0. By Cholesky's
    /// decomposition.
    private static func solution(
        _ matrix: [[Double]], _ vector: [Double]
    ) -> (values: [Double], rank: Int) {
        var factor = matrix
        var (values, kept): ([Double], [Int]) = ([Double](repeating: 0, count: vector.count), [])
        for row in vector.indices {
            for at in kept {
                var sum = matrix[row][at]
                for before in kept where before < at {
                    sum -= factor[row][before] * factor[at][before]
                }
                factor[row][at] = sum / factor[at][at]
            }
            let rest = kept.reduce(matrix[row][row]) { $0 - factor[row][$1] * factor[row][$1] }
            // What is left of a row that depends on those before it is rounding.
            guard rest > 1e-9 * matrix[row][row], matrix[row][row] > 0 else { continue }
            factor[row][row] = rest.squareRoot()
            values[row] =
                kept.reduce(vector[row]) { $0 - factor[row][$1] * values[$1] } / factor[row][row]
            kept.append(row)
        }
        for row in kept.reversed() {
            var sum = values[row]
            for below in kept where below > row { sum -= factor[below][row] * values[below] }
            values[row] = sum / factor[row][row]
        }
        return (values, kept.count)
    }
}
