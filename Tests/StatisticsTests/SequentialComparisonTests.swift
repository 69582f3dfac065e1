// Goal: each verdict comes when it should, for both kinds of endpoint and both directions, and
// no verdict comes from ties, from a constant, from too few pairs or from heavy tails.
// Method: hand-made pairs whose right answer is plain, fed one by one; the interval is checked
// against the confidence sequences, which have tests of their own.

import Testing

@testable import Statistics

@Suite("Sequential comparison") struct SequentialComparisonTests {
    private func plan(
        _ endpoint: ComparisonPlan.Endpoint = .unbounded,
        _ direction: ComparisonPlan.Direction = .higherIsBetter, margin: Double = 0,
        pairs: Int = 1000
    ) throws -> ComparisonPlan {
        try ComparisonPlan(
            endpoint: endpoint, direction: direction, margin: margin, pairsMaximum: pairs,
            cells: 1000)
    }

    private func play(
        _ plan: ComparisonPlan, _ pair: (Int) -> (Double, Double)
    ) throws -> SequentialComparison {
        var comparison = SequentialComparison(plan)
        for index in 0..<plan.pairsMaximum {
            let (a, b) = pair(index)
            try comparison.add(a, b)
        }
        return comparison
    }

    private let noise = goldenStream(4000).map { $0 - 0.5 }
    private let otherNoise = goldenStream(4000, ratio: 0.754_877_666_246_692_7).map { $0 - 0.5 }
    private let sign = ComparisonPlan.Endpoint.bounded(low: -1, high: 1)

    @Test("a clear winner is found on either side, in either direction, on either endpoint")
    func winners() throws {
        for endpoint in [ComparisonPlan.Endpoint.unbounded, sign] {
            for (direction, better) in [
                (ComparisonPlan.Direction.higherIsBetter, ComparisonVerdict.aBetter),
                (.lowerIsBetter, .bBetter),
            ] {
                let plan = try plan(endpoint, direction)
                let higherA = try play(plan) { (0.4, noise[$0] * 0.8) }
                #expect(higherA.verdict == better && higherA.obstacle == nil)
                #expect((higherA.interval?.lower ?? 0) > 0)
                #expect(higherA.moments.count < 200)
                let higherB = try play(plan) { (noise[$0] * 0.8, 0.4) }
                #expect(higherB.verdict == (better == .aBetter ? .bBetter : .aBetter))
                #expect((higherB.interval?.upper ?? 0) < 0)
            }
        }
    }

    @Test("nothing is decided before the minimum of pairs, however clear it looks")
    func minimum() throws {
        let plan = try ComparisonPlan(
            endpoint: sign, pairsMinimum: 60, pairsMaximum: 1000, cells: 1000)
        var comparison = SequentialComparison(plan)
        for _ in 0..<59 {
            #expect(try comparison.add(1, 0) == .undecided)
            #expect(comparison.obstacle == .tooFewPairs(minimum: 60))
        }
        #expect((comparison.interval?.lower ?? 0) > 0)
        #expect(try comparison.add(1, 0) == .aBetter)
    }

    @Test("a difference inside the margin is equivalence, and needs a margin")
    func equivalence() throws {
        for endpoint in [ComparisonPlan.Endpoint.unbounded, sign] {
            let near = try play(plan(endpoint, margin: 0.1, pairs: 4000)) {
                (0.01 + noise[$0] * 0.5, 0)
            }
            #expect(near.verdict == .equivalent && near.obstacle == nil)
            let without = try play(plan(endpoint, pairs: 300)) { (noise[$0] * 0.5, 0) }
            #expect(without.verdict == .inconclusive && without.obstacle == .intervalTooWide)
            #expect(without.interval?.contains(0) == true)
        }
    }

    @Test("a winner must be better by more than the margin")
    func winnerBeyondMargin() throws {
        for endpoint in [ComparisonPlan.Endpoint.unbounded, sign] {
            let pair: (Int) -> (Double, Double) = { (0.2 + self.noise[$0] * 0.5, 0) }
            #expect(try play(plan(endpoint, margin: 0.1, pairs: 4000), pair).verdict == .aBetter)
            let wide = try play(plan(endpoint, margin: 0.3, pairs: 4000), pair)
            #expect(wide.verdict == .equivalent)
            // On the margin itself neither can be shown, and neither is.
            let edge = try play(plan(endpoint, margin: 0.2, pairs: 4000), pair)
            #expect(edge.verdict == .inconclusive)
            let otherEdge = try play(plan(endpoint, margin: 0.2, pairs: 4000)) {
                let (a, b) = pair($0)
                return (b, a)
            }
            #expect(otherEdge.verdict == .inconclusive)
        }
    }

    @Test("identical arms without known bounds are never decided, margin or not")
    func identicalUnbounded() throws {
        for margin in [0, 1000.0] {
            let found = try play(plan(margin: margin)) { (noise[$0], noise[$0]) }
            #expect(found.verdict == .inconclusive && found.obstacle == .armsNeverDiffered)
            #expect(found.interval == nil && found.nominalInterval == nil)
            #expect(found.meanDifference == 0 && found.gateFinding == nil)
            #expect(found.moments.correlation.map { $0 > 0.999999 } == true)
            #expect(found.moments.varianceReduction == nil)
        }
    }

