// What each symbol does: how often it stands on the middle row, and what it pays.

/// One symbol of the game.
public struct SymbolProfile: Sendable, Equatable {
    /// From 0, in the order of the manifest.
    public let id: Int
    public let name: String
    /// Rounds that showed it on the middle row, by reel.
    public let counts: [Int]
    /// Minor units: payouts, smallest first, of winning rounds in which this symbol and no other
    /// was shown on three or more reels, as far as they came more than once; the most frequent
    /// ones where there are many.
    public let payoutValues: [Int64]

    private static let payoutsMax = 24

    /// The symbols of a sample.
    static func all(_ sample: FingerprintSample) -> [SymbolProfile] {
        let counts = sample.reels.map { $0.symbolCounts(row: sample.middleRow) }
        let payouts = payoutsBySymbol(sample)
        return sample.symbols.enumerated().map { id, name in
            let frequent = (payouts[id] ?? [:]).filter { $0.value > 1 }
                .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(payoutsMax)
            return SymbolProfile(
                id: id, name: name, counts: counts.map { $0[id] },
                payoutValues: frequent.map(\.key).sorted())
        }
    }

    /// Payouts of winning rounds with one symbol on three reels: how often each came.
    private static func payoutsBySymbol(_ sample: FingerprintSample) -> [Int: [Int64: Int]] {
        // Symbols of a window are bits of a word.
        guard sample.symbols.count <= 64, sample.reels.count >= 3 else { return [:] }
        let masks = sample.reels.map { reel in
            reel.windows.map { $0.reduce(UInt64(0)) { $0 | 1 << UInt64($1) } }
        }
        var result: [Int: [Int64: Int]] = [:]
        for (round, payout) in sample.payouts.enumerated() where payout > 0 {
            var (one, two, three): (UInt64, UInt64, UInt64) = (0, 0, 0)
            for (reel, column) in sample.reels.enumerated() {
                let mask = masks[reel][Int(column.numbers[round])]
                three |= two & mask
                two |= one & mask
                one |= mask
            }
            guard three.nonzeroBitCount == 1 else { continue }
            result[three.trailingZeroBitCount, default: [:]][payout, default: 0] += 1
        }
        return result
    }
}
