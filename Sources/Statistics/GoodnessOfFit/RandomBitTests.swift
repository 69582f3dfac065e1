// Tests of a sequence of bits: the subset of NIST SP 800-22 that fits short sequences.
//
// SOURCE
//     Rukhin et al., "A statistical test suite for random and pseudorandom number generators for
//     cryptographic applications", NIST SP 800-22 revision 1a (2010), sections 2.1 to 2.4 and 2.11
//     to 2.13.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tests of bits, one p-value each.
public enum RandomBitTests {
    /// 2.1: as many ones as zeros.
    public static func frequency(_ bits: [Bool]) -> TestResult? {
        guard !bits.isEmpty else { return nil }
        let sum = bits.reduce(0) { $0 + ($1 ? 1 : -1) }
        let statistic = Double(sum.magnitude) / Double(bits.count).squareRoot()
        return TestResult(statistic: statistic, pValue: erfc(statistic / 2.0.squareRoot()))
    }

    /// 2.2: also in every block.
    public static func blockFrequency(_ bits: [Bool], block: Int) -> TestResult? {
        precondition(block > 0, "a block holds bits")
        let count = bits.count / block
        guard count > 0 else { return nil }
        let statistic = (0..<count).reduce(0.0) { sum, index in
            let ones = bits[(index * block)..<((index + 1) * block)].lazy.filter { $0 }.count
            let distance = Double(ones) / Double(block) - 0.5
            return sum + distance * distance
        }
        return TestResult(chiSquare: 4 * Double(block) * statistic, degreesOfFreedom: count)
    }

    /// 2.3: runs neither too long nor too short. The p-value is 0 where the frequency test that
    /// comes before it fails.
    public static func runs(_ bits: [Bool]) -> TestResult? {
        guard bits.count > 1 else { return nil }
        let count = Double(bits.count)
        let share = Double(bits.lazy.filter { $0 }.count) / count
        let runs = Double(1 + zip(bits, bits.dropFirst()).lazy.filter { $0 != $1 }.count)
        guard (share - 0.5).magnitude < 2 / count.squareRoot() else {
            return TestResult(statistic: runs, pValue: 0)
        }
        let spread = 2 * share * (1 - share)
        let distance = (runs - count * spread).magnitude
        return TestResult(
            statistic: runs, pValue: erfc(distance / ((2 * count).squareRoot() * spread)))
    }

    /// 2.4: the longest run of ones in each block, with the block lengths and probabilities of the
    /// standard; nil under 128 bits.
    public static func longestRun(_ bits: [Bool]) -> TestResult? {
        let plan: (block: Int, least: Int, probabilities: [Double])
        switch bits.count {
        case ..<128: return nil
        case ..<6272: plan = (8, 1, [0.2148, 0.3672, 0.2305, 0.1875])
        case ..<750_000: plan = (128, 4, [0.1174, 0.2430, 0.2493, 0.1752, 0.1027, 0.1124])
        default: plan = (10_000, 10, [0.0882, 0.2092, 0.2483, 0.1933, 0.1208, 0.0675, 0.0727])
        }
        let count = bits.count / plan.block
        var cells = [Double](repeating: 0, count: plan.probabilities.count)
        for index in 0..<count {
            var (longest, run) = (0, 0)
            for bit in bits[(index * plan.block)..<((index + 1) * plan.block)] {
                run = bit ? run + 1 : 0
                longest = max(longest, run)
            }
            cells[min(max(longest - plan.least, 0), cells.count - 1)] += 1
        }
        let statistic = zip(cells, plan.probabilities).reduce(0.0) { sum, each in
            let expected = Double(count) * each.1
            return sum + (each.0 - expected) * (each.0 - expected) / expected
        }
        return TestResult(chiSquare: statistic, degreesOfFreedom: cells.count - 1)
    }

    /// 2.11: patterns of `length` bits, overlapping and around the end, are equally frequent: the
    /// two p-values of the standard.
    public static func serial(_ bits: [Bool], length: Int) -> (TestResult, TestResult)? {
        precondition((2...16).contains(length), "patterns have 2 to 16 bits")
        guard bits.count >= length else { return nil }
        let psi = (0..<3).map { psiSquared(bits, length: length - $0) }
        let first = psi[0] - psi[1]
        let second = psi[0] - 2 * psi[1] + psi[2]
        return (
            TestResult(chiSquare: first, degreesOfFreedom: 1 << (length - 1)),
            TestResult(chiSquare: second, degreesOfFreedom: 1 << (length - 2))
        )
    }

    /// 2.12: approximate entropy of patterns of `length` and one more bits.
    public static func approximateEntropy(_ bits: [Bool], length: Int) -> TestResult? {
        precondition((1...15).contains(length), "patterns have 1 to 15 bits")
        guard bits.count > length else { return nil }
        func phi(_ length: Int) -> Double {
            patterns(bits, length: length).filter { $0 > 0 }.reduce(0.0) { sum, count in
                let share = Double(count) / Double(bits.count)
                return sum + share * log(share)
            }
        }
        let entropy = phi(length) - phi(length + 1)
        return TestResult(
            chiSquare: 2 * Double(bits.count) * (log(2) - entropy), degreesOfFreedom: 1 << length)
    }

    /// 2.13: the furthest that the walk of plus and minus ones gets.
    ///
    /// - Parameter backward: whether to walk from the end.
    public static func cumulativeSums(_ bits: [Bool], backward: Bool = false) -> TestResult? {
        guard !bits.isEmpty else { return nil }
        var (sum, furthest) = (0, 0)
        for bit in backward ? bits.reversed() : bits {
            sum += bit ? 1 : -1
            furthest = max(furthest, abs(sum))
        }
        let (count, root) = (bits.count, Double(bits.count).squareRoot())
        let reach = Double(furthest)
        func cumulative(_ multiple: Int) -> Double {
            NormalDistribution.cumulative(Double(multiple) * reach / root)
        }
        var pValue = 1.0
        for index in ((-count / furthest + 1) / 4)...((count / furthest - 1) / 4) {
            pValue -= cumulative(4 * index + 1) - cumulative(4 * index - 1)
        }
        for index in ((-count / furthest - 3) / 4)...((count / furthest - 1) / 4) {
            pValue += cumulative(4 * index + 3) - cumulative(4 * index + 1)
        }
        return TestResult(statistic: reach, pValue: min(1, max(0, pValue)))
    }

    /// How often each pattern of `length` bits occurs, the end followed by the beginning.
    private static func patterns(_ bits: [Bool], length: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: 1 << length)
        guard length > 0 else { return [bits.count] }
        let mask = (1 << length) - 1
        var pattern = 0
        for index in 0..<(bits.count + length - 1) {
            pattern = (pattern << 1 | (bits[index % bits.count] ? 1 : 0)) & mask
            if index >= length - 1 { counts[pattern] += 1 }
        }
        return counts
    }

    private static func psiSquared(_ bits: [Bool], length: Int) -> Double {
        guard length > 0 else { return 0 }
        let squares = patterns(bits, length: length).reduce(0.0) { $0 + Double($1) * Double($1) }
        return Double(1 << length) / Double(bits.count) * squares - Double(bits.count)
    }
}
