// Goal: the promise of the whole module: looking after every pair does not make verdicts false,
// on friendly and on heavy-tailed data, and a real difference is found all the same.
// Method: 1,000 comparisons of an arm with itself, seeded; the share of winners must not exceed
// alpha plus three standard errors (0.0707). Controls on the same data show that the test could
// fail: what a naive experimenter does there exceeds that limit.

import SeededRandom
import Testing

@testable import Statistics

@Suite("Self test") struct SelfTestTests {
    private func plan(
        _ endpoint: ComparisonPlan.Endpoint = .unbounded, pairs: Int, tightestAt: Int? = nil
    ) throws -> ComparisonPlan {
        try ComparisonPlan(
            endpoint: endpoint, pairsMaximum: pairs, tightestAt: tightestAt, cells: 100)
    }

    /// Share of experiments in which an interval taken after each pair from the tenth on ever
    /// excludes zero.
    private func naiveRate(
        pairs: Int, _ interval: (StreamingMoments) -> Interval?, _ difference: () -> Double
    ) -> Double {
        var rejected = 0
        for _ in 0..<500 {
            var moments = StreamingMoments()
            for _ in 0..<pairs {
                moments.add(difference())
                guard moments.count >= 10, let found = interval(moments) else { continue }
                if !found.contains(0) {
                    rejected += 1
                    break
                }
            }
        }
        return Double(rejected) / 500
    }

    @Test("identical normal arms: false positives stay below alpha, peeking naively they do not")
    func normalArms() throws {
        var generator = SeededGenerator(seed: 1)
        let report = try SelfTest(plan: plan(pairs: 300)).run { _, _ in
            (generator.normal(), generator.normal())
        }
        #expect(report.experiments == 1000)
        #expect(isNear(report.winnerRateLimit, 0.070676, within: 1e-6))
        #expect(report.keepsItsPromise, "rate \(report.winnerRate)")
        let naive = naiveRate(pairs: 300, { FixedSampleInterval.mean($0, alpha: 0.05) }) {
            generator.normal()
        }
        #expect(naive > 0.2)
    }

    @Test("identical slots in blocks: heavy tails give no false positives either")
    func heavyTailedArms() throws {
        // 10,000 blocks of 100 spins hold about ten jackpots; arms draw from them independently,
        // so both have the same heavy-tailed distribution.
        let blocks = DoubleDiamondPayouts.blocks(10_000, spins: 100, seed: 2)
        var generator = SeededGenerator(seed: 3)
        let report = try SelfTest(plan: plan(pairs: 300)).run { _, _ in
            (
                blocks[generator.index(below: blocks.count)],
                blocks[generator.index(below: blocks.count)]
            )
        }
        #expect(report.keepsItsPromise, "rate \(report.winnerRate)")
    }

    @Test("one skewed arm against its own mean: the gate keeps the promise that the theorem breaks")
    func skewedAgainstMean() throws {
        let blocks = DoubleDiamondPayouts.blocks(20_000, spins: 10, seed: 4)
        let mean = blocks.reduce(0, +) / Double(blocks.count)
        var generator = SeededGenerator(seed: 5)
        let report = try SelfTest(plan: plan(pairs: 300)).run { _, _ in
            (blocks[generator.index(below: blocks.count)], mean)
        }
        #expect(report.keepsItsPromise, "rate \(report.winnerRate)")
        let asymptotic = AsymptoticConfidenceSequence(alpha: 0.05, tightestAt: 300)
        let ungated = naiveRate(pairs: 300, { asymptotic.interval($0) }) {
            blocks[generator.index(below: blocks.count)] - mean
        }
        #expect(ungated > report.winnerRateLimit)
    }

    @Test("identical arms on a bounded endpoint: goal reached or not")
    func boundedArms() throws {
        var generator = SeededGenerator(seed: 6)
        let report = try SelfTest(plan: plan(.bounded(low: -1, high: 1), pairs: 150)).run { _, _ in
            (generator.uniform() < 0.3 ? 1 : 0, generator.uniform() < 0.3 ? 1 : 0)
        }
        #expect(report.keepsItsPromise, "rate \(report.winnerRate)")
    }

    @Test("a known effect is found, on the right side, with most of the pairs left over")
    func power() throws {
        var generator = SeededGenerator(seed: 7)
        let normal = try SelfTest(plan: plan(pairs: 400, tightestAt: 100), experiments: 200).run {
            _, _ in (generator.normal() + 0.6, generator.normal())
        }
        #expect(normal.share(of: .aBetter) > 0.95 && normal.share(of: .bBetter) < 0.01)
        #expect(normal.meanPairs < 200)
        let bounded = try SelfTest(
            plan: plan(.bounded(low: -1, high: 1), pairs: 400), experiments: 200
        ).run { _, _ in
            (generator.uniform() < 0.3 ? 1 : 0, generator.uniform() < 0.6 ? 1 : 0)
        }
        #expect(bounded.share(of: .bBetter) > 0.9 && bounded.share(of: .aBetter) < 0.01)
    }

    @Test("a report counts every experiment once")
    func counts() throws {
        let report = try SelfTest(plan: plan(pairs: 20), experiments: 7).run { _, _ in (1, 1) }
        #expect(report.verdicts == [.inconclusive: 7] && report.meanPairs == 20)
        #expect(report.winnerRate == 0 && report.standardError == 0)
    }
}
