// Goal: chi-square and Poisson probabilities, and the tests made from them, are those of scipy.
// Method: numbers of scipy 1.17.1 (Oracles/goodness_of_fit_oracle.py).

import Testing

@testable import Statistics

@Suite("Chi-square") struct ChiSquareTests {
    @Test("the incomplete gamma function is scipy's, in both of its regions and for large shapes")
    func gamma() {
        for (shape, x, expected) in [
            (0.5, 0.1, 0.654720846018577), (2.5, 3, 0.306218918413279),
            (10, 3, 0.998897511869885), (10, 30, 7.12175086281559e-06),
            (100, 90, 0.84177901081357), (1000, 1100, 0.00105932325392998),
            (50_000, 50_500, 0.0128688403772336),
        ] {
            #expect(agrees(IncompleteGamma.upper(shape, x), expected, relative: 1e-9), "\(shape)")
        }
        #expect(IncompleteGamma.upper(3, 0) == 1)
        #expect(IncompleteGamma.upper(3, .infinity) == 0)
    }

    @Test("critical values are scipy's; 38.93 is the published one for 22 stops at 99 %")
    func critical() {
        for (probability, degrees, expected) in [
            (0.01, 21.0, 38.9321726835), (0.05, 1, 3.84145882069), (0.5, 10, 9.34181776559),
            (1e-6, 3, 30.6648497062), (0.999, 200, 143.84279499),
        ] {
            let found = ChiSquareDistribution.critical(probability, degreesOfFreedom: degrees)
            #expect(agrees(found, expected, relative: 1e-10), "\(probability) \(degrees)")
        }
    }

    @Test("counts against probabilities")
    func fit() {
        let test = ChiSquareTest.fit(
            observed: [16, 18, 16, 14, 12, 12], probabilities: [2, 2, 2, 2, 1, 2])
        #expect(agrees(test?.statistic, 3.5))
        #expect(agrees(test?.pValue, 0.6233876277495822, relative: 1e-10))
        #expect(test?.degreesOfFreedom == 5)
    }

    @Test("rare cells are pooled, and a cell that can not be is told apart")
    func pooling() {
        // Expected 1, 2, 3 of 100 make one cell of 6; then 44 and 50.
        let test = ChiSquareTest.fit(
            observed: [3, 0, 4, 43, 50], probabilities: [0.01, 0.02, 0.03, 0.44, 0.5])
        #expect(test?.degreesOfFreedom == 2)
        #expect(agrees(test?.statistic, 1.0 / 6 + 1.0 / 44))
        #expect(ChiSquareTest.impossible([1, 5], [0, 1]))
        #expect(ChiSquareTest.fit(observed: [1, 5], probabilities: [0, 1]) == nil)
        #expect(ChiSquareTest.fit(observed: [3, 4], probabilities: [0.5, 0.5]) == nil)
    }

    @Test("tables are scipy's, with Cramer's V")
    func association() {
        let found = ChiSquareTest.association([
            [12, 30, 25], [20, 14, 40], [33, 21, 19], [8, 9, 29],
        ])
        #expect(agrees(found?.test.statistic, 33.56595060816029))
        #expect(agrees(found?.test.pValue, 8.15823959099853e-06, relative: 1e-9))
        #expect(found?.test.degreesOfFreedom == 6)
        #expect(agrees(found?.cramersV, 0.2540667333904478))
    }

    @Test("rare rows and columns of a table are pooled, and one row alone says nothing")
    func rareRows() {
        // The last two columns, 1 and 3 in all, become one with the third.
        let table = [[50, 50, 20, 1, 2], [50, 50, 20, 0, 1]]
        let found = ChiSquareTest.association(table)
        #expect(found?.test.degreesOfFreedom == 2)
        #expect(found?.test.statistic ?? 9 < 1)
        #expect(ChiSquareTest.association([[5, 6, 7]]) == nil)
        #expect(ChiSquareTest.association([[5, 6], [0, 0]]) == nil)
        #expect(ChiSquareTest.association([]) == nil)
    }

    @Test("Poisson intervals are Garwood's")
    func poisson() {
        for (count, lower, upper) in [
            (0, 0.0, 3.6888794541139354), (1, 0.025317807984289876, 5.571643390938898),
            (10, 4.7953886961324335, 18.39035604201778),
            (250, 219.9679956309373, 282.98770504231607),
        ] {
            let found = PoissonInterval.exact(count: count, alpha: 0.05)
            #expect(agrees(found.lower, lower, relative: 1e-10))
            #expect(agrees(found.upper, upper, relative: 1e-10))
        }
    }
}
