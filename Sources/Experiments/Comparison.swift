// From pairs in any order to a verdict that depends on their indexes only.
public import Play
public import Statistics

/// Collects pairs and judges them in the order of their indexes, so that a verdict does not depend
/// on how many workers played them.
public struct Comparison: Sendable {
    /// What is compared.
    public struct Setup: Sendable {
        public var metric: Metric
        public var pairs: Int
        public var margin: Double
        public var alpha: Double
        /// Minor units.
        public var goal: Int64
        public var leastStake: Int64
        public var minorUnits: Double
        /// Half the width of the interval at which it stops, in units of the metric.
        public var precision: Double?
        /// The test of who wins that decides instead of the interval.
        public var winner: WinnerPlan?
        /// The exact return that takes the place of what rounds paid; then every pair that is added
        /// has an expectation. For the metrics net and reward.
        public var control: ReturnControl?

        /// As many pairs as there may be: what `pairs` is where something else ends a comparison.
        public static let pairsUnlimited = ComparisonPlan.pairsRange.upperBound

        /// Where intervals are tightest. Without a planned number of pairs it is 5,000, as
        /// GrowthBook has it.
        public var tightestAt: Int { pairs == Setup.pairsUnlimited ? 5000 : pairs }

        public init(
            metric: Metric, pairs: Int, margin: Double, alpha: Double, goal: Int64,
            leastStake: Int64, minorUnits: Double, precision: Double? = nil,
            winner: WinnerPlan? = nil
        ) {
            self.metric = metric
            self.pairs = pairs
            self.margin = margin
            self.alpha = alpha
            self.goal = goal
            self.leastStake = leastStake
            self.minorUnits = minorUnits
            self.precision = precision
            self.winner = winner
        }
    }

    public let setup: Setup
    public private(set) var statistics: SequentialComparison
    /// Pairs that A won, drew and lost, and where the share of them lies.
    public private(set) var wins: WinShare
    /// The test of who wins, where it decides.
    public private(set) var winners: WinnerTest?
    public private(set) var a = ArmTotals()
    public private(set) var b = ArmTotals()
    /// Over the pairs that were judged, in their order.
    public private(set) var chain = PairChain()
    /// Both arms as they were played: other than `statistics` where a control variate is used.
    public private(set) var played = PairedMoments()
    /// Rounds of both arms that have an exact mean.
    public private(set) var exactRounds: Int64 = 0
    private var isBoundAsked = false
    private var waiting: [UInt64: PairResult] = [:]
    private var next: UInt64 = 0

    /// Throws `INVALID_INPUT` when pairs, margin or alpha are out of range.
    public init(_ setup: Setup) throws(PlayError) {
        self.setup = setup
        do throws(StatisticsError) {
            statistics = SequentialComparison(
                try ComparisonPlan(
                    endpoint: setup.metric.endpoint, direction: setup.metric.direction,
                    margin: setup.margin, alpha: setup.alpha, pairsMaximum: setup.pairs,
                    tightestAt: setup.tightestAt, stop: Comparison.stop(setup),
                    alphaForConstant: setup.control == nil ? 0 : Comparison.alphaForConstant))
        } catch {
            throw PlayError(.invalidInput, error.description)
        }
        wins = WinShare(alpha: setup.alpha)
        winners = setup.winner.map { WinnerTest($0) }
    }

    /// Share of alpha that is kept for expectations that do not differ from pair to pair.
    private static let alphaForConstant = 0.1

    private static func stop(_ setup: Setup) -> ComparisonPlan.Stop {
        guard setup.winner == nil else { return .never }
        return setup.precision.map { .precision($0) } ?? .verdict
    }

    /// Pairs that were judged, in order without a gap.
    public var pairs: Int { statistics.moments.count }

    /// Whether more pairs can change anything.
    public var isOver: Bool {
        verdict != .undecided || next >= UInt64(setup.pairs)
    }

    /// What the interval says, or the test of who wins where that was asked for.
    public var verdict: ComparisonVerdict {
        guard let winners else { return statistics.verdict }
        // Its own statistics only end when all pairs are played, or no more come.
        return winners.decision == .open && statistics.verdict != .undecided
            ? .inconclusive : winners.verdict
    }

    /// Takes a pair in any order; judges as far as indexes go without a gap.
    public mutating func add(_ result: PairResult) throws(PlayError) {
        var judged: [PairResult] = []
        try add(result, judged: &judged)
    }

    /// Takes a pair as above, and adds the pairs that were judged now to a list, in order; also
    /// when it throws.
    public mutating func add(
        _ result: PairResult, judged: inout [PairResult]
    ) throws(PlayError) {
        waiting[result.index] = result
        while !isOver, let pair = waiting.removeValue(forKey: next) {
            next += 1
            count(pair)
            try judge(pair)
            chain.add(pair.digest)
            judged.append(pair)
        }
    }

    private mutating func count(_ pair: PairResult) {
        a.add(
            pair.a, pair: pair.index, pair.budgetUsesA, pair.firstFaultA,
            reachedGoal: pair.a.balance >= setup.goal, isRuined: pair.a.balance < setup.leastStake)
        b.add(
            pair.b, pair: pair.index, pair.budgetUsesB, pair.firstFaultB,
            reachedGoal: pair.b.balance >= setup.goal, isRuined: pair.b.balance < setup.leastStake)
    }

    private mutating func judge(_ pair: PairResult) throws(PlayError) {
        let (valueA, valueB) = (setup.value(of: pair.a), setup.value(of: pair.b))
        let judged = setup.judged(pair)
        do throws(StatisticsError) {
            try statistics.add(judged.a, judged.b)
        } catch {
            throw PlayError(.invalidInput, error.description)
        }
        if let control = setup.control, let expected = pair.expectation {
            exactRounds &+= expected.exactRounds
            if setup.extra(pair.a) == 0, setup.extra(pair.b) == 0 { admitBounds(control) }
        }
        played.add(valueA, valueB)
        let better = setup.metric.direction == .higherIsBetter ? valueA - valueB : valueB - valueA
        wins.add(better)
        winners?.add(better)
    }

    // Expectations that are all the same have no spread; how far another may lie from them is known
    // from the game, which is only worked out once it is needed.
    private mutating func admitBounds(_ control: ReturnControl) {
        guard !isBoundAsked, statistics.wantsBounds else { return }
        isBoundAsked = true
        guard let bounds = control.bounds() else { return }
        let units = setup.minorUnits
        statistics.admit(bounds: bounds.lowerBound / units...bounds.upperBound / units)
    }

    /// Adds what playing the first faulted pair of an arm again has shown, where pairs came from a
    /// journal.
    public mutating func complete(firstFaultA: SessionFault?, firstFaultB: SessionFault?) {
        a.firstFault = a.firstFault ?? firstFaultA
        b.firstFault = b.firstFault ?? firstFaultB
    }

    /// No more pairs come: an open verdict becomes inconclusive.
    public mutating func finish() { statistics.finish() }
}
