// Goal: the test of who wins and its Elo are those that engines of chess are tested with.
// Method: every published count and result that we know of: fishtest's own examples, fastchess's
// unit tests, regression tests of the Stockfish and Reckless wikis, and Wald's sample sizes.

import SeededRandom
import Testing

@testable import Statistics

@Suite("Who wins") struct WhoWinsTests {
    private static let older = [10789, 19328, 33806, 19402, 10543]
    private static let newer = [39, 2226, 31451, 2412, 40]

    @Test(
        "log ratios of published pentanomial counts",
        arguments: [
            // fishtest, stat_util.py and its results.
            (older, -3, 1, EloScale.logistic, 2.1310678, 1e-6),
            (newer, 0.2, 0.9, .logistic, 2.1625426, 1e-6),
            (newer, 0.764, 3.439, .normalized, 2.1629409, 1e-6),
            // fastchess, app/tests/sprt_test.cpp; six digits computed by fishtest.
            ([365, 16618, 36229, 16974, 390], 0, 2, .normalized, 2.250368, 1e-5),
            // fastchess says 111.82 and fishtest 111.798.
            ([0, 0, 0, 0, 5550], 0, 5, .normalized, 111.798, 0.05),
            // shogihome's test, to the digits of statistics we compute.
            ([10, 5, 2, 5, 10], -1.75, 0.25, .normalized, 0.000795, 1e-5),
            ([0, 0, 0, 0, 3], -1.75, 0.25, .normalized, 0.024501, 1e-5),
        ] as [([Int], Double, Double, EloScale, Double, Double)])
    func pentanomial(
        counts: [Int], elo0: Double, elo1: Double, scale: EloScale, ratio: Double,
        tolerance: Double
    ) {
        let found = WinCounts(pentanomial: counts).logLikelihoodRatio(elo0, elo1, scale: scale)
        #expect(isNear(found, ratio, within: tolerance), "\(found)")
    }

    @Test("log ratios of published counts of wins, draws and losses, and on BayesElo")
    func others() {
        // fastchess says .92.
        let games = WinCounts(losses: 36027, draws: 68692, wins: 36433)
        let ratio = games.logLikelihoodRatio(0, 2, scale: .normalized)
        #expect(isNear(ratio, 0.923293, within: 1e-5), "\(ratio)")
        let bayes = WinCounts(pentanomial: [1187, 7410, 13475, 7378, 1164]).logLikelihoodRatio(
            bayesElo: -3, 1, losses: 13624, draws: 34333, wins: 13543)
        #expect(isNear(bayes, 0.8685148, within: 1e-6), "\(bayes)")
    }

