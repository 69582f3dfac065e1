// Values over rounds or pairs: lines with their names at the right, and levels they may reach.

/// One or more lines over the same axis.
struct LinesChart: Chart {
    struct Line: Sendable {
        var name: String
        /// A class of the style sheet.
        var style: String
        var points: [(x: Double, y: Double)]
    }

    struct Level: Sendable {
        var name: String
        var value: Double
    }

    /// What lies between two lines; drawn below the lines.
    struct Band: Sendable {
        var style: String
        var points: [(x: Double, low: Double, high: Double)]
    }

    var title: String
    var summary: String
    var lines: [Line]
    var levels: [Level] = []
    var bands: [Band] = []
    var across: String
    var upwards: String
    var isPercent = false

    func drawing(_ size: ChartSize, id: String) -> Drawing {
        let xs = lines.flatMap { $0.points.map(\.x) }
        let names = lines.map(\.name) + levels.map(\.name)
        let widest = names.map { Drawing.width(of: short($0, size)) }.max() ?? 0
        var plot = Plot(
            size, id: id,
            x: .init(title: across, domain: (xs.min() ?? 0)...(xs.max() ?? 1)),
            y: .init(title: upwards, domain: domain, isPercent: isPercent), right: widest + 14)
        for band in bands { plot.band(band.points, band.style) }
        for level in levels { plot.level(level.value, "zero") }
        for line in lines { plot.path(line.points.map { ($0.x, $0.y) }, line.style) }
        var labels = lines.compactMap { line in
            line.points.last.map { (text: short(line.name, size), y: $0.y, style: "strong") }
        }
        labels += levels.map { (short($0.name, size), $0.value, "soft") }
        plot.endLabels(labels)
        return plot.drawing
    }

    private func short(_ name: String, _ size: ChartSize) -> String {
        let most = size == .wide ? 22 : 11
        return name.count <= most ? name : name.prefix(most - 1) + "…"
    }

    private var domain: ClosedRange<Double> {
        let values =
            (lines.flatMap { $0.points.map(\.y) } + levels.map(\.value)
            + bands.flatMap { $0.points.flatMap { [$0.low, $0.high] } }).filter(\.isFinite)
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        let room = max(high - low, max(abs(low), abs(high)) * 1e-6, 1e-9) * 0.05
        return low - room...high + room
    }
}
