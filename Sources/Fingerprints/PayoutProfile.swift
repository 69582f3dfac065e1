// What the payouts of a game come to: return, volatility, hits and the largest awards.
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
public import Statistics

/// The profile of payouts; multiples are payouts in stakes.
public struct PayoutProfile: Sendable {
    /// The error level of intervals: they hold with 95 %.
    public static let intervalAlpha = 0.05

    /// What the interval of the return rests on.
    public enum IntervalKind: String, Sendable {
        /// Valid at every sample size, and large enough for the skewness seen.
        case confidenceSequence = "confidence sequence"
        /// The sample is too small for its heavy tail: the normal interval, which may not hold.
        case nominal
    }

    /// A payout, and how often it came.
    public struct Row: Sendable, Equatable {
        public var multiple: Double
        public var count: Int
    }

    public let rounds: Int
    public let returnRate: Double
    public let interval: Interval
    public let intervalKind: IntervalKind
    /// Rounds from which the interval would be more than nominal, if they look the same.
    public let roundsNeeded: Int?
    public let standardDeviation: Double
    public let skewness: Double?
    public let hits: Int
    public let hitFrequency: Interval
    /// Rounds that paid more than their stake.
    public let wins: Int
    public let winFrequency: Interval
    /// The share of the return that the best thousandth of rounds paid.
    public let topShare: Double
    /// Every payout, smallest first.
    public let rows: [Row]

    /// - Precondition: at least one payout.
    public init(multiples: [Double]) {
        precondition(!multiples.isEmpty, "a profile is of rounds")
        var moments = StreamingMoments()
        var counts: [Double: Int] = [:]
        var (hits, wins) = (0, 0)
        for value in multiples {
            moments.add(value)
            counts[value, default: 0] += 1
            hits += value > 0 ? 1 : 0
            wins += value > 1 ? 1 : 0
        }
        let alpha = PayoutProfile.intervalAlpha
        rounds = multiples.count
        (self.hits, self.wins) = (hits, wins)
        returnRate = moments.mean
        standardDeviation = moments.standardDeviation ?? 0
        skewness = moments.skewness
        let finding = HeavyTailGate(alpha: alpha).judge(moments)
        let sequence = AsymptoticConfidenceSequence(alpha: alpha, tightestAt: multiples.count)
        if let finding, finding.holds, let interval = sequence.interval(moments) {
            self.interval = interval
            intervalKind = .confidenceSequence
            roundsNeeded = nil
        } else {
            interval =
                FixedSampleInterval.mean(moments, alpha: alpha)
                ?? Interval(center: moments.mean, halfWidth: 0)
            intervalKind = .nominal
            roundsNeeded = finding.flatMap { $0.requiredCount == .max ? nil : $0.requiredCount }
        }
        hitFrequency = FixedSampleInterval.wilson(
            successes: hits, trials: multiples.count, alpha: alpha)
        winFrequency = FixedSampleInterval.wilson(
            successes: wins, trials: multiples.count, alpha: alpha)
        rows = counts.map { Row(multiple: $0.key, count: $0.value) }
            .sorted { $0.multiple < $1.multiple }
        topShare = PayoutProfile.topShare(rows, rounds: multiples.count)
    }

    private static func topShare(_ rows: [Row], rounds: Int) -> Double {
        let all = rows.reduce(0.0) { $0 + $1.multiple * Double($1.count) }
        guard all > 0 else { return 0 }
        var (left, top) = (max(1, rounds / 1000), 0.0)
        for row in rows.reversed() where left > 0 {
            let taken = min(left, row.count)
            top += row.multiple * Double(taken)
            left -= taken
        }
        return top / all
    }

    // MARK: What follows from these

    /// z sigma for 90 %, as IGT's PAR sheets give it (z = 1.645).
    public var volatilityIndex90: Double { 1.645 * standardDeviation }

    /// z sigma for 95 % (z = 1.96), as slotopol gives it.
    public var volatilityIndex95: Double { 1.96 * standardDeviation }

    /// The class by sigma, with the bounds of slotopol's README: 2.5, 3.5, 5 and 8.
    public var volatilityClass: String {
        switch standardDeviation {
        case ..<2.5: "low"
        case ..<3.5: "medium-low"
        case ..<5: "medium"
        case ..<8: "medium-high"
        default: "high"
        }
    }

    /// Rounds after which the house's edge is as large as the spread: (z sigma / (1 - return))^2
    /// with z = 1.96; `nil` when the return is 1 or more.
    public var convergenceRounds: Double? {
        guard returnRate < 1 else { return nil }
        let root = volatilityIndex95 / (1 - returnRate)
        return root * root
    }

    /// The largest payout that came; `nil` when nothing was paid.
    public var topAward: Row? { rows.last.flatMap { $0.multiple > 0 ? $0 : nil } }

    /// Rounds for one top award, by Garwood's exact interval; the upper end may be infinite.
    public var roundsPerTopAward: Interval? {
        guard let top = topAward else { return nil }
        let events = PoissonInterval.exact(count: top.count, alpha: PayoutProfile.intervalAlpha)
        let count = Double(rounds)
        return Interval(
            lower: count / events.upper, upper: events.lower > 0 ? count / events.lower : .infinity)
    }
}
