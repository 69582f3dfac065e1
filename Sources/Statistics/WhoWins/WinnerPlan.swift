// What a test of who wins is asked.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A sequential probability ratio test of "A has elo0 or less" against "A has elo1 or more".
public struct WinnerPlan: Hashable, Sendable, Codable {
    public let elo0: Double
    public let elo1: Double
    public let scale: EloScale
    /// Chance to accept elo1 when the truth is elo0.
    public let alpha: Double
    /// Chance to accept elo0 when the truth is elo1.
    public let beta: Double

    /// The largest Elo that can be asked for, either way: scores of 0.03 and 0.97.
    public static let eloMax = 600.0

    /// - Throws: `StatisticsError` naming the number that cannot be used.
    public init(
        elo0: Double, elo1: Double, scale: EloScale = .normalized, alpha: Double = 0.05,
        beta: Double = 0.05
    ) throws(StatisticsError) {
        guard elo0 < elo1, elo0.magnitude <= WinnerPlan.eloMax, elo1.magnitude <= WinnerPlan.eloMax
        else {
            throw StatisticsError(
                .eloOutOfRange,
                "Elo \(elo0) is to be told from \(elo1); give two numbers in "
                    + "-\(Int(WinnerPlan.eloMax))...\(Int(WinnerPlan.eloMax)), the lower one first."
            )
        }
        for (name, level) in [("Alpha", alpha), ("Beta", beta)] {
            guard level > 0, level < 0.5 else {
                throw StatisticsError(
                    .levelOutOfRange,
                    "\(name) is \(level); give the accepted probability of a false verdict, above "
                        + "0 and below 0.5, such as 0.05.")
            }
        }
        self.elo0 = elo0
        self.elo1 = elo1
        self.scale = scale
        self.alpha = alpha
        self.beta = beta
    }

    /// At or below it elo0 is accepted: ln(beta / (1 - alpha)), Wald's.
    public var lowerBound: Double { log(beta / (1 - alpha)) }

    /// At or above it elo1 is accepted: ln((1 - beta) / alpha).
    public var upperBound: Double { log((1 - beta) / alpha) }

    /// Wald's mean number of single games until the decision, for a true Elo at which the logarithm
    /// of the ratio moves as by these shares of lost, drawn and won games.
    ///
    /// - Precondition: three counts.
    public func expectedCount(_ truth: WinCounts) -> Double {
        precondition(truth.counts.count == 3, "single games have three scores")
        let (drift, variance) = truth.ratioSteps(self)
        guard variance > 0 else { return .infinity }
        let pull = 2 * drift / variance
        guard pull.magnitude > 1e-9 else { return -lowerBound * upperBound / variance }
        let atUpper =
            (1 - exp(-pull * lowerBound)) / (exp(-pull * upperBound) - exp(-pull * lowerBound))
        return (atUpper * upperBound + (1 - atUpper) * lowerBound) / drift
    }
}

extension WinCounts {
    /// Mean and variance of what one count adds to the logarithm of the ratio, near these shares:
    /// "A practical introduction to the GSPRT", M. Van den Bergh, section 2.
    func ratioSteps(_ plan: WinnerPlan) -> (drift: Double, variance: Double) {
        let observed = distribution
        let scores = scores(plan)
        return WinCounts.ratioSteps(
            mean: observed.mean, variance: observed.variance, scores.low, scores.high)
    }

    /// The mean scores that the plan's two Elo stand for here.
    func scores(_ plan: WinnerPlan) -> (low: Double, high: Double) {
        let deviation = distribution.variance.squareRoot() * gamesEach.squareRoot()
        func score(_ elo: Double) -> Double {
            plan.scale == .logistic
                ? EloScale.score(ofLogistic: elo)
                : 0.5 + elo / EloScale.normalizedUnit * deviation
        }
        return (score(plan.elo0), score(plan.elo1))
    }

    static func ratioSteps(
        mean: Double, variance: Double, _ low: Double, _ high: Double
    ) -> (drift: Double, variance: Double) {
        let gap = high - low
        return ((mean - (low + high) / 2) * gap / variance, gap * gap / variance)
    }
}
