// Whether a series has the same mean from the first to the last value.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The cumulative-sum test for one change of the mean.
public enum ChangePointTest {
    /// What was found.
    public struct Finding: Sendable, Equatable {
        public let test: TestResult
        /// The number of values before the most likely change.
        public let place: Int
    }

    /// The largest distance of the cumulative sum from the straight line, in units of
    /// sigma sqrt(n), has Kolmogorov's distribution: that of a Brownian bridge.
    ///
    /// Source: Ploberger & Kramer, "The CUSUM test with OLS residuals", Econometrica 60 (1992).
    ///
    /// - Returns: nil when the values do not vary or are fewer than 20.
    public static func meanShift(_ values: [Double]) -> Finding? {
        var moments = StreamingMoments()
        for value in values { moments.add(value) }
        guard values.count >= 20, let deviation = moments.standardDeviation, deviation > 0
        else { return nil }
        var sum = 0.0
        var largest = 0.0
        var place = 0
        for (index, value) in values.enumerated() {
            sum += value - moments.mean
            if sum.magnitude > largest {
                largest = sum.magnitude
                place = index + 1
            }
        }
        let statistic = largest / (deviation * Double(values.count).squareRoot())
        return Finding(
            test: TestResult(statistic: statistic, pValue: kolmogorovTail(statistic)), place: place)
    }

    /// 2 sum (-1)^(k-1) exp(-2 k^2 x^2), or for small x its form by the theta function.
    static func kolmogorovTail(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        if x < 1 {
            let sum = (1...20).reduce(0.0) { sum, index in
                let odd = Double(2 * index - 1)
                return sum + exp(-odd * odd * .pi * .pi / (8 * x * x))
            }
            return min(1, max(0, 1 - (2 * .pi).squareRoot() / x * sum))
        }
        return (1...20).reduce(0.0) { sum, index in
            let term = exp(-2 * Double(index * index) * x * x)
            return sum + (index % 2 == 1 ? 2 : -2) * term
        }
    }
}
