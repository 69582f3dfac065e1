// Goal: corrections for many comparisons are the published ones.
// Method: numbers of statsmodels 0.15.0 (Oracles/ranking_oracle.py), and e-BH by hand.

import Testing

@testable import Statistics

@Suite("Multiple testing") struct MultipleTestingTests {
    @Test("Holm's adjusted p-values are those of statsmodels")
    func holm() {
        for (values, expected) in [
            ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
            (
                [0.2, 0.001, 0.013, 0.013, 0.9, 0.04],
                [0.4, 0.006, 0.065, 0.065, 0.9, 0.12]
            ), ([], []), ([0.5], [0.5]), ([0.9, 0.8], [1, 1]),
        ] {
            let adjusted = MultipleTesting.holm(values)
            #expect(adjusted.count == expected.count)
            for (one, other) in zip(adjusted, expected) { #expect(agrees(one, other)) }
        }
    }

    @Test("e-BH rejects the largest set whose smallest e-value is large enough")
    func evidence() {
        // m = 4, alpha = 0.05: thresholds 80, 40, 26.67, 20 for the 1st to 4th largest. The second
        // alone fails its own, but three together pass the third.
        func rejected(_ values: [Double]) -> [Bool] {
            MultipleTesting.eBenjaminiHochberg(
                logValues: values.map { $0 == 0 ? -.infinity : logarithm($0) }, alpha: 0.05)
        }
        #expect(rejected([30, 100, 28, 1]) == [true, true, true, false])
        #expect(rejected([30, 79, 26, 1]) == [false, false, false, false])
        #expect(rejected([20, 20, 20.1, 20]) == [true, true, true, true])
        #expect(rejected([0, 0, 81, 0]) == [false, false, true, false])
        #expect(rejected([]) == [])
    }
}
