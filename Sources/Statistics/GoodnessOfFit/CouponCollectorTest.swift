// How long it takes until each of d equally likely things was seen.

/// Knuth's coupon collector's test (The Art of Computer Programming, volume 2, section 3.3.2 F).
public enum CouponCollectorTest {
    /// The series is cut into segments that each hold all `kinds`; their lengths are compared with
    /// the probabilities d!/d^r S(r - 1, d - 1).
    ///
    /// - Parameter values: numbers in 0..<kinds.
    /// - Returns: nil for fewer than two kinds or too few segments.
    public static func equallyLikely(_ values: [Int], kinds: Int) -> TestResult? {
        precondition(values.allSatisfy { (0..<kinds).contains($0) }, "values name kinds")
        guard kinds > 1 else { return nil }
        var lengths: [Int] = []
        var seen = Set<Int>()
        var length = 0
        for value in values {
            length += 1
            seen.insert(value)
            guard seen.count == kinds else { continue }
            lengths.append(length)
            seen.removeAll()
            length = 0
        }
        guard lengths.count >= 20 else { return nil }
        let longest = (lengths.max() ?? kinds) + 1
        let probabilities = completion(kinds: kinds, through: longest)
        var observed = [Int](repeating: 0, count: probabilities.count)
        for length in lengths { observed[length - kinds] += 1 }
        let tail = max(0, 1 - probabilities.reduce(0, +))
        return ChiSquareTest.fit(observed: observed + [0], probabilities: probabilities + [tail])
    }

    /// The probability that the last kind comes at draw kinds, kinds + 1, ..., through.
    static func completion(kinds: Int, through last: Int) -> [Double] {
        // The chance of each number of kinds seen so far, draw by draw.
        var seen = [Double](repeating: 0, count: kinds + 1)
        seen[0] = 1
        var result: [Double] = []
        for draw in 1...max(kinds, last) {
            let completed = seen[kinds - 1] / Double(kinds)
            for count in stride(from: kinds - 1, through: 1, by: -1) {
                let isNew = Double(kinds - count + 1) / Double(kinds)
                seen[count] = seen[count] * Double(count) / Double(kinds) + seen[count - 1] * isNew
            }
            seen[0] = 0
            if draw >= kinds { result.append(completed) }
        }
        return result
    }
}
