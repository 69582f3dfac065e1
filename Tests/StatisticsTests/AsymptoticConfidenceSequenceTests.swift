// Goal: the interval, evidence and p-value of the asymptotic confidence sequence.
// Method: the worked example of Waudby-Smith et al.'s equations, and the C++ tests of the package
// confseq (test/uniform_boundaries_unittest.cpp, MixtureTest.TestTwoSidedNormalMixture): their
// two-sided normal mixture with v = n and rho = 1/rho^2 is the same function.

import Testing

@testable import Statistics

@Suite("Asymptotic confidence sequence") struct AsymptoticConfidenceSequenceTests {
    @Test("the worked example: 2,000 pairs, mean 0.012, deviation 0.30")
    func workedExample() {
        let sequence = AsymptoticConfidenceSequence(alpha: 0.05, tightestAt: 2000)
        #expect(isNear(sequence.halfWidth(count: 2000, deviation: 0.3), 0.0203608, within: 5e-8))
        let logEvidence = sequence.logEvidence(count: 2000, mean: 0.012, deviation: 0.3)
        // ln 1.385276
        #expect(isNear(logEvidence, 0.325899, within: 1e-6))
        let pValue = sequence.pValue(count: 2000, mean: 0.012, deviation: 0.3)
        #expect(isNear(pValue, 0.721878, within: 5e-7))
    }

    @Test("half the width on the even stream is 0.0279446869")
    func evenStream() {
        let sequence = AsymptoticConfidenceSequence(alpha: 0.05, tightestAt: 500)
        let moments = goldenStream(1000).reduce(into: StreamingMoments()) { $0.add($1) }
        let interval = sequence.interval(moments)
        #expect(isNear(interval?.width, 2 * 0.0279446869, within: 2e-10))
        #expect(isNear(interval?.lower, 0.500011369322 - 0.0279446869, within: 1e-10))
    }

    @Test("boundary and evidence agree with the normal mixture of confseq")
    func confseq() {
        let sequence = AsymptoticConfidenceSequence(alpha: 0.05, tightestAt: 100)
        #expect(isNear(1 / sequence.rhoSquared, 12.60056, within: 1e-5))
        #expect(isNear(sequence.halfWidth(count: 100, deviation: 1), 0.3035209, within: 1e-7))
        // A sum of 10 after 100 values of deviation 1.
        let evidence = sequence.logEvidence(count: 100, mean: 0.1, deviation: 1)
        #expect(isNear(evidence, -0.6510052, within: 1e-5))
        #expect(sequence.pValue(count: 100, mean: 0.1, deviation: 1) == 1)
    }

    @Test("a mean just outside the interval has evidence just above 1/alpha")
    func duality() {
        let sequence = AsymptoticConfidenceSequence(alpha: 0.05, tightestAt: 300)
        let half = sequence.halfWidth(count: 123, deviation: 2.5)
        #expect(agrees(sequence.pValue(count: 123, mean: half, deviation: 2.5), 0.05))
        let shifted = sequence.pValue(count: 123, mean: 7 - half, deviation: 2.5, nullMean: 7)
        #expect(agrees(shifted, 0.05, relative: 1e-10))
    }

    @Test("there is no interval before the burn-in, nor while nothing varies")
    func noInterval() {
        let sequence = AsymptoticConfidenceSequence(alpha: 0.05, tightestAt: 100)
        var moments = StreamingMoments()
        for value in goldenStream(9) { moments.add(value) }
        #expect(sequence.burnIn == 10 && sequence.interval(moments) == nil)
        moments.add(0.5)
        #expect(sequence.interval(moments) != nil)
        var constant = StreamingMoments()
        for _ in 0..<50 { constant.add(3) }
        #expect(sequence.interval(constant) == nil)
    }
}
