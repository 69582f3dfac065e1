// Judging many hypotheses at once.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Corrections for looking at many comparisons together.
public enum MultipleTesting {
    /// Holm's adjusted p-values: rejecting those at or below alpha errs at all with probability
    /// alpha at most, whatever the dependence.
    ///
    /// Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
    /// Journal of Statistics 6 (1979).
    ///
    /// - Parameter values: p-values in 0...1, any order.
    /// - Returns: the adjusted ones in the same order.
    public static func holm(_ values: [Double]) -> [Double] {
        let ascending = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var adjusted = values
        var largest = 0.0
        for (rank, index) in ascending.enumerated() {
            largest = max(largest, min(1, Double(values.count - rank) * values[index]))
            adjusted[index] = largest
        }
        return adjusted
    }

    /// Benjamini and Hochberg's procedure for e-values: of those it rejects, at most a share of
    /// alpha is false on average, whatever the dependence and whenever one stops.
    ///
    /// Source: Wang & Ramdas, "False discovery rate control with e-values", JRSSB 84 (2022): the
    /// largest k with e_(k) >= m / (alpha k), descending.
    ///
    /// - Parameter logValues: natural logarithms of e-values, any order.
    /// - Returns: whether each is rejected, in the same order.
    public static func eBenjaminiHochberg(logValues: [Double], alpha: Double) -> [Bool] {
        precondition(alpha > 0 && alpha < 1, "alpha must be between 0 and 1")
        let descending = logValues.indices.sorted { (-logValues[$0], $0) < (-logValues[$1], $1) }
        var rejected = [Bool](repeating: false, count: logValues.count)
        let count = Double(logValues.count)
        let last = descending.indices.last { rank in
            logValues[descending[rank]] >= log(count / (alpha * Double(rank + 1)))
        }
        guard let last else { return rejected }
        for rank in 0...last { rejected[descending[rank]] = true }
        return rejected
    }
}
