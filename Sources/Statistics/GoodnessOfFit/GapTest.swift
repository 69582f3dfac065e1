// The lengths of the gaps between hits.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Knuth's gap test: between independent hits of probability p lie r misses with probability
/// p (1 - p)^r (The Art of Computer Programming, volume 2, section 3.3.2 D).
public enum GapTest {
    /// - Parameters:
    ///   - hits: the series; what precedes the first hit and follows the last is left out.
    ///   - probability: of a hit; nil to take its share in the series, which costs a degree of
    ///     freedom.
    /// - Returns: nil when there are too few gaps for two cells of five.
    public static func geometric(_ hits: [Bool], probability: Double? = nil) -> TestResult? {
        let places = hits.indices.filter { hits[$0] }
        let gaps = zip(places, places.dropFirst()).map { $1 - $0 - 1 }
        guard gaps.count >= 10, places.count < hits.count else { return nil }
        let chance = probability ?? Double(places.count) / Double(hits.count)
        guard chance > 0, chance < 1 else { return nil }
        // Cells up to the last that is expected five times, and one for all longer gaps.
        let ratio = ChiSquareTest.leastExpected / (Double(gaps.count) * chance)
        let length = ratio < 1 ? min(1000, Int(log(ratio) / log(1 - chance)) + 1) : 1
        var observed = [Int](repeating: 0, count: length + 1)
        for gap in gaps { observed[min(gap, length)] += 1 }
        let probabilities =
            (0..<length).map { chance * pow(1 - chance, Double($0)) }
            + [pow(1 - chance, Double(length))]
        guard let test = ChiSquareTest.fit(observed: observed, probabilities: probabilities),
            let degrees = test.degreesOfFreedom
        else { return nil }
        guard probability == nil else { return test }
        return degrees > 1
            ? TestResult(chiSquare: test.statistic, degreesOfFreedom: degrees - 1) : nil
    }
}
