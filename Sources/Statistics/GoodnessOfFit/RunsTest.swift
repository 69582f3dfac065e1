// Wald and Wolfowitz's test of runs.

/// Whether hits and misses come in the order of chance.
public enum RunsTest {
    /// Few runs are streaks, many are alternation; two-sided, by the normal approximation.
    ///
    /// Source: Wald & Wolfowitz, Annals of Mathematical Statistics 11 (1940): with n1 hits, n2
    /// misses and n = n1 + n2, runs have the mean 2 n1 n2 / n + 1 and the variance
    /// 2 n1 n2 (2 n1 n2 - n) / (n^2 (n - 1)).
    ///
    /// - Returns: nil with fewer than ten hits or misses, where the approximation is poor.
    public static func waldWolfowitz(_ hits: [Bool]) -> TestResult? {
        let first = Double(hits.lazy.filter { $0 }.count)
        let second = Double(hits.count) - first
        guard first >= 10, second >= 10 else { return nil }
        let all = first + second
        let runs = 1 + zip(hits, hits.dropFirst()).lazy.filter { $0 != $1 }.count
        let product = 2 * first * second
        let mean = product / all + 1
        let variance = product * (product - all) / (all * all * (all - 1))
        let z = (Double(runs) - mean) / variance.squareRoot()
        return TestResult(statistic: z, pValue: NormalDistribution.twoSidedTail(z))
    }
}
