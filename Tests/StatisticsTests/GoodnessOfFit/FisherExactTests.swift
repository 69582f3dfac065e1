// Goal: Fisher's exact test on one side. Method: tables worked out by hand and by R.

import Statistics
import Testing

struct FisherExactTests {
    @Test("the lady tasting tea: three of four right is 17 in 70")
    func tea() {
        let found = FisherExactTest.upperTail(both: 3, first: 4, second: 4, total: 8)
        #expect((found.pValue - 17.0 / 70).magnitude < 1e-12)
        let all = FisherExactTest.upperTail(both: 4, first: 4, second: 4, total: 8)
        #expect((all.pValue - 1.0 / 70).magnitude < 1e-12)
    }

    @Test("the least that can be is certain, and tails add up")
    func ends() {
        #expect(FisherExactTest.upperTail(both: 0, first: 3, second: 5, total: 20).pValue == 1)
        // 3 things of 10 and 9 of 10: at least two have both.
        #expect(FisherExactTest.upperTail(both: 2, first: 3, second: 9, total: 10).pValue == 1)
        let some = FisherExactTest.upperTail(both: 3, first: 3, second: 9, total: 10)
        #expect((some.pValue - 0.7).magnitude < 1e-12)
    }

    @Test("with large counts it is near the normal tail")
    func large() {
        // Mean 10,000, variance 10,000 x 0.9 x 0.9 x N / (N - 1) about: z = 3.
        let deviation = (1e5 * 0.1 * 0.9 * 0.9).squareRoot()
        let both = 10_000 + Int((3 * deviation).rounded())
        let found = FisherExactTest.upperTail(
            both: both, first: 100_000, second: 100_000, total: 1_000_000)
        let normal = NormalDistribution.twoSidedTail(3) / 2
        #expect((found.pValue / normal - 1).magnitude < 0.05, "\(found.pValue)")
    }
}
