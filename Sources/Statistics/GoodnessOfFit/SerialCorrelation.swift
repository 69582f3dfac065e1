// Whether what was says anything about what comes.

/// Autocorrelation of a series.
public enum SerialCorrelation {
    /// The autocorrelations at lags 1 to `lags`: sum (x_t - m)(x_(t+k) - m) / sum (x_t - m)^2; nil
    /// when the series does not vary or is not longer than `lags`.
    public static func coefficients(_ values: [Double], lags: Int) -> [Double]? {
        precondition(lags > 0, "a lag is at least 1")
        guard values.count > lags else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        let deviations = values.map { $0 - mean }
        let power = deviations.reduce(0) { $0 + $1 * $1 }
        guard power > 0 else { return nil }
        return (1...lags).map { lag in
            zip(deviations, deviations.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } / power
        }
    }

    /// Ljung and Box's test that all of the first `lags` autocorrelations are zero.
    ///
    /// Source: Biometrika 65 (1978): Q = n (n + 2) sum r_k^2 / (n - k), chi-square with `lags`
    /// degrees of freedom.
    public static func ljungBox(_ values: [Double], lags: Int) -> TestResult? {
        guard let coefficients = coefficients(values, lags: lags) else { return nil }
        let count = Double(values.count)
        let sum = coefficients.enumerated().reduce(0.0) { sum, each in
            sum + each.element * each.element / (count - Double(each.offset + 1))
        }
        return TestResult(chiSquare: count * (count + 2) * sum, degreesOfFreedom: lags)
    }
}
