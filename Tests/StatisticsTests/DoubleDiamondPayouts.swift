// A real heavy-tailed distribution: payouts of one spin of IGT Double Diamond, reel set 95.546355.
import SeededRandom

/// All 97,336 stops of the three reels by their payout for a stake of one.
///
/// Reel counts and pays: wizardofodds.com, IGT Double Diamond; distribution by enumeration. The
/// published return is 95.546355 %.
enum DoubleDiamondPayouts {
    static let counts: [(payout: Double, stops: Int)] = [
        (0, 75348), (2, 15876), (4, 756), (5, 4104), (10, 687), (20, 135), (25, 125), (40, 91),
        (50, 75), (80, 75), (100, 15), (160, 39), (320, 9), (1000, 1),
    ]

    static let expectedReturn = 93001.0 / 97336.0

    /// The payout of every stop.
    static let stops: [Double] = counts.flatMap { Array(repeating: $0.payout, count: $0.stops) }

    /// Total payouts of blocks of spins, drawn with a fixed seed.
    static func blocks(_ count: Int, spins: Int, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        let stops = stops
        var totals: [Double] = []
        totals.reserveCapacity(count)
        for _ in 0..<count {
            var total = 0.0
            for _ in 0..<spins { total += stops[generator.index(below: stops.count)] }
            totals.append(total)
        }
        return totals
    }
}
