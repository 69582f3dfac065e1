// Estimates with intervals, one below the other, against one value.

/// A forest plot.
struct ForestChart: Chart {
    struct Row: Hashable, Sendable {
        var name: String
        var value: Double
        var low: Double?
        var high: Double?
        /// A mark beside the estimate: what was expected.
        var expected: Double?
        /// Written at the right.
        var note: String
    }

    var title: String
    var summary: String
    var rows: [Row]
    var across: String
    /// The value that is drawn through all rows; `nil` for none.
    var reference: Double?
    var isPercent = false

    func drawing(_ size: ChartSize, id: String) -> Drawing {
        let rowHeight = 24.0
        let names = rows.map { short($0.name, size) }
        let left = min(
            (names.map { Drawing.width(of: $0) }.max() ?? 0) + 12, size.width * 0.46)
        let notes = size == .wide ? rows.map(\.note) : rows.map { _ in "" }
        let right = max((notes.map { Drawing.width(of: $0) }.max() ?? 0) + 12, 16)
        let bottom = 12 + rowHeight * Double(rows.count)
        var drawing = Drawing(width: size.width, height: bottom + 42)
        let scale = ChartScale(.linear, domain, from: left, to: size.width - right)
        let ticks = scale.ticks(size == .wide ? 7 : 3)
        for (tick, label) in zip(ticks, scale.labels(ticks, percent: isPercent)) {
            let x = scale.place(tick)
            drawing.line(.init(x, 6), .init(x, bottom), "grid")
            drawing.text(label, .init(x, bottom + 16), .middle)
        }
        drawing.text(across, .init(size.width - right, bottom + 36), .end, "t axis")
        if let reference {
            let x = scale.place(reference)
            drawing.line(.init(x, 6), .init(x, bottom), "zero")
        }
        for (index, row) in rows.enumerated() {
            let y = 12 + rowHeight * (Double(index) + 0.5)
            drawing.text(names[index], .init(left - 8, y + 4), .end)
            draw(row, at: y, scale, &drawing)
            if !notes[index].isEmpty {
                drawing.text(notes[index], .init(size.width - right + 8, y + 4), .start, "t soft")
            }
        }
        return drawing
    }

    private func draw(
        _ row: Row, at y: Double, _ scale: ChartScale, _ drawing: inout Drawing
    ) {
        if let low = row.low, let high = row.high {
            let (from, to) = (scale.place(low), scale.place(high))
            drawing.line(.init(from, y), .init(to, y), "range")
            for end in [from, to] { drawing.line(.init(end, y - 4), .init(end, y + 4), "range") }
        }
        if let expected = row.expected {
            let x = scale.place(expected)
            drawing.line(.init(x, y - 8), .init(x, y + 8), "expected")
        }
        drawing.dot(.init(scale.place(row.value), y), radius: 4, "dot")
    }

    private func short(_ name: String, _ size: ChartSize) -> String {
        let most = size == .wide ? 44 : 20
        return name.count <= most ? name : name.prefix(most - 1) + "…"
    }

    private var domain: ClosedRange<Double> {
        let values =
            rows.flatMap { [$0.value, $0.low, $0.high, $0.expected].compactMap(\.self) }
            + [reference].compactMap(\.self)
        let finite = values.filter(\.isFinite)
        let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
        let room = (high - low) * 0.05
        return low - room...high + room
    }
}
