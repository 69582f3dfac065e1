// Where the difference lies, as it was known at each look, until it stopped.
internal import Statistics

/// An estimate with its interval over the pairs that were played.
struct IntervalChart: Chart {
    struct Look: Equatable, Sendable {
        /// Pairs that were judged.
        var count: Int
        var mean: Double
        /// What is valid at every look; `nil` while nothing is.
        var interval: Interval?
        /// What the theory of large samples gives, where nothing valid is known.
        var formula: Interval?
    }

    var title: String
    var summary: String
    var looks: [Look]
    var margin: Double
    /// What is counted: "pairs", "episodes".
    var unit: String
    /// What the difference is of and measured in: "A - B, net (AUD)".
    var quantity: String
    /// The value that is drawn through all; `nil` for none.
    var reference: Double? = 0
    var isPercent = false

    func drawing(_ size: ChartSize, id: String) -> Drawing {
        let first = Double(looks.first?.count ?? 0)
        let last = Double(max(1, looks.last?.count ?? 1))
        var plot = Plot(
            size, id: id,
            x: .init(
                title: "\(unit); stopped at \(Figures.grouped(Int64(last)))", domain: first...last),
            y: .init(title: quantity, domain: domain, isPercent: isPercent),
            right: Drawing.width(of: "not valid") + 10)
        if margin > 0 {
            let ends = [plot.x.domain.lowerBound, plot.x.domain.upperBound]
            plot.band(ends.map { ($0, -margin, margin) }, "margin")
        }
        for part in parts(\.interval) {
            plot.band(part.map { (Double($0.0), $0.1.lower, $0.1.upper) }, "band")
            plot.path(part.map { (Double($0.0), $0.1.lower) }, "edge")
            plot.path(part.map { (Double($0.0), $0.1.upper) }, "edge")
        }
        for part in parts(\.formula) {
            plot.path(part.map { (Double($0.0), $0.1.lower) }, "formula")
            plot.path(part.map { (Double($0.0), $0.1.upper) }, "formula")
        }
        if let reference { plot.level(reference, "zero") }
        plot.path(looks.map { (Double($0.count), $0.mean) }, "mean")
        if let end = looks.last { mark(end, in: &plot) }
        return plot.drawing
    }

    private func mark(_ end: Look, in plot: inout Plot) {
        plot.upright(Double(end.count), "stop")
        plot.dot(Double(end.count), end.mean, "dot")
        var labels = [(text: "mean", y: end.mean, style: "strong")]
        if let interval = end.interval {
            labels += [("upper", interval.upper, ""), ("lower", interval.lower, "")]
        } else if let formula = end.formula {
            labels += [("not valid", formula.upper, "soft"), ("not valid", formula.lower, "soft")]
        }
        if let reference, end.mean != reference || end.interval != nil {
            labels.append((reference == 0 ? "zero" : "", reference, "soft"))
        }
        if margin > 0 { labels.append(("margin", margin, "soft")) }
        let shown = plot.y.domain
        plot.endLabels(labels.filter { shown.contains($0.y) })
    }

    // Runs of looks with an interval: where there is none there is a gap.
    private func parts(_ interval: KeyPath<Look, Interval?>) -> [[(Int, Interval)]] {
        var result: [[(Int, Interval)]] = [[]]
        for look in looks {
            if let interval = look[keyPath: interval] {
                result[result.count - 1].append((look.count, interval))
            } else if result.last?.isEmpty == false {
                result.append([])
            }
        }
        // A single look with an interval is still to be seen.
        return result.filter { !$0.isEmpty }.map { part in
            part.count > 1 ? part : part + [(part[0].0 + 1, part[0].1)]
        }
    }

    // The beginning, where little is known, would squeeze the rest into a line: the picture shows
    // what was known from a tenth of the pairs on, with zero and the margin.
    private var domain: ClosedRange<Double> {
        let last = looks.last?.count ?? 0
        let late = looks.filter { $0.count * 10 >= last }
        var values = late.flatMap { look in
            [look.mean] + ((look.interval ?? look.formula).map { [$0.lower, $0.upper] } ?? [])
        }
        if let reference { values += [reference, margin, -margin] }
        let finite = values.filter(\.isFinite)
        let (low, high) = (finite.min() ?? -1, finite.max() ?? 1)
        let room = max(high - low, 1e-9) * 0.06
        return low - room...high + room
    }
}
