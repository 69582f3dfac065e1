// Evidence against one mean of a bounded quantity, by betting.
//
// SOURCE
//     Waudby-Smith & Ramdas, "Estimating means of bounded random variables by betting", JRSSB 86
//     (2024), the hedged capital of section 4.4 with theta = 1/2, at one mean m:
//         K_t(m) = (K+_t(m) + K-_t(m)) / 2,
//         K+-_t(m) = prod (1 +- min(lambda_i, c/m or c/(1-m)) (x_i - m)),  c = 1/2.
//     Both products are martingales when the mean is m, so their average is one too, and by Ville's
//     inequality it ever exceeds 1/alpha with probability alpha at most.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The capital of two gamblers who bet that the mean of values in 0...1 is above, and below, m.
struct BettingEvidence: Sendable, Equatable {
    private let mean: Double
    private var bet: PredictableBet
    // Logarithms: capitals grow beyond what a number holds.
    private var above = 0.0
    private var below = 0.0

    /// - Parameter alpha: tunes the stakes only; the evidence is valid at every level.
    /// - Precondition: `0 < mean < 1`.
    init(mean: Double, alpha: Double) {
        precondition(mean > 0 && mean < 1, "the mean betted against lies inside 0...1")
        self.mean = mean
        bet = PredictableBet(alpha: alpha)
    }

    /// Adds one value.
    ///
    /// - Precondition: `0 <= value <= 1`.
    mutating func add(_ value: Double) {
        precondition(value >= 0 && value <= 1, "bets are on values in 0...1")
        let stake = bet.next
        bet.observe(value)
        above += log1p(min(stake, 0.5 / mean) * (value - mean))
        below += log1p(-min(stake, 0.5 / (1 - mean)) * (value - mean))
    }

    /// The natural logarithm of the evidence: of the average of both capitals.
    var logEvidence: Double {
        let larger = max(above, below)
        return larger + log(exp(above - larger) + exp(below - larger)) - log(2)
    }
}
