// What a test of a hypothesis finds.

/// The outcome of one test: small p-values speak against the hypothesis.
public struct TestResult: Sendable, Equatable {
    public let statistic: Double
    /// The probability of a statistic at least as extreme when the hypothesis is true.
    public let pValue: Double
    /// Of a chi-square statistic; nil for others.
    public let degreesOfFreedom: Int?

    public init(statistic: Double, pValue: Double, degreesOfFreedom: Int? = nil) {
        self.statistic = statistic
        self.pValue = pValue
        self.degreesOfFreedom = degreesOfFreedom
    }

    init(chiSquare statistic: Double, degreesOfFreedom: Int) {
        self.init(
            statistic: statistic,
            pValue: ChiSquareDistribution.survival(
                max(0, statistic), degreesOfFreedom: Double(degreesOfFreedom)),
            degreesOfFreedom: degreesOfFreedom)
    }
}
