// Bankrolls over the rounds of many episodes: some paths, and the band in which most of them lie.

/// Paths and their quantiles.
struct PathsChart: Chart {
    struct Quantiles: Hashable, Sendable {
        var round: Int64
        /// 5, 25, 50, 75 and 95 %, in major units.
        var values: [Double]
    }

    static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]

    var title: String
    var summary: String
    var quantiles: [Quantiles]
    /// Major units, at the rounds of the quantiles.
    var paths: [[Double]]
    var upwards: String
    /// "a" or "b".
    var arm: String

    func drawing(_ size: ChartSize, id: String) -> Drawing {
        let shown = Array(paths.prefix(size == .wide ? 20 : 8))
        let rounds = quantiles.map { Double($0.round) }
        let values = quantiles.flatMap(\.values) + shown.flatMap { $0 }
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        var plot = Plot(
            size, id: id,
            x: .init(title: "round", domain: 0...max(1, rounds.last ?? 1)),
            y: .init(title: upwards, domain: low...(high + (high - low) * 0.04)),
            right: Drawing.width(of: "median") + 14)
        for (outer, inner) in [(0, 4), (1, 3)] {
            plot.band(
                quantiles.map { (Double($0.round), $0.values[outer], $0.values[inner]) },
                "quantile-\(arm)")
        }
        for path in shown {
            plot.path(Array(zip(rounds, path)), "path-\(arm)")
        }
        plot.path(quantiles.map { (Double($0.round), $0.values[2]) }, "line-\(arm)")
        if let last = quantiles.last {
            plot.endLabels(
                // The highest first: of equal ends it stands above.
                zip(PathsChart.shares, last.values).reversed().map { share, value in
                    let name = share == 0.5 ? "median" : Figures.percent(share, decimals: 0)
                    return (name, value, share == 0.5 ? "strong" : "soft")
                })
        }
        return plot.drawing
    }
}
