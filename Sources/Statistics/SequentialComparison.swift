// Which of two arms is better, asked after every pair, without paying for the asking.
//
// Pairs go in by index; a verdict comes out as soon as the confidence sequence of D = A - B
// excludes everything else. The first decision stands: pairs that come after it are not counted,
// so an answer does not depend on how many pairs were under way when it fell.
//
// What an honest default does where the theory is silent:
// - Heavy tails. The interval of an unbounded endpoint leans on the central limit theorem. While
//   the gate on the skewness of D does not hold there is no interval and no verdict, only the
//   obstacle with the number of pairs needed. `nominalInterval` shows what the formula gives; it
//   decides nothing. Intervals from before the gate held never enter the running intersection, and
//   when the gate falls again (the first jackpot came) the intersection starts anew.
// - Identical arms. Unbounded: ties say nothing about how large a rare difference might be, so a
//   spread of zero gives no interval, and only pairs that differ count for the minimum. Neither a
//   winner nor equivalence is ever declared from ties alone. Bounded: how large a difference can be
//   is known, the betting interval shrinks about zero, and equivalence within a margin above zero
//   is declared once it fits.
// - A constant difference other than zero is treated as ties are: unbounded no verdict, bounded as
//   the interval says. Where bounds of D can be worked out later they may be admitted (a part of
//   alpha is kept for it): then a difference that never varied is judged by a betting interval
//   between them, until it varies.

/// Compares two arms on paired samples; may be looked at after every pair.
public struct SequentialComparison: Sendable {
    public let plan: ComparisonPlan
    /// Everything counted so far: both arms, and D = A - B.
    public private(set) var moments = PairedMoments()
    public private(set) var verdict = ComparisonVerdict.undecided
    /// Why there is no decision; nil once there is one.
    public private(set) var obstacle: ComparisonObstacle?
    /// Where the mean of D lies, with probability 1 - alpha over all looks together: the running
    /// intersection of the confidence sequence, in units of the endpoint and always of A - B, also
    /// where lower is better. Nil while nothing valid can be said.
    public private(set) var interval: Interval?

    /// What the interval says now, whether or not that ends the comparison.
    private var standing: ComparisonVerdict?
    private let gate: HeavyTailGate
    private let asymptotic: AsymptoticConfidenceSequence
    private var betting: BettingConfidenceSequence?
    /// Of differences that never varied, between admitted bounds.
    private var constant: (bounds: ClosedRange<Double>, betting: BettingConfidenceSequence)?
    /// Where it would have stopped at some of the looks since the interval began, and at the last.
    private var edges: [StoppingEdge] = []
    private var lastEdge: StoppingEdge?

    public init(_ plan: ComparisonPlan) {
        self.plan = plan
        obstacle = .tooFewPairs(minimum: plan.pairsMinimum)
        let alpha = plan.alpha * (1 - plan.alphaForConstant)
        gate = HeavyTailGate(alpha: alpha, knownSkewness: plan.knownSkewness)
        asymptotic = AsymptoticConfidenceSequence(
            alpha: alpha, tightestAt: plan.tightestAt, burnIn: plan.pairsMinimum)
        if case .bounded(let low, let high) = plan.endpoint {
            betting = BettingConfidenceSequence(alpha: plan.alpha, cells: plan.cells)
            interval = Interval(lower: low, upper: high)
        }
    }

    /// Counts the next pair, in the order of the pairs' indexes, and judges all so far. After a
    /// decision or the last planned pair it changes nothing.
    ///
    /// - Returns: the verdict that now stands.
    /// - Throws: `StatisticsError` when a sample is not finite, or D is outside its bounds; the
    ///   pair is then not counted.
    @discardableResult
    public mutating func add(
        _ sampleA: Double, _ sampleB: Double
    ) throws(StatisticsError) -> ComparisonVerdict {
        guard verdict == .undecided else { return verdict }
        let difference = sampleA - sampleB
        guard sampleA.isFinite, sampleB.isFinite, difference.isFinite else {
            throw StatisticsError(
                .sampleNotFinite,
                "Pair \(moments.count) has the samples \(sampleA) and \(sampleB); a metric must "
                    + "give finite numbers.")
        }
        if case .bounded(let low, let high) = plan.endpoint {
            try addBounded(difference, low: low, high: high)
        }
        moments.add(sampleA, sampleB)
        if plan.endpoint == .unbounded { judgeUnbounded() } else { judgeBounded() }
        if verdict == .undecided, moments.count == plan.pairsMaximum { finish() }
        return verdict
    }

