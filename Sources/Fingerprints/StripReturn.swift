// The return of a game by its reconstructed strips: every combination of windows that paid so and
// so, with the chance that the strips give it.

/// A return computed from strips and a pay table learned from the same rounds.
public struct StripReturn: Sendable, Equatable {
    /// Results of a full cycle: the product of the strips' lengths.
    public let cycle: Double
    /// The sum of chance times payout over the combinations that were seen, in stakes.
    public let returnRate: Double
    /// The chance of the combinations that were seen; the others pay nothing here.
    public let covered: Double
    /// Whether each combination always paid the same. Where not, its mean payout is taken.
    public let isDetermined: Bool

    /// The return, or why it can not be computed as a sentence.
    static func computed(
        _ sample: FingerprintSample, strips: [ReelStrip?], multiples: [Double]
    ) -> (value: StripReturn?, reason: String) {
        guard !sample.reels.isEmpty else { return (nil, sample.withoutReels ?? "no reels") }
        let missing = strips.indices.filter { strips[$0] == nil }.map { "\($0 + 1)" }
        guard missing.isEmpty else {
            let which = missing.count == 1 ? "reel" : "reels"
            return (nil, "no strip was found of \(which) \(missing.joined(separator: ", "))")
        }
        let found = strips.compactMap(\.self)
        let cycle = found.reduce(1.0) { $0 * Double($1.length) }
        let combinations = sample.reels.reduce(1.0) { $0 * Double($1.windows.count) }
        guard combinations <= Double(sample.rounds) else {
            let share = Double(sample.rounds) / combinations
            let percent = Double(Int(share * 10_000)) / 100
            return (
                nil,
                "the reels have \(Int64(combinations)) combinations of windows, of which so many "
                    + "rounds show \(percent) % at most, and which lines pay is not among the "
                    + "outcomes"
            )
        }
        return (StripReturn(sample, found, multiples, cycle, Int(combinations)), "")
    }

    private init(
        _ sample: FingerprintSample, _ strips: [ReelStrip], _ multiples: [Double],
        _ cycle: Double, _ combinations: Int
    ) {
        var sums = [Double](repeating: 0, count: combinations)
        var counts = [Int](repeating: 0, count: combinations)
        var first = sums
        var isDetermined = true
        for (round, multiple) in multiples.enumerated() {
            var place = 0
            for reel in sample.reels {
                place = place * reel.windows.count + Int(reel.numbers[round])
            }
            if counts[place] == 0 { first[place] = multiple }
            isDetermined = isDetermined && first[place] == multiple
            counts[place] += 1
            sums[place] += multiple
        }
        var (rate, covered) = (0.0, 0.0)
        for place in counts.indices where counts[place] > 0 {
            var (rest, results) = (place, 1.0)
            for (reel, strip) in zip(sample.reels, strips).reversed() {
                results *= Double(strip.multiplicities[rest % reel.windows.count])
                rest /= reel.windows.count
            }
            // Where a combination always pays the same, its first payout has no rounding.
            let mean = isDetermined ? first[place] : sums[place] / Double(counts[place])
            rate += results * mean
            covered += results
        }
        self.cycle = cycle
        self.isDetermined = isDetermined
        returnRate = rate / cycle
        self.covered = covered / cycle
    }
}
