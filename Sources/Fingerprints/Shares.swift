// Small sums over counts.
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Figures of the shares that counts have of their sum.
enum Shares {
    /// The sum of squared shares: the chance that two draws are equal.
    static func collision(_ counts: some Sequence<Int>) -> Double {
        var (sum, squares) = (0.0, 0.0)
        for count in counts {
            sum += Double(count)
            squares += Double(count) * Double(count)
        }
        return sum > 0 ? squares / (sum * sum) : 1
    }
}

func logarithm2(_ value: Double) -> Double { log2(value) }
