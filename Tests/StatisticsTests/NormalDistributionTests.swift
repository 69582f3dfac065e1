// Goal: quantiles and probabilities are right in the middle and far out in both tails.
// Method: numbers of scipy 1.17.1 (Oracles/statistics_oracle.py), and one as the other's inverse.

import Testing

@testable import Statistics

@Suite("Normal distribution") struct NormalDistributionTests {
    @Test(
        "quantiles agree with scipy",
        arguments: [
            (1e-300, -37.047096299361201), (1e-10, -6.3613409024040557),
            (0.001, -3.0902323061678132), (0.025, -1.9599639845400545),
            (0.05, -1.6448536269514729), (0.3, -0.52440051270804089), (0.5, 0),
            (0.9, 1.2815515655446004), (0.975, 1.959963984540054), (0.995, 2.5758293035489004),
            (0.9999, 3.7190164854557088),
        ])
    func quantiles(probability: Double, expected: Double) {
        #expect(agrees(NormalDistribution.quantile(probability), expected, relative: 1e-14))
    }

    @Test(
        "probabilities agree with scipy, with all digits in the lower tail",
        arguments: [
            (-10.0, 7.6198530241604696e-24), (-3.0, 0.0013498980316300933),
            (-1.96, 0.024997895148220435), (0.0, 0.5), (0.5, 0.69146246127401312),
            (1.0, 0.84134474606854293), (2.5, 0.99379033467422384), (6.0, 0.9999999990134123),
        ])
    func probabilities(z: Double, expected: Double) {
        #expect(agrees(NormalDistribution.cumulative(z), expected, relative: 1e-13))
    }

    @Test("the probability of a quantile is the probability asked for")
    func inverse() {
        for step in 1..<400 {
            let probability = Double(step) / 400
            let quantile = NormalDistribution.quantile(probability)
            #expect(agrees(NormalDistribution.cumulative(quantile), probability, relative: 1e-14))
            #expect(
                agrees(NormalDistribution.quantile(1 - probability), -quantile, relative: 1e-12))
        }
    }

    @Test("the density at 1.96 and the two-sided critical value agree with scipy")
    func densityAndCritical() {
        #expect(agrees(NormalDistribution.density(1.96), 0.058440944333451476, relative: 1e-14))
        let critical = NormalDistribution.twoSidedCritical(alpha: 0.05)
        #expect(agrees(critical, 1.959963984540054, relative: 1e-14))
    }
}