    /// Says that no more pairs will come: an open verdict becomes what the interval says, or else
    /// `inconclusive`.
    public mutating func finish() {
        if verdict == .undecided { verdict = standing ?? .inconclusive }
    }

    /// Whether bounds of D would help: it never varied, and a part of alpha is kept for it.
    public var wantsBounds: Bool {
        guard verdict == .undecided, plan.alphaForConstant > 0, constant == nil,
            moments.count >= SequentialComparison.constantMinimum
        else { return false }
        return obstacle == .constantDifference || obstacle == .armsNeverDiffered && plan.margin > 0
    }

    /// Pairs without any variation after which bounds are worth to be worked out.
    public static let constantMinimum = 50

    /// Says that D always lies between these bounds; the pairs so far count. For differences that
    /// never varied: see `wantsBounds`.
    public mutating func admit(bounds: ClosedRange<Double>) {
        guard wantsBounds, bounds.lowerBound < bounds.upperBound,
            (bounds.upperBound - bounds.lowerBound).isFinite
        else { return }
        var betting = BettingConfidenceSequence(
            alpha: plan.alpha * plan.alphaForConstant, cells: plan.cells)
        let width = bounds.upperBound - bounds.lowerBound
        let place = min(1, max(0, (moments.difference.mean - bounds.lowerBound) / width))
        for _ in 0..<moments.count { betting.add(place) }
        constant = (bounds, betting)
    }

    /// The centre of `interval`. It leans less than the mean, which after a stop at a winner lies
    /// further from the margin than the truth more often than not; only the interval is exact.
    public var estimate: Double? { interval.map { ($0.lower + $0.upper) / 2 } }

    /// The mean of A minus the mean of B, corrected for having stopped where the interval named a
    /// winner, or for not having stopped: median-unbiased, see `StoppedMean`. Nil while it goes on,
    /// after equivalence, and where something else than a verdict stops it: then the mean serves.
    public var correctedMean: Double? {
        guard plan.stop == .verdict, verdict != .undecided, verdict != .equivalent,
            let lastEdge, let interval, let variance = moments.difference.populationVariance
        else { return nil }
        let isLast = edges.last?.count == lastEdge.count
        return StoppedMean.estimate(
            mean: moments.difference.mean, deviation: variance.squareRoot(),
            count: moments.count, edges: isLast ? edges : edges + [lastEdge],
            side: interval.lower > plan.margin ? 1 : interval.upper < -plan.margin ? -1 : 0)
    }

    /// The mean of A minus the mean of B; nil before the first pair.
    public var meanDifference: Double? { moments.count > 0 ? moments.difference.mean : nil }

    /// What the heavy-tail gate finds on D now; nil for a bounded endpoint, which needs no gate,
    /// and while D does not vary.
    public var gateFinding: HeavyTailGate.Finding? {
        plan.endpoint == .unbounded && varies ? gate.judge(moments.difference) : nil
    }

    /// The interval of the asymptotic formula at this moment, whether or not it is valid; to be
    /// shown as "not valid" where `interval` is nil. Nil for a bounded endpoint.
    public var nominalInterval: Interval? {
        plan.endpoint == .unbounded && varies ? asymptotic.interval(moments.difference) : nil
    }

    private var varies: Bool { moments.difference.varies(beyondRoundingOf: moments.scale) }

