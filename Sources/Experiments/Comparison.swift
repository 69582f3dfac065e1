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

        public init(
            metric: Metric, pairs: Int, margin: Double, alpha: Double, goal: Int64,
            leastStake: Int64, minorUnits: Double
        ) {
            self.metric = metric
            self.pairs = pairs
            self.margin = margin
            self.alpha = alpha
            self.goal = goal
            self.leastStake = leastStake
            self.minorUnits = minorUnits
        }
    }

    public let setup: Setup
    public private(set) var statistics: SequentialComparison
    public private(set) var a = ArmTotals()
    public private(set) var b = ArmTotals()
    /// Over the pairs that were judged, in their order.
    public private(set) var chain = PairChain()
    private var waiting: [UInt64: PairResult] = [:]
    private var next: UInt64 = 0

    /// Throws `INVALID_INPUT` when pairs, margin or alpha are out of range.
    public init(_ setup: Setup) throws(PlayError) {
        self.setup = setup
        do throws(StatisticsError) {
            statistics = SequentialComparison(
                try ComparisonPlan(
                    endpoint: setup.metric.endpoint, direction: setup.metric.direction,
                    margin: setup.margin, alpha: setup.alpha, pairsMaximum: setup.pairs))
        } catch {
            throw PlayError(.invalidInput, error.description)
        }
    }

    /// Pairs that were judged, in order without a gap.
    public var pairs: Int { statistics.moments.count }

    /// Whether more pairs can change anything.
    public var isOver: Bool {
        statistics.verdict != .undecided || next >= UInt64(setup.pairs)
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
            a.add(pair.a, pair: pair.index, pair.budgetUsesA, pair.firstFaultA)
            b.add(pair.b, pair: pair.index, pair.budgetUsesB, pair.firstFaultB)
            do throws(StatisticsError) {
                try statistics.add(value(pair.a), value(pair.b))
            } catch {
                throw PlayError(.invalidInput, error.description)
            }
            chain.add(pair.digest)
            judged.append(pair)
        }
    }

    /// Adds what playing the first faulted pair of an arm again has shown, where pairs came from a
    /// journal.
    public mutating func complete(firstFaultA: SessionFault?, firstFaultB: SessionFault?) {
        a.firstFault = a.firstFault ?? firstFaultA
        b.firstFault = b.firstFault ?? firstFaultB
    }

    /// No more pairs come: an open verdict becomes inconclusive.
    public mutating func finish() { statistics.finish() }

    private func value(_ arm: EpisodeResult) -> Double {
        arm.value(
            of: setup.metric, goal: setup.goal, leastStake: setup.leastStake,
            minorUnits: setup.minorUnits)
    }
}
