// The statistical profile of a fingerprint.
internal import Fingerprints
internal import Statistics

extension FingerprintReport {
    /// Two ends; `null` for one that is infinite.
    public struct Range: Encodable, Sendable {
        @Nullable public var lower: Double?
        @Nullable public var upper: Double?

        init(_ interval: Interval) {
            lower = interval.lower.isFinite ? interval.lower : nil
            upper = interval.upper.isFinite ? interval.upper : nil
        }
    }

    public struct Payout: Encodable, Sendable {
        /// In stakes.
        public var multiple: Double
        public var count: Int
        public var share: Double
    }

    /// How fast rounds can come; sessions of a fingerprint are not paced.
    public struct SpinTiming: Encodable, Sendable {
        public var mode = "unpaced"
        public var microsecondsPerRound: Double

        enum CodingKeys: String, CodingKey {
            case mode
            case microsecondsPerRound = "microseconds_per_round"
        }
    }

    public struct StatisticalProfile: Encodable, Sendable {
        public var rtpRatio: Double
        public var rtpInterval: Range
        /// "confidence sequence" or "nominal".
        public var rtpIntervalKind: String
        /// Rounds from which the interval is more than nominal.
        @Nullable public var rtpRoundsNeeded: Int?
        public var intervalLevel: Double
        /// The standard deviation of a round's payout in stakes.
        public var volatility: Double
        public var volatilityIndex90: Double
        public var volatilityIndex95: Double
        public var volatilityClass: String
        @Nullable public var skewness: Double?
        public var hitFrequency: Double
        public var hitInterval: Range
        /// Rounds that paid more than their stake.
        public var winFrequency: Double
        public var winInterval: Range
        public var topShare: Double
        public var largestWin: Double
        public var largestWinCount: Int
        @Nullable public var roundsPerLargestWin: Range?
        @Nullable public var convergenceRounds: Double?
        public var spinTiming: SpinTiming
        public var payoutDistribution: [Payout]

        enum CodingKeys: String, CodingKey {
            case volatility, skewness
            case rtpRatio = "rtp_ratio"
            case rtpInterval = "rtp_interval"
            case rtpIntervalKind = "rtp_interval_kind"
            case rtpRoundsNeeded = "rtp_rounds_needed"
            case intervalLevel = "interval_level"
            case volatilityIndex90 = "volatility_index_90"
            case volatilityIndex95 = "volatility_index_95"
            case volatilityClass = "volatility_class"
            case hitFrequency = "hit_frequency"
            case hitInterval = "hit_interval"
            case winFrequency = "win_frequency"
            case winInterval = "win_interval"
            case topShare = "top_share"
            case largestWin = "largest_win"
            case largestWinCount = "largest_win_count"
            case roundsPerLargestWin = "rounds_per_largest_win"
            case convergenceRounds = "convergence_rounds"
            case spinTiming = "spin_timing"
            case payoutDistribution = "payout_distribution"
        }

        init(_ payouts: PayoutProfile, playSeconds: Double) {
            let rounds = Double(payouts.rounds)
            rtpRatio = payouts.returnRate
            rtpInterval = Range(payouts.interval)
            rtpIntervalKind = payouts.intervalKind.rawValue
            rtpRoundsNeeded = payouts.roundsNeeded
            intervalLevel = 1 - PayoutProfile.intervalAlpha
            volatility = payouts.standardDeviation
            volatilityIndex90 = payouts.volatilityIndex90
            volatilityIndex95 = payouts.volatilityIndex95
            volatilityClass = payouts.volatilityClass
            skewness = payouts.skewness
            hitFrequency = Double(payouts.hits) / rounds
            hitInterval = Range(payouts.hitFrequency)
            winFrequency = Double(payouts.wins) / rounds
            winInterval = Range(payouts.winFrequency)
            topShare = payouts.topShare
            largestWin = payouts.topAward?.multiple ?? 0
            largestWinCount = payouts.topAward?.count ?? 0
            roundsPerLargestWin = payouts.roundsPerTopAward.map { Range($0) }
            convergenceRounds = payouts.convergenceRounds
            spinTiming = SpinTiming(microsecondsPerRound: playSeconds / rounds * 1e6)
            payoutDistribution = payouts.rows.map {
                Payout(multiple: $0.multiple, count: $0.count, share: Double($0.count) / rounds)
            }
        }
    }
}
