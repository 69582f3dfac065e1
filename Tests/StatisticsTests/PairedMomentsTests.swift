// Goal: correlation and the worth of pairing are right, and absent where they mean nothing.
// Method: two deterministic streams against numpy 2.4.6 and scipy 1.17.1
// (Oracles/statistics_oracle.py), merges against the whole, and arms that do not vary.

import Testing

@testable import Statistics

@Suite("Paired moments") struct PairedMomentsTests {
    // b(i) = a(i) / 2 + frac(0.7548776662466927 i): correlated, but not fully.
    private let pairs: [(Double, Double)] = zip(
        goldenStream(200), goldenStream(200, ratio: 0.754_877_666_246_692_7)
    ).map { ($0, 0.5 * $0 + $1) }

    private func moments(_ pairs: some Sequence<(Double, Double)>) -> PairedMoments {
        pairs.reduce(into: PairedMoments()) { $0.add($1.0, $1.1) }
    }

    @Test("covariance, correlation and variance reduction are those of numpy and scipy")
    func knownPairs() {
        let found = moments(pairs)
        #expect(agrees(found.covariance, 0.040633587589234))
        #expect(agrees(found.correlation, 0.437807837600382))
        #expect(agrees(found.varianceReduction, 1.77083440349661))
        #expect(agrees(found.difference.mean, -0.2489975231104))
        #expect(agrees(found.difference.variance, 0.105427540350857))
        #expect(agrees(found.difference.skewness, 0.0223006006908401, relative: 1e-11))
        #expect(found.unequalCount == 200)
    }

    @Test("merging the parts gives the whole, wherever it is cut")
    func merging() {
        let whole = moments(pairs)
        for cut in [0, 1, 2, 77, 199, 200] {
            var merged = moments(pairs[..<cut])
            merged.merge(moments(pairs[cut...]))
            #expect(merged.count == 200 && merged.unequalCount == 200)
            #expect(agrees(merged.covariance, whole.covariance ?? .nan))
            #expect(agrees(merged.correlation, whole.correlation ?? .nan))
            #expect(agrees(merged.varianceReduction, whole.varianceReduction ?? .nan))
        }
    }

    @Test("an arm that does not vary has no correlation, and equal arms no variance reduction")
    func degenerate() {
        #expect(moments([(1, 1), (1, 2), (1, 5)]).correlation == nil)
        #expect(moments([(1, 1), (2, 1)]).correlation == nil)
        let same = moments([(1, 1), (2, 2), (4, 4)])
        #expect(agrees(same.correlation, 1) && same.varianceReduction == nil)
        #expect(same.unequalCount == 0)
        #expect(PairedMoments().covariance == nil && PairedMoments().correlation == nil)
    }

    @Test("opposite arms have correlation -1 and pairing costs half")
    func opposite() {
        let found = moments([(1, -1), (2, -2), (4, -4), (-3, 3)])
        #expect(agrees(found.correlation, -1))
        #expect(agrees(found.varianceReduction, 0.5))
    }
}
