// The difference of two arms under continuous monitoring, without a verdict of its own: what a
// tournament judges many of at a time.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Moments, interval and evidence of D = A - B, valid at every look.
///
/// Unlike `SequentialComparison` it goes on counting after it has shown something.
public struct AnytimeDifference: Sendable {
    public let endpoint: ComparisonPlan.Endpoint
    public private(set) var moments = PairedMoments()
    /// Where the mean of D lies with probability 1 - alpha over all looks; nil while nothing valid
    /// can be said.
    public private(set) var interval: Interval?
    /// The natural logarithm of the evidence against "the mean of D is zero"; 0 while there is
    /// none. Its exponential is an e-value at any stopping time.
    public private(set) var logEvidence = 0.0

    private var logEvidencePeak = 0.0
    private let pairsMinimum: Int
    private let gate: HeavyTailGate
    private let asymptotic: AsymptoticConfidenceSequence
    private var betting: BettingConfidenceSequence?
    private var bets: BettingEvidence?

    /// - Parameters:
    ///   - plan: its endpoint, alpha, least pairs and tuning are used; its margin and most pairs
    ///     are not.
    public init(_ plan: ComparisonPlan) {
        endpoint = plan.endpoint
        pairsMinimum = plan.pairsMinimum
        gate = HeavyTailGate(alpha: plan.alpha, knownSkewness: plan.knownSkewness)
        asymptotic = AsymptoticConfidenceSequence(
            alpha: plan.alpha, tightestAt: plan.tightestAt, burnIn: plan.pairsMinimum)
        if case .bounded(let low, let high) = plan.endpoint {
            betting = BettingConfidenceSequence(alpha: plan.alpha, cells: plan.cells)
            if low < 0, high > 0 {
                bets = BettingEvidence(mean: -low / (high - low), alpha: plan.alpha)
            }
            interval = Interval(lower: low, upper: high)
        }
    }

    /// Counts the next pair.
    ///
    /// Throws `StatisticsError` when a sample is not finite, or D is outside its bounds; the pair is
    /// then not counted.
    public mutating func add(_ sampleA: Double, _ sampleB: Double) throws(StatisticsError) {
        let difference = sampleA - sampleB
        guard sampleA.isFinite, sampleB.isFinite, difference.isFinite else {
            throw StatisticsError(
                .sampleNotFinite,
                "Pair \(moments.count) has the samples \(sampleA) and \(sampleB); a metric must "
                    + "give finite numbers.")
        }
        switch endpoint {
        case .bounded(let low, let high):
            let place = (difference - low) / (high - low)
            guard place >= -1e-9, place <= 1 + 1e-9 else {
                throw StatisticsError(
                    .differenceOutOfBounds,
                    "Pair \(moments.count) differs by \(difference), outside the promised "
                        + "\(low)...\(high); give bounds that hold for every pair.")
            }
            moments.add(sampleA, sampleB)
            judgeBounded(min(1, max(0, place)), low: low, high: high)
        case .unbounded:
            moments.add(sampleA, sampleB)
            judgeUnbounded()
        }
        logEvidencePeak = max(logEvidencePeak, logEvidence)
    }

    /// The p-value against "the mean of D is zero" that may be looked at any time: the running
    /// minimum of 1/E.
    public var pValue: Double { min(1, exp(-logEvidencePeak)) }

    /// The mean of D; nil before the first pair.
    public var mean: Double? { moments.count > 0 ? moments.difference.mean : nil }

    private mutating func judgeBounded(_ place: Double, low: Double, high: Double) {
        betting?.add(place)
        bets?.add(place)
        if let unit = betting?.interval {
            interval = Interval(
                lower: low + (high - low) * unit.lower, upper: low + (high - low) * unit.upper)
        }
        logEvidence = bets?.logEvidence ?? 0
    }

    // What the gate does not pass is no evidence, whatever was seen before.
    private mutating func judgeUnbounded() {
        guard moments.unequalCount >= pairsMinimum,
            moments.difference.varies(beyondRoundingOf: moments.scale),
            let finding = gate.judge(moments.difference), finding.holds,
            let variance = moments.difference.populationVariance, variance > 0,
            let now = asymptotic.interval(moments.difference)
        else {
            interval = nil
            logEvidence = 0
            return
        }
        interval = interval.flatMap { $0.intersection(now) } ?? now
        logEvidence = asymptotic.logEvidence(
            count: moments.count, mean: moments.difference.mean, deviation: variance.squareRoot())
    }
}