    private mutating func addBounded(
        _ difference: Double, low: Double, high: Double
    ) throws(StatisticsError) {
        let place = (difference - low) / (high - low)
        // One rounding step outside is arithmetic; more is a broken promise.
        guard place >= -1e-9, place <= 1 + 1e-9 else {
            throw StatisticsError(
                .differenceOutOfBounds,
                "Pair \(moments.count) differs by \(difference), outside the promised "
                    + "\(low)...\(high); give bounds that hold for every pair.")
        }
        betting?.add(min(1, max(0, place)))
    }

    private mutating func judgeBounded() {
        guard case .bounded(let low, let high) = plan.endpoint, let betting else { return }
        let unit = betting.interval
        let now = Interval(
            lower: low + (high - low) * unit.lower, upper: low + (high - low) * unit.upper)
        interval = now
        guard moments.count >= plan.pairsMinimum else { return }
        note(now)
        let wide: ComparisonObstacle =
            moments.unequalCount == 0 ? .armsNeverDiffered : .intervalTooWide
        conclude(from: now, otherwise: wide)
    }

    private mutating func judgeUnbounded() {
        guard moments.count >= plan.pairsMinimum else { return }
        guard moments.unequalCount > 0 else { return judgeConstant(.armsNeverDiffered) }
        guard moments.unequalCount >= plan.pairsMinimum else {
            let seen = moments.unequalCount
            return withhold(.tooFewDifferences(count: seen, minimum: plan.pairsMinimum))
        }
        guard varies, let finding = gate.judge(moments.difference),
            let now = asymptotic.interval(moments.difference)
        else { return judgeConstant(.constantDifference) }
        constant = nil
        guard finding.holds else { return withhold(.heavyTails(finding)) }
        // Two valid intervals that do not meet have a probability below alpha; then the newest one
        // alone is kept, which is wider than nothing and so still valid.
        let kept = interval.flatMap { $0.intersection(now) } ?? now
        interval = kept
        note(now)
        conclude(from: kept, otherwise: .intervalTooWide)
    }

    /// Keeps how far the mean would have to be from zero for this interval to name a winner. An end
    /// that an earlier interval drew in says less of that than the other.
    private mutating func note(_ now: Interval) {
        let mean = moments.difference.mean
        let far = plan.margin + max(mean - now.lower, now.upper - mean)
        let edge = StoppingEdge(count: moments.count, high: far, low: -far)
        lastEdge = edge
        if edges.isEmpty || LookSchedule.keeps(edge.count) { edges.append(edge) }
    }

    private mutating func judgeConstant(_ reason: ComparisonObstacle) {
        guard var known = constant else { return withhold(reason) }
        let width = known.bounds.upperBound - known.bounds.lowerBound
        let place = (moments.difference.mean - known.bounds.lowerBound) / width
        known.betting.add(min(1, max(0, place)))
        constant = known
        let unit = known.betting.interval
        let now = Interval(
            lower: known.bounds.lowerBound + width * unit.lower,
            upper: known.bounds.lowerBound + width * unit.upper)
        interval = now
        conclude(from: now, otherwise: .intervalTooWide)
    }

    private mutating func withhold(_ reason: ComparisonObstacle) {
        interval = nil
        standing = nil
        (edges, lastEdge) = ([], nil)
        obstacle = reason
    }

    // With a margin a winner must be better by more than it: the verdicts exclude each other.
    private mutating func conclude(
        from interval: Interval, otherwise reason: ComparisonObstacle
    ) {
        standing = said(by: interval)
        switch plan.stop {
        case .verdict: verdict = standing ?? .undecided
        case .precision(let most) where interval.width / 2 <= most:
            verdict = standing ?? .precise
        case .precision, .never: break
        }
        obstacle = (standing ?? verdict).isDecision ? nil : reason
    }

    private func said(by interval: Interval) -> ComparisonVerdict? {
        let higherWins = plan.direction == .higherIsBetter
        if interval.lower > plan.margin { return higherWins ? .aBetter : .bBetter }
        if interval.upper < -plan.margin { return higherWins ? .bBetter : .aBetter }
        let fits = interval.lower >= -plan.margin && interval.upper <= plan.margin
        return plan.margin > 0 && fits ? .equivalent : nil
    }
}
