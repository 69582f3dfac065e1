// A frame with two axes, in which a chart draws.

/// Axes, their marks and titles, and what is drawn between them.
struct Plot: Sendable {
    /// One axis.
    struct Axis: Sendable {
        var title: String
        var kind = ChartScale.Kind.linear
        var domain: ClosedRange<Double>
        var isPercent = false
        /// Marks and their labels; `nil` for round numbers.
        var ticks: [(value: Double, label: String)]?
    }

    let frame: ChartFrame
    let x: ChartScale
    let y: ChartScale
    let size: ChartSize
    private let id: String
    private var outside: Drawing
    /// Cut off at the frame.
    private var inside: Drawing

    /// - Parameter right: pixels right of the frame, for labels.
    init(_ size: ChartSize, id: String, x: Axis, y: Axis, right: Double = 16) {
        self.size = size
        self.id = id
        outside = Drawing(width: size.width, height: size.height)
        inside = Drawing(width: size.width, height: size.height)
        let (top, bottom) = (26.0, size.height - 42)
        let up = ChartScale(y.kind, y.domain, from: bottom, to: top)
        let upTicks = Plot.ticks(of: y, up, size.ticksUp)
        let widest = upTicks.map { Drawing.width(of: $0.label) }.max() ?? 0
        frame = ChartFrame(
            left: widest + 14, top: top, right: size.width - right, bottom: bottom)
        self.y = up
        self.x = ChartScale(x.kind, x.domain, from: frame.left, to: frame.right)
        drawUp(upTicks, title: y.title)
        drawAcross(Plot.ticks(of: x, self.x, size.ticksAcross), title: x.title)
    }

    private static func ticks(
        of axis: Axis, _ scale: ChartScale, _ most: Int
    ) -> [(value: Double, label: String)] {
        if let ticks = axis.ticks { return ticks }
        let values = scale.ticks(most)
        return Array(zip(values, scale.labels(values, percent: axis.isPercent)))
    }

    private mutating func drawUp(_ ticks: [(value: Double, label: String)], title: String) {
        outside.text(title, .init(2, 14), .start, "t axis")
        for tick in ticks {
            let y = y.place(tick.value)
            outside.line(.init(frame.left, y), .init(frame.right, y), "grid")
            outside.text(tick.label, .init(frame.left - 6, y + 4), .end)
        }
    }

    private mutating func drawAcross(_ ticks: [(value: Double, label: String)], title: String) {
        outside.line(
            .init(frame.left, frame.bottom), .init(frame.right, frame.bottom), "base")
        outside.text(title, .init(frame.right, size.height - 6), .end, "t axis")
        var taken = -Double.infinity
        for tick in ticks {
            let x = x.place(tick.value)
            outside.line(.init(x, frame.bottom), .init(x, frame.bottom + 4), "base")
            let half = Drawing.width(of: tick.label) / 2
            // The outermost labels may not leave the picture, and none touches another.
            let at = min(max(x, half + 1), size.width - half - 1)
            guard at - half > taken + 6 else { continue }
            outside.text(tick.label, .init(at, frame.bottom + 18), .middle)
            taken = at + half
        }
    }

    // MARK: What charts draw

    func point(_ x: Double, _ y: Double) -> Drawing.Point {
        .init(self.x.place(x), self.y.place(y))
    }

    mutating func path(_ values: [(Double, Double)], _ style: String) {
        inside.path(values.map { point($0.0, $0.1) }, style)
    }

    /// The area between two lines over the same x.
    mutating func band(_ values: [(x: Double, low: Double, high: Double)], _ style: String) {
        inside.area(
            values.map { point($0.x, $0.high) }, values.map { point($0.x, $0.low) }, style)
    }

    /// A line across at a value.
    mutating func level(_ value: Double, _ style: String) {
        let y = y.place(value)
        inside.line(.init(frame.left, y), .init(frame.right, y), style)
    }

    /// A line upwards at a value.
    mutating func upright(_ value: Double, _ style: String) {
        let x = x.place(value)
        inside.line(.init(x, frame.top), .init(x, frame.bottom), style)
    }

    /// A bar from one value to another, from the base line to a height.
    mutating func bar(from: Double, to: Double, height: Double, _ style: String) {
        let (left, right) = (x.place(from), x.place(to))
        let top = y.place(height)
        // Neighbours are told apart by a line of the paper's colour where there is room for one.
        let gap = right - left > 4 ? 1.0 : 0
        inside.box(
            x: left, y: top, width: max(1, right - left - gap), height: frame.bottom - top, style)
    }

    mutating func dot(_ x: Double, _ y: Double, radius: Double = 4, _ style: String) {
        inside.dot(point(x, y), radius: radius, style)
    }

    /// A text that may be outside of the frame, kept inside the picture.
    mutating func label(
        _ text: String, _ at: Drawing.Point, _ anchor: Drawing.Anchor = .start,
        _ style: String = "t"
    ) {
        let width = Drawing.width(of: text, isStrong: style.contains("strong"))
        let free =
            switch anchor {
            case .start: min(at.x, size.width - width - 1)
            case .middle: min(max(at.x, width / 2 + 1), size.width - width / 2 - 1)
            case .end: max(at.x, width + 1)
            }
        outside.text(text, .init(free, at.y), anchor, style)
    }

    /// Labels at the right of lines that end at these heights.
    mutating func endLabels(_ labels: [(text: String, y: Double, style: String)]) {
        let wanted = labels.map { min(max(y.place($0.y), frame.top), frame.bottom) }
        let places = LabelStack.places(
            wanted, gap: 15, within: frame.top + 4...frame.bottom)
        for (label, place) in zip(labels, places) {
            outside.text(label.text, .init(frame.right + 6, place + 4), .start, "t " + label.style)
        }
    }

    /// All of it.
    var drawing: Drawing {
        var whole = outside
        whole.add(inside, clippedTo: id + "-frame", frame)
        return whole
    }
}
