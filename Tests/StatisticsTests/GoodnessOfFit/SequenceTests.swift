// Goal: tests of sequences give statsmodels' numbers, keep their error rate on honest sequences, and
// find planted faults.
// Method: numbers of Oracles/goodness_of_fit_oracle.py; a seeded generator as the honest source.

import Testing

@testable import Statistics

@Suite("Tests of sequences") struct SequenceTests {
    private let squares = goldenStream(1000).map {
        ($0 * $0 * 1000).truncatingRemainder(dividingBy: 1)
    }

    @Test("runs and autocorrelation are those of statsmodels")
    func published() {
        let runs = RunsTest.waldWolfowitz(squares.map { $0 < 0.3 })
        #expect(isNear(runs?.statistic, 0.5666690375772981, within: 1e-9))
        #expect(isNear(runs?.pValue, 0.5709390606878104, within: 1e-9))
        for (lags, statistic, pValue) in [
            (5, 0.9696737186648666, 0.9649745219166892),
            (20, 27.567979736383545, 0.12002711657083716),
        ] {
            let box = SerialCorrelation.ljungBox(squares, lags: lags)
            #expect(isNear(box?.statistic, statistic, within: 1e-6))
            #expect(isNear(box?.pValue, pValue, within: 1e-6))
        }
    }

    @Test("Kolmogorov's distribution is scipy's on both of its forms")
    func kolmogorov() {
        for (x, expected) in [
            (0.3, 0.999990694199), (0.5, 0.963945243665), (0.9, 0.392730707941),
            (1, 0.269999671677), (1.1, 0.177718192606), (1.36, 0.0494858767554),
            (2, 0.00067092525578),
        ] { #expect(isNear(ChangePointTest.kolmogorovTail(x), expected, within: 1e-10), "\(x)") }
    }

    @Test("coupon probabilities sum to one and have Euler's mean")
    func coupons() {
        let kinds = 6
        let chances = CouponCollectorTest.completion(kinds: kinds, through: 400)
        #expect(agrees(chances.reduce(0, +), 1))
        // 6! / 6^6 for the shortest; d (1 + 1/2 + ... + 1/d) on average.
        #expect(agrees(chances.first, 720.0 / 46_656))
        let mean = chances.enumerated().reduce(0.0) { $0 + Double($1.offset + 6) * $1.element }
        #expect(agrees(mean, 14.7))
    }

    /// How many of 400 honest sequences a test calls bad at 5 %.
    private func alarms(_ test: (inout SplitMix64) -> TestResult?) -> Int {
        var generator = SplitMix64(seed: 2026)
        return (0..<400).reduce(0) { sum, _ in
            sum + ((test(&generator)?.pValue ?? 0) < 0.05 ? 1 : 0)
        }
    }

    @Test("on honest sequences one in twenty is called bad")
    func errorRates() {
        func hits(_ chance: Double, _ generator: inout SplitMix64) -> [Bool] {
            (0..<1500).map { _ in Double.random(in: 0..<1, using: &generator) < chance }
        }
        let counts = [
            alarms { RunsTest.waldWolfowitz(hits(0.3, &$0)) },
            alarms { GapTest.geometric(hits(0.2, &$0)) },
            alarms { GapTest.geometric(hits(0.2, &$0), probability: 0.2) },
            alarms { generator in
                CouponCollectorTest.equallyLikely(
                    (0..<1500).map { _ in Int.random(in: 0..<5, using: &generator) }, kinds: 5)
            },
            alarms { ChangePointTest.meanShift(hits(0.3, &$0).map { $0 ? 1 : 0 })?.test },
            alarms { SerialCorrelation.ljungBox(hits(0.3, &$0).map { $0 ? 1 : 0 }, lags: 10) },
        ]
        // 20 expected; four standard errors are 17. The cumulative sum errs on the safe side.
        for count in counts { #expect((3...37).contains(count), "\(counts)") }
    }

    @Test("streaks, alternation, a favourite and a shift are found")
    func faults() {
        var generator = SplitMix64(seed: 7)
        var last = false
        let sticky = (0..<2000).map { _ -> Bool in
            if Double.random(in: 0..<1, using: &generator) < 0.3 {
                last = Bool.random(using: &generator)
            }
            return last
        }
        #expect(RunsTest.waldWolfowitz(sticky)?.pValue ?? 1 < 1e-9)
        #expect(GapTest.geometric(sticky)?.pValue ?? 1 < 1e-9)
        #expect(SerialCorrelation.ljungBox(sticky.map { $0 ? 1 : 0 }, lags: 5)?.pValue ?? 1 < 1e-9)
        let favourite = (0..<3000).map { _ in
            Bool.random(using: &generator) ? 0 : Int.random(in: 0..<5, using: &generator)
        }
        #expect(CouponCollectorTest.equallyLikely(favourite, kinds: 5)?.pValue ?? 1 < 1e-9)
        let shifted = (0..<2000).map { index in
            Double.random(in: 0..<1, using: &generator) + (index < 1200 ? 0 : 0.1)
        }
        let found = ChangePointTest.meanShift(shifted)
        #expect(found?.test.pValue ?? 1 < 1e-6)
        #expect((1100...1300).contains(found?.place ?? 0))
    }

    @Test("sequences that are too short or do not vary say nothing")
    func nothing() {
        #expect(RunsTest.waldWolfowitz(Array(repeating: true, count: 100)) == nil)
        #expect(GapTest.geometric([true, false, true]) == nil)
        #expect(CouponCollectorTest.equallyLikely([0, 0, 0], kinds: 1) == nil)
        #expect(ChangePointTest.meanShift(Array(repeating: 2, count: 50)) == nil)
        #expect(SerialCorrelation.ljungBox([1, 1, 1], lags: 2) == nil)
        #expect(SerialCorrelation.coefficients([1, 2], lags: 2) == nil)
    }
}