    @Test("identical arms with known bounds are equivalent once the interval fits the margin")
    func identicalBounded() throws {
        let found = try play(plan(sign, margin: 0.05)) { _ in (1, 1) }
        #expect(found.verdict == .equivalent)
        #expect(found.moments.count > 50)
        let without = try play(plan(sign)) { _ in (1, 1) }
        #expect(without.verdict == .inconclusive && without.obstacle == .armsNeverDiffered)
        #expect(without.interval?.contains(0) == true)
    }

    @Test("a few rare differences among many ties decide nothing")
    func rareDifferences() throws {
        let found = try play(plan(margin: 5)) { ($0 % 250 == 3 ? 1 : $0 % 250 == 9 ? -1 : 0, 0) }
        #expect(found.verdict == .inconclusive)
        #expect(found.obstacle == .tooFewDifferences(count: 8, minimum: 10))
    }

    @Test("a difference that is always the same, or differs by rounding only, decides nothing")
    func constantDifference() throws {
        let exact = try play(plan()) { (Double($0) + 1, Double($0)) }
        #expect(exact.obstacle == .constantDifference && exact.verdict == .inconclusive)
        let rounded = try play(plan()) { (Double($0) * 0.1 + 0.3, Double($0) * 0.1) }
        #expect(rounded.moments.difference.populationVariance.map { $0 > 0 } == true)
        #expect(rounded.obstacle == .constantDifference && rounded.interval == nil)
    }

    @Test("while tails are too heavy there is no verdict and no interval, but the reason")
    func heavyTails() throws {
        // One win of 1,000 in 100 pairs; B always gets 5: the mean of D is 5, s about 100.
        let found = try play(plan()) { ($0 % 100 == 50 ? 1000 : 0, $0 % 2 == 0 ? 4 : 6) }
        #expect(found.verdict == .inconclusive && found.interval == nil)
        guard case .heavyTails(let finding) = found.obstacle else {
            Issue.record("the obstacle is \(String(describing: found.obstacle))")
            return
        }
        #expect(finding == found.gateFinding && finding.count == 1000)
        #expect(finding.requiredCount > 20_000)
        #expect(found.nominalInterval != nil)
        #expect(found.obstacle?.description.contains("\(finding.requiredCount) pairs") == true)
    }

    @Test("early intervals from before a jackpot leave no trace once the gate has fallen")
    func gateFalls() throws {
        var comparison = SequentialComparison(try plan(pairs: 4000))
        for index in 0..<400 { try comparison.add(noise[index], otherNoise[index]) }
        #expect(comparison.interval != nil)
        try comparison.add(500, 0)
        #expect(comparison.verdict == .undecided && comparison.interval == nil)
    }

    @Test("a skewness known beforehand holds the verdict back")
    func knownSkewness() throws {
        let informed = try ComparisonPlan(
            endpoint: .unbounded, pairsMaximum: 1000, knownSkewness: 55.5)
        let found = try play(informed) { (0.4, noise[$0] * 0.8) }
        #expect(found.verdict == .inconclusive && found.gateFinding?.skewness == 55.5)
    }

    @Test("the interval only ever narrows, and the decision stands whatever comes after")
    func standing() throws {
        for endpoint in [ComparisonPlan.Endpoint.unbounded, sign] {
            var comparison = SequentialComparison(try plan(endpoint, pairs: 4000))
            var last = Interval.everything
            var index = 0
            while comparison.verdict == .undecided {
                try comparison.add(0.12 + noise[index] * 0.8, 0)
                if let interval = comparison.interval {
                    #expect(last.lower <= interval.lower && interval.upper <= last.upper)
                    last = interval
                }
                index += 1
            }
            #expect(comparison.verdict == .aBetter)
            let decided = comparison
            for _ in 0..<50 { #expect(try comparison.add(-0.9, 0) == .aBetter) }
            #expect(comparison.moments == decided.moments)
            #expect(comparison.interval == decided.interval)
        }
    }

    @Test("stopping early makes an open verdict inconclusive and keeps a decided one")
    func finishing() throws {
        var open = SequentialComparison(try plan())
        #expect(open.meanDifference == nil)
        try open.add(1, 2)
        open.finish()
        #expect(open.verdict == .inconclusive && open.obstacle == .tooFewPairs(minimum: 10))
        #expect(open.meanDifference == -1)
        var decided = try play(plan(sign)) { _ in (1, 0) }
        decided.finish()
        #expect(decided.verdict == .aBetter)
    }

    @Test("a sample that is not finite or a difference out of bounds is refused and not counted")
    func refusals() throws {
        var open = SequentialComparison(try plan())
        for (a, b) in [(Double.nan, 0), (0, .infinity), (1e308, -1e308)] {
            let error = #expect(throws: StatisticsError.self) { try open.add(a, b) }
            #expect(error?.code == .sampleNotFinite)
        }
        var bounded = SequentialComparison(try plan(.bounded(low: -1, high: 0.3)))
        let error = #expect(throws: StatisticsError.self) { try bounded.add(0.4, 0) }
        #expect(error?.code == .differenceOutOfBounds)
        // 0.1 + 0.2 is a rounding step above 0.3 and is taken as 0.3.
        try bounded.add(0.1 + 0.2, 0)
        #expect(open.moments.count == 0 && bounded.moments.count == 1)
    }
}
