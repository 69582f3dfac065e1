// How often rounds paid what: both axes logarithmic, rounds that paid nothing apart at the left.
private import Foundation

/// Payouts in stakes.
struct PayoutChart: Chart {
    struct Bar: Hashable, Sendable {
        var from: Double
        var to: Double
        /// Rounds, or a chance.
        var height: Double
    }

    var title: String
    var summary: String
    /// Of rounds that paid nothing.
    var zero: Double
    /// Above zero, in rising order.
    var bars: [Bar]
    /// "rounds", "chance".
    var upwards: String
    var style = "bar"

    func drawing(_ size: ChartSize, id: String) -> Drawing {
        let heights = (bars.map(\.height) + [zero]).filter { $0 > 0 }
        let most = heights.max() ?? 1
        let least = min(heights.min() ?? 1, most / 10)
        // The axis begins at the lowest payout; the place left of it is for zero.
        let low = log10(bars.first?.from ?? 1)
        let high = log10(bars.last?.to ?? 10)
        let room = max(high - low, 1) * (size == .wide ? 0.09 : 0.16)
        var plot = Plot(
            size, id: id,
            x: .init(
                title: "payout in stakes, logarithmic", domain: low - room...high + room / 4,
                ticks: [(low - room * 0.6, "0")] + ticks(low, high, size)),
            y: .init(
                title: upwards + ", logarithmic", kind: .logarithmic,
                domain: least / 1.6...most * 1.6))
        if zero > 0 {
            plot.bar(from: low - room * 0.85, to: low - room * 0.35, height: zero, "bar nothing")
        }
        for bar in bars where bar.height > 0 {
            // An exact value is a bar of its own width.
            let middle = (log10(bar.from) + log10(bar.to)) / 2
            let half = max((log10(bar.to) - log10(bar.from)) / 2, room / 14)
            plot.bar(from: middle - half, to: middle + half, height: bar.height, style)
        }
        return plot.drawing
    }

    private func ticks(
        _ low: Double, _ high: Double, _ size: ChartSize
    ) -> [(value: Double, label: String)] {
        let range = pow(10, low)...pow(10, max(high, low))
        let scale = ChartScale(.logarithmic, range, from: 0, to: 1)
        let values = scale.ticks(size.ticksAcross)
        return zip(values, scale.labels(values)).map { (log10($0), $1) }
    }
}
