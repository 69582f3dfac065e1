// Whether two properties go together more often than by chance, exactly.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Fisher's exact test of a table of two by two, on one side.
///
/// Small counts need it: at five expected events the chi-square test's chance of a false alarm at
/// 1e-4, which is where a correction for dozens of tests puts it, is seven times as high.
public enum FisherExactTest {
    /// The probability of `both` or more, given all sums, when the properties are independent.
    ///
    /// - Parameters:
    ///   - both: things with both properties.
    ///   - first, second: things with the one and with the other, both included.
    ///   - total: all things.
    public static func upperTail(both: Int, first: Int, second: Int, total: Int) -> TestResult {
        let most = min(first, second)
        let least = max(0, first + second - total)
        precondition(total > 0 && least <= both && both <= most, "counts of a table")
        func logChance(_ count: Int) -> Double {
            logChoices(first, count) + logChoices(total - first, second - count)
                - logChoices(total, second)
        }
        var sum = 0.0
        for count in both...most {
            let term = exp(logChance(count))
            sum += term
            // Beyond the mean terms shrink faster and faster.
            if term < sum * 1e-15, Double(count) * Double(total) > Double(first) * Double(second) {
                break
            }
        }
        return TestResult(statistic: Double(both), pValue: both == least ? 1 : min(1, sum))
    }

    private static func logChoices(_ all: Int, _ taken: Int) -> Double {
        logFactorial(all) - logFactorial(taken) - logFactorial(all - taken)
    }

    private static func logFactorial(_ count: Int) -> Double {
        lgamma(Double(count) + 1).0
    }
}
