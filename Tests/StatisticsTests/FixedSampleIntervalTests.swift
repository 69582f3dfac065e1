// Goal: the classical intervals, for the places that show them beside the sequential ones.
// Method: Wilson against scipy 1.17.1 `binomtest(k, n).proportion_ci(method="wilson")`; the mean
// against its own formula on a stream with known moments.

import Testing

@testable import Statistics

@Suite("Fixed-sample intervals") struct FixedSampleIntervalTests {
    @Test(
        "Wilson's interval agrees with scipy, and ends exactly at 0 and 1",
        arguments: [
            (700, 1000, 0.670876139082783, 0.727593157522995),
            (1, 50, 0.00353925927164622, 0.104954435896378), (0, 20, 0, 0.161125158052819),
            (20, 20, 0.838874841947181, 1),
        ])
    func wilson(successes: Int, trials: Int, lower: Double, upper: Double) {
        let found = FixedSampleInterval.wilson(successes: successes, trials: trials, alpha: 0.05)
        #expect(isNear(found.lower, lower, within: 1e-13))
        #expect(isNear(found.upper, upper, within: 1e-13))
    }

    @Test("the interval for a mean is 1.96 standard errors to each side")
    func mean() {
        let moments = goldenStream(1000).reduce(into: StreamingMoments()) { $0.add($1) }
        let found = FixedSampleInterval.mean(moments, alpha: 0.05)
        // 0.500011369322399 -+ 1.959963984540054 * sqrt(0.0834009398987568 / 1000)
        #expect(isNear(found?.lower, 0.48211217, within: 1e-8))
        #expect(isNear(found?.upper, 0.51791057, within: 1e-8))
        #expect(FixedSampleInterval.mean(StreamingMoments(), alpha: 0.05) == nil)
    }
}
