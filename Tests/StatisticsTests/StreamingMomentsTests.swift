// Goal: one pass over a stream gives the moments that two exact passes give.
// Method: deterministic streams and a real payout table against scipy 1.17.1
// (Oracles/statistics_oracle.py), and every way of cutting a stream in two against the whole.

import Testing

@testable import Statistics

@Suite("Streaming moments") struct StreamingMomentsTests {
    private func moments(_ values: [Double]) -> StreamingMoments {
        values.reduce(into: StreamingMoments()) { $0.add($1) }
    }

    @Test("moments of an even stream are those of scipy")
    func evenStream() {
        let found = moments(goldenStream(1000))
        #expect(found.count == 1000)
        #expect(agrees(found.mean, 0.500011369322399))
        #expect(agrees(found.variance, 0.0834009398987568))
        #expect(agrees(found.populationVariance, 0.083317538958858))
        #expect(isNear(found.skewness, 0.000314196767029123, within: 1e-12))
        #expect(agrees(found.kurtosis, 1.79976768959175))
        #expect(found.minimum == goldenStream(1000).min())
        #expect(found.maximum == goldenStream(1000).max())
    }

    @Test("moments of a skewed stream are those of scipy")
    func skewedStream() {
        let found = moments(goldenStream(1000).map { $0 * $0 })
        #expect(agrees(found.mean, 0.333328908410518))
        #expect(agrees(found.variance, 0.0889772553415623))
        #expect(agrees(found.skewness, 0.639012709124924))
        #expect(agrees(found.kurtosis, 2.1431619378892))
    }

    // Sigma 6.547889 is the published figure of the reel set; the rest is scipy on the same table.
    @Test("the payouts of Double Diamond have their known sigma, skewness and kurtosis")
    func doubleDiamond() {
        let found = moments(DoubleDiamondPayouts.stops)
        #expect(found.count == 97336)
        #expect(isNear(found.mean, 0.95546355, within: 1e-8))
        #expect(isNear(found.populationVariance?.squareRoot(), 6.547889, within: 5e-7))
        #expect(agrees(found.skewness, 55.464097992932, relative: 1e-10))
        #expect(agrees(found.kurtosis, 6256.53154376986, relative: 1e-10))
    }

    @Test("a large mean does not eat the digits of a small spread")
    func largeMean() {
        // The shifted values are themselves rounded to 1e-7, which bounds what any method can do;
        // sums of plain squares would be wrong in the first digit here.
        let found = moments(goldenStream(1000).map { $0 + 1e9 })
        #expect(agrees(found.variance, 0.0834009398987568, relative: 1e-6))
        #expect(agrees(found.kurtosis, 1.79976768959175, relative: 1e-6))
    }

    @Test("merging the parts of a stream gives the whole, wherever it is cut")
    func merging() {
        let values = goldenStream(60).map { $0 * $0 * 10 - 3 }
        let whole = moments(values)
        for cut in 0...values.count {
            var merged = moments(Array(values[..<cut]))
            merged.merge(moments(Array(values[cut...])))
            #expect(merged.count == whole.count)
            #expect(agrees(merged.mean, whole.mean))
            #expect(agrees(merged.variance, whole.variance ?? .nan))
            #expect(agrees(merged.skewness, whole.skewness ?? .nan, relative: 1e-11))
            #expect(agrees(merged.kurtosis, whole.kurtosis ?? .nan, relative: 1e-11))
            #expect(merged.minimum == whole.minimum)
            #expect(merged.maximum == whole.maximum)
        }
    }

    @Test("nothing, one value and equal values have no spread to divide by")
    func degenerate() {
        let empty = StreamingMoments()
        #expect(empty.variance == nil && empty.populationVariance == nil)
        #expect(empty.skewness == nil && empty.minimum == nil && empty.maximum == nil)
        let one = moments([4.5])
        #expect(one.mean == 4.5 && one.variance == nil && one.populationVariance == 0)
        let equal = moments(Array(repeating: 0.1, count: 1000))
        #expect(equal.variance == 0 && equal.skewness == nil && equal.kurtosis == nil)
        #expect(equal.mean == 0.1)
    }

    @Test("a value that is not finite is a programmer's mistake")
    func notFinite() async {
        await #expect(processExitsWith: .failure) {
            var moments = StreamingMoments()
            moments.add(.nan)
        }
    }
}
