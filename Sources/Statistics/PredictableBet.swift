// How much to stake on the next value, from the values before it only.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The predictable-mixture empirical-Bernstein bet.
///
/// I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting", JRSSB 86
/// (2024) 1-27, equation 26, with one imagined value of mean 1/2 and variance 1/4:
/// `bet(t) = sqrt( 2 ln(2/alpha) / (t ln(1+t) variance(t-1)) )`. The two comes from hedging: each
/// direction is tested at half the level.
struct PredictableBet: Sendable, Equatable {
    private let scale: Double
    private var count = 0
    private var sum = 0.0
    private var sumOfSquares = 0.0

    init(alpha: Double) {
        scale = 2 * log(2 / alpha)
    }

    /// The stake on the next value, before any truncation; positive and finite.
    var next: Double {
        let time = Double(count + 1)
        let variance = (0.25 + sumOfSquares) / time
        return (scale / (time * log(1 + time) * variance)).squareRoot()
    }

    /// Takes note of a value in 0...1 after the stake on it was placed.
    mutating func observe(_ value: Double) {
        count += 1
        sum += value
        let mean = (0.5 + sum) / Double(count + 1)
        sumOfSquares += (value - mean) * (value - mean)
    }
}
