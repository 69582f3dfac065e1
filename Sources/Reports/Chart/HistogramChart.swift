// How often values came: bars over a linear axis.

/// A histogram.
struct HistogramChart: Chart {
    struct Bin: Hashable, Sendable {
        /// The lower end is in the bin, the upper one is not.
        var from: Double
        var to: Double
        var count: Int
    }

    var title: String
    var summary: String
    var bins: [Bin]
    /// Marked with a line and its name.
    var mean: Double
    var across: String
    /// What is counted: "pairs".
    var upwards: String
    /// Bars stand at single values, which are marked instead of round numbers.
    var isDiscrete = false

    func drawing(_ size: ChartSize, id: String) -> Drawing {
        let counts = bins.map(\.count).filter { $0 > 0 }
        let most = Double(counts.max() ?? 1)
        let isSteep = isSteep(counts)
        let range =
            isDiscrete
            ? (bins.first?.from ?? 0) - 0.6...(bins.last?.from ?? 1) + 0.6
            : min(0, bins.first?.from ?? 0)...max(0, bins.last?.to ?? 1)
        var plot = Plot(
            size, id: id,
            x: .init(
                title: across, domain: range,
                ticks: isDiscrete
                    ? bins.map { ($0.from, Figures.signed($0.from, 0)) } : nil),
            y: isSteep
                ? .init(
                    title: upwards + ", logarithmic", kind: .logarithmic, domain: 0.7...most * 1.3)
                : .init(title: upwards, domain: 0...most * 1.08))
        for bin in bins where bin.count > 0 {
            let (from, to) = isDiscrete ? (bin.from - 0.4, bin.from + 0.4) : (bin.from, bin.to)
            plot.bar(from: from, to: to, height: Double(bin.count), "bar")
        }
        if !isDiscrete { plot.upright(0, "zero") }
        plot.upright(mean, "stop")
        plot.label(
            "mean \(Figures.signed(mean, isDiscrete ? 4 : 2))",
            .init(plot.x.place(mean), plot.frame.top - 6), .middle, "t strong")
        return plot.drawing
    }

    /// Whether rare bins would not be seen: the fullest has over 200 times what the middle one has.
    private func isSteep(_ counts: [Int]) -> Bool {
        let sorted = counts.sorted()
        guard let most = sorted.last, sorted.count > 2 else { return false }
        return most > 200 * sorted[sorted.count / 2]
    }
}
