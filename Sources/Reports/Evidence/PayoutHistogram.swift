// Payouts of many rounds in bins of equal width on a logarithmic scale.
private import Foundation

/// How often rounds paid what share of their stake.
struct PayoutHistogram: Hashable, Sendable {
    struct Bin: Hashable, Sendable {
        var count: Int
        /// The smallest and the largest payout of the bin, in stakes; the same where all were.
        var least: Double
        var most: Double
    }

    /// Bins of each power of ten: so narrow that payouts of one and two stakes, or of nine and ten,
    /// are not mixed.
    static let perDecade = 20.0

    /// All rounds with a stake.
    private(set) var rounds = 0
    /// Rounds that paid nothing.
    private(set) var nothing = 0
    /// Rounds without a stake; they are in no bin.
    private(set) var withoutStake = 0
    private var byPlace: [Int: Bin] = [:]

    /// - Parameters: minor units.
    mutating func add(staked: Int64, paid: Int64, times: Int = 1) {
        guard staked > 0 else {
            withoutStake += times
            return
        }
        rounds += times
        guard paid > 0 else {
            nothing += times
            return
        }
        add(multiple: Double(paid) / Double(staked), times: times)
    }

    /// Adds rounds that are counted already.
    ///
    /// - Parameter multiple: what they paid, in stakes.
    mutating func add(rounds count: Int, paying multiple: Double) {
        rounds += count
        if multiple > 0 { add(multiple: multiple, times: count) } else { nothing += count }
    }

    private mutating func add(multiple: Double, times: Int) {
        let place = Int(floor(log10(multiple) * PayoutHistogram.perDecade + 1e-9))
        var bin = byPlace[place] ?? Bin(count: 0, least: multiple, most: multiple)
        bin.count += times
        bin.least = min(bin.least, multiple)
        bin.most = max(bin.most, multiple)
        byPlace[place] = bin
    }

    /// Bins with payouts, in rising order.
    var bins: [Bin] { byPlace.sorted { $0.key < $1.key }.map(\.value) }
}
