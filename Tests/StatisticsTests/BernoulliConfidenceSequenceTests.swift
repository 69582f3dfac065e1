// Goal: the confidence sequence for proportions is the published one.
// Method: `bernoulli_confidence_interval` of the package confseq, and its C++ test
// MixtureTest.TestTwoSidedBetaBinomialMixture (g = 0.2, h = 0.8, v = 100, s = 10: 625 trials).

import Testing

@testable import Statistics

@Suite("Bernoulli confidence sequence") struct BernoulliConfidenceSequenceTests {
    @Test(
        "intervals agree with confseq",
        arguments: [
            (700, 1000, 100, 0.651629, 0.745949), (1, 50, 50, 0, 0.13489),
            (100, 200, 1, 0.328923, 0.671076), (300, 1000, 100, 0.254050499, 0.348370186),
        ])
    func published(successes: Int, trials: Int, best: Int, lower: Double, upper: Double) {
        let sequence = BernoulliConfidenceSequence(alpha: 0.05, tightestAt: best)
        let found = sequence.interval(successes: successes, trials: trials)
        #expect(isNear(found.lower, lower, within: 2e-6))
        #expect(isNear(found.upper, upper, within: 2e-6))
    }

    @Test("the evidence agrees with the beta-binomial mixture of confseq")
    func evidence() {
        let sequence = BernoulliConfidenceSequence(alpha: 0.05, tightestAt: 625)
        let found = sequence.logEvidence(successes: 135, trials: 625, proportion: 0.2)
        #expect(isNear(found, -0.6941012, within: 1e-5))
    }

    @Test("no trial says nothing; no success and no failure reach the ends exactly")
    func ends() {
        let sequence = BernoulliConfidenceSequence(alpha: 0.05, tightestAt: 100)
        #expect(sequence.interval(successes: 0, trials: 0) == Interval(lower: 0, upper: 1))
        let none = sequence.interval(successes: 0, trials: 400)
        let all = sequence.interval(successes: 400, trials: 400)
        #expect(none.lower == 0 && none.upper > 0 && none.upper < 0.05)
        #expect(all.upper == 1 && isNear(1 - all.lower, none.upper, within: 1e-12))
    }

    @Test("the interval always holds the share of successes")
    func containsShare() {
        let sequence = BernoulliConfidenceSequence(alpha: 0.05, tightestAt: 20)
        for trials in 1...40 {
            for successes in 0...trials {
                let interval = sequence.interval(successes: successes, trials: trials)
                #expect(interval.contains(Double(successes) / Double(trials)))
            }
        }
    }
}
