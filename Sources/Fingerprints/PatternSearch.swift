// Whether a generator repeats itself: a pattern of rounds so long that chance would not bring it
// again.
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The search for repeated patterns.
public struct PatternSearch: Sendable {
    /// The chance of any repetition in an honest game that is accepted.
    public static let chanceMax = 1e-9

    /// Rounds of the pattern.
    public let length: Int
    /// The distance in rounds between two places with the same pattern: the shortest one that the
    /// first pattern found again has; `nil` when none comes again.
    public let distance: Int?
    /// A bound on the chance of any repetition when rounds are independent.
    public let chance: Double

    /// `nil` when the rounds are too few, or too much alike, for a pattern that is rare enough.
    ///
    /// Two places of n rounds show the same k rounds by chance with at most n^2 / 2 q^k, where q is
    /// the chance that two rounds agree. q is that of the reel that varies most: equal rounds are
    /// equal there, so this holds for reels that depend on each other, too.
    public init?(_ sample: FingerprintSample) {
        let rounds = sample.rounds
        var collision = sample.reels.map(\.collisionChance).min() ?? 1
        var marks = [UInt64](repeating: 0, count: rounds)
        for reel in sample.reels {
            for (at, number) in reel.numbers.enumerated() {
                marks[at] = PatternSearch.mixed(marks[at] &+ UInt64(number) &+ 1)
            }
        }
        if sample.reels.isEmpty {
            var counts: [Int64: Int] = [:]
            for (at, payout) in sample.payouts.enumerated() {
                marks[at] = PatternSearch.mixed(UInt64(bitPattern: payout) &+ 1)
                counts[payout, default: 0] += 1
            }
            collision = Shares.collision(counts.values)
        }
        guard collision > 0, collision < 1, rounds > 1 else { return nil }
        let pairs = Double(rounds) * Double(rounds) / 2
        let needed = (log(pairs / PatternSearch.chanceMax) / -log(collision)).rounded(.up)
        guard needed < Double(rounds) / 2 else { return nil }
        length = Int(needed)
        chance = pairs * pow(collision, needed)
        distance = PatternSearch.distance(marks, length: length)
    }

    private static func distance(_ marks: [UInt64], length: Int) -> Int? {
        let hashes = rollingHashes(marks, length: length)
        let sorted = hashes.sorted()
        guard let repeated = zip(sorted, sorted.dropFirst()).first(where: { $0 == $1 })?.0
        else { return nil }
        let places = hashes.indices.filter { hashes[$0] == repeated }
        // Equal hashes of different patterns are possible, if hardly: the patterns are compared.
        let distances = zip(places, places.dropFirst()).filter { first, second in
            marks[first..<(first + length)] == marks[second..<(second + length)]
        }
        return distances.map { $1 - $0 }.min()
    }

    /// A polynomial over each `length` marks, modulo 2^64.
    private static func rollingHashes(_ marks: [UInt64], length: Int) -> [UInt64] {
        let base: UInt64 = 0x9e37_79b9_7f4a_7c15
        var leading: UInt64 = 1
        for _ in 1..<max(1, length) { leading &*= base }
        var (hash, hashes): (UInt64, [UInt64]) = (0, [])
        hashes.reserveCapacity(marks.count)
        for (at, mark) in marks.enumerated() {
            if at >= length { hash &-= leading &* marks[at - length] }
            hash = hash &* base &+ mark
            if at >= length - 1 { hashes.append(hash) }
        }
        return hashes
    }

    /// The finaliser of SplitMix64.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