    @Test("Elo after a test, corrected for stopping, as fishtest gives it")
    func stopped() throws {
        let older = try #require(
            StoppedElo(
                WinCounts(pentanomial: Self.older),
                WinnerPlan(elo0: -3, elo1: 1, scale: .logistic)))
        #expect(isNear(older.elo, -0.9925, within: 1e-4), "\(older)")
        #expect(isNear(older.lower, -3.4885, within: 1e-4), "\(older)")
        #expect(isNear(older.upper, 1.4886, within: 1e-4), "\(older)")
        #expect(isNear(older.likelihoodOfSuperiority, 0.18803, within: 1e-5), "\(older)")
        let draws = WinCounts(losses: 13624, draws: 34333, wins: 13543)
        let bayes = try #require(
            StoppedElo(
                WinCounts(pentanomial: [1187, 7410, 13475, 7378, 1164]),
                WinnerPlan(
                    elo0: draws.logistic(ofBayesElo: -3), elo1: draws.logistic(ofBayesElo: 1),
                    scale: .logistic)))
        #expect(isNear(bayes.elo, -0.5189, within: 1e-4), "\(bayes)")
        #expect(isNear(bayes.lower, -2.4646, within: 1e-4), "\(bayes)")
        #expect(isNear(bayes.upper, 1.3462, within: 1e-4), "\(bayes)")
        for plan in [
            try WinnerPlan(elo0: 0.2, elo1: 0.9, scale: .logistic),
            try WinnerPlan(elo0: 0.764, elo1: 3.439, scale: .normalized),
        ] {
            let newer = try #require(StoppedElo(WinCounts(pentanomial: Self.newer), plan))
            #expect(isNear(newer.elo, 0.8652, within: 1e-3), "\(newer)")
            #expect(isNear(newer.lower, 0.1683, within: 1e-3), "\(newer)")
            #expect(isNear(newer.upper, 1.5406, within: 1e-3), "\(newer)")
        }
    }

    @Test(
        "Elo of published matches, to the last digit",
        arguments: [
            // Stockfish wiki, Regression Tests.
            ([18, 1850, 25507, 2580, 45], 4.54, 0.8, 16.29, 2.8, 1.41),
            ([96, 6835, 16121, 6851, 97], 0.10, 1.4, 0.21, 2.8, 1.00),
            // Reckless wiki.
            ([59, 1751, 4800, 3267, 169], 30.09, 2.56, 56.71, 4.80, 1.90),
            // fastchess, app/tests/elo_test.cpp; the ratio is (64 + 75) / (34 + 54).
            ([34, 54, 31 + 32, 64, 75], 55.58, 27.65, 57.94, 28.28, 1.58),
        ] as [([Int], Double, Double, Double, Double, Double)])
    func matches(
        counts: [Int], elo: Double, half: Double, normalized: Double, normalizedHalf: Double,
        ratio: Double
    ) throws {
        let found = WinCounts(pentanomial: counts)
        let estimate = try #require(EloEstimate(found))
        #expect(isNear(estimate.elo, elo, within: 0.0051), "\(estimate)")
        #expect(isNear(estimate.eloHalfWidth, half, within: 0.051), "\(estimate)")
        #expect(isNear(estimate.normalized, normalized, within: 0.0051), "\(estimate)")
        #expect(isNear(estimate.normalizedHalfWidth, normalizedHalf, within: 0.051), "\(estimate)")
        #expect(isNear(found.pairsRatio, ratio, within: 0.0051))
    }

    @Test("Elo of single games, as fastchess's unit test has it")
    func single() throws {
        let games = WinCounts(losses: 96, draws: 111, wins: 136)
        let estimate = try #require(EloEstimate(games))
        #expect(isNear(estimate.elo, 40.70, within: 0.0051), "\(estimate)")
        #expect(isNear(estimate.eloHalfWidth, 30.43, within: 0.0051), "\(estimate)")
        #expect(isNear(estimate.normalized, 49.77, within: 0.0051), "\(estimate)")
        #expect(isNear(estimate.normalizedHalfWidth, 36.77, within: 0.0051), "\(estimate)")
        #expect(isNear(estimate.likelihoodOfSuperiority, 0.9960, within: 5.1e-5), "\(estimate)")
        let reckless = WinCounts(pentanomial: [59, 1751, 4800, 3267, 169])
        #expect(isNear(reckless.drawShare, 0.48, within: 0.0051))
    }

    /// Shares of lost, drawn and won games with 60 % draws at this Elo.
    private func truth(_ elo: Double, scale: EloScale = .logistic) -> WinCounts {
        let score = EloScale.score(ofLogistic: elo)
        let games = 1e9
        let won = score - 0.3
        return WinCounts(
            losses: Int((0.4 - won) * games), draws: Int(0.6 * games), wins: Int(won * games))
    }

    @Test(
        "Wald's sample sizes with 60 % draws",
        arguments: [
            (20.0, 641.0, 1049.0), (10, 2560, 4188), (5, 10238, 16747),
        ])
    func sizes(elo1: Double, atEnds: Double, midway: Double) throws {
        let plan = try WinnerPlan(elo0: 0, elo1: elo1, scale: .logistic)
        #expect(isNear(plan.upperBound, 2.944438979, within: 1e-9))
        #expect(isNear(plan.lowerBound, -2.944438979, within: 1e-9))
        // Published with one variance for all three; ours is that of each.
        for (elo, size) in [(0, atEnds), (elo1, atEnds), (elo1 / 2, midway)] {
            let found = plan.expectedCount(truth(elo))
            #expect(agrees(found, size, relative: 0.01), "\(elo): \(found)")
        }
    }

    @Test("a test counts nothing after its decision, and its verdict rejects what it rejected")
    func verdicts() throws {
        func verdict(_ low: Double, _ high: Double, _ sign: Double) throws -> ComparisonVerdict {
            var test = WinnerTest(try WinnerPlan(elo0: low, elo1: high))
            for _ in 0..<5000 { test.add(sign) }
            let total = test.counts.total
            test.add(sign)
            #expect(test.counts.total == total)
            return test.verdict
        }
        #expect(try verdict(0, 5, 1) == .aBetter)
        #expect(try verdict(0, 5, -1) == .aNotBetter)
        #expect(try verdict(-5, 0, -1) == .bBetter)
        #expect(try verdict(-5, 0, 1) == .aNotWorse)
        for (low, high) in [(5.0, 5.0), (5, 0), (-700, 0), (.nan, 0)] {
            #expect(throws: StatisticsError.self) { try WinnerPlan(elo0: low, elo1: high) }
        }
        #expect(throws: StatisticsError.self) { try WinnerPlan(elo0: 0, elo1: 5, beta: 0.5) }
    }

    @Test("precision stops on the width, whatever is shown before")
    func precision() throws {
        var generator = SeededGenerator(seed: 3)
        var comparison = SequentialComparison(
            try ComparisonPlan(
                endpoint: .bounded(low: -1, high: 1), pairsMaximum: 100_000, cells: 1000,
                stop: .precision(0.05)))
        var shown = false
        while comparison.verdict == .undecided {
            let (a, b) = (
                Double.random(in: 0..<1, using: &generator) < 0.7 ? 1.0 : 0.0,
                Double.random(in: 0..<1, using: &generator) < 0.5 ? 1.0 : 0.0
            )
            try comparison.add(a, b)
            if let interval = comparison.interval, interval.lower > 0 { shown = true }
            if comparison.verdict == .undecided {
                #expect((comparison.interval?.width ?? 2) / 2 > 0.05)
            }
        }
        #expect(shown && comparison.verdict == .aBetter)
        #expect((comparison.interval?.width ?? 2) / 2 <= 0.05)
        let centre = try #require(comparison.estimate)
        #expect(comparison.interval?.contains(centre) == true)
        #expect(throws: StatisticsError.self) {
            try ComparisonPlan(endpoint: .unbounded, pairsMaximum: 100, stop: .precision(0))
        }
    }
}
