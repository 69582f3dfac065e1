// Goal: the gate says how many spins of a real slot a normal interval needs, and refuses below.
// Method: the formula evaluated with scipy 1.17.1 on the full payout table of Double Diamond
// (Oracles/statistics_oracle.py). A simulation of the coverage of that game gave misses of 4.7
// percentage points at 10^4 spins and 1.5 at 10^5, which the formula must predict.

import Testing

@testable import Statistics

@Suite("Heavy-tail gate") struct HeavyTailGateTests {
    private let gate = HeavyTailGate(alpha: 0.05)

    @Test("Double Diamond needs 880,252 spins at its skewness of 55.464")
    func requiredCount() {
        #expect(gate.judge(skewness: 55.464, count: 1000).requiredCount == 880_252)
        // With all digits of the skewness it is four more.
        #expect(gate.judge(skewness: 55.46409799293197, count: 1000).requiredCount == 880_256)
    }

    @Test("the predicted miss agrees with simulated coverage at 10^4 and 10^5 spins")
    func tailError() {
        let small = gate.judge(skewness: 55.464, count: 10_000)
        #expect(agrees(small.tailError, 0.0469108713851039, relative: 1e-11) && !small.holds)
        let large = gate.judge(skewness: -55.464, count: 100_000)
        #expect(agrees(large.tailError, 0.0148345200600146, relative: 1e-11) && !large.holds)
    }

    @Test("the gate opens at exactly the count it asked for")
    func edge() {
        #expect(!gate.judge(skewness: 55.464, count: 880_251).holds)
        #expect(gate.judge(skewness: 55.464, count: 880_252).holds)
    }

    @Test("a skewness known beforehand counts when the sample's is smaller, and only then")
    func knownSkewness() {
        let informed = HeavyTailGate(alpha: 0.05, knownSkewness: 5)
        #expect(informed.judge(skewness: 0.1, count: 100).skewness == 5)
        #expect(informed.judge(skewness: -7, count: 100).skewness == 7)
    }

    @Test("a sample is judged with two standard errors more than it shows")
    func allowance() {
        // Skewness 0.639 after 1,000 values, plus 2 sqrt(6/1000) = 0.154919.
        let moments = goldenStream(1000).reduce(into: StreamingMoments()) { $0.add($1 * $1) }
        let finding = gate.judge(moments)
        #expect(isNear(finding?.skewness, 0.639012709 + 0.154919334, within: 1e-8))
        #expect(finding?.holds == true)
    }

    @Test("even a symmetric sample is refused below 83 values, and told so")
    func smallSymmetricSample() {
        var moments = StreamingMoments()
        for pair in 1...41 {
            moments.add(Double(pair))
            moments.add(-Double(pair))
        }
        #expect(gate.judge(moments)?.holds == false)
        #expect(gate.judge(moments)?.requiredCount == 83)
        moments.add(0)
        #expect(gate.judge(moments)?.holds == true)
    }

    @Test(
        "no skewness passes, values that do not vary are not judged, no count overflows"
    )
    func extremes() {
        #expect(gate.judge(skewness: 0, count: 1).holds)
        #expect(gate.judge(skewness: 1e300, count: 10).requiredCount == .max)
        #expect(gate.judge(StreamingMoments()) == nil)
    }

    @Test("a stricter level accepts a smaller error")
    func tolerance() {
        #expect(isNear(gate.tolerance, 0.005, within: 1e-15))
        #expect(isNear(HeavyTailGate(alpha: 0.01).tolerance, 0.001, within: 1e-15))
        #expect(HeavyTailGate(alpha: 0.05, tolerance: 0.02).tolerance == 0.02)
    }
}
