// The elements of a picture as SVG. Colours are classes, which the page's style sheet sets for light,
// dark and paper.
private import Foundation

/// A picture under construction. Lengths are in pixels at full size.
struct Drawing: Sendable {
    struct Point: Hashable, Sendable {
        var x: Double
        var y: Double

        init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    enum Anchor: String, Sendable {
        case start
        case middle
        case end
    }

    let width: Double
    private(set) var height: Double
    private var elements: [Markup] = []

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func line(_ from: Point, _ to: Point, _ style: String) {
        elements.append(
            .void(
                "line",
                [
                    "class": style, "x1": number(from.x), "y1": number(from.y),
                    "x2": number(to.x), "y2": number(to.y),
                ]))
    }

    /// A line through points.
    mutating func path(_ points: [Point], _ style: String) {
        guard points.count > 1 else { return }
        elements.append(.void("path", ["class": style, "d": steps(points)]))
    }

    /// What lies between two lines over the same places.
    mutating func area(_ upper: [Point], _ lower: [Point], _ style: String) {
        guard upper.count > 1, lower.count > 1 else { return }
        elements.append(
            .void("path", ["class": style, "d": steps(upper + lower.reversed()) + "Z"]))
    }

    mutating func box(
        x: Double, y: Double, width: Double, height: Double, _ style: String
    ) {
        elements.append(
            .void(
                "rect",
                [
                    "class": style, "x": number(x), "y": number(y),
                    "width": number(max(0, width)), "height": number(max(0, height)),
                ]))
    }

    mutating func dot(_ at: Point, radius: Double, _ style: String) {
        elements.append(
            .void(
                "circle",
                [
                    "class": style, "cx": number(at.x), "cy": number(at.y), "r": number(radius),
                ]))
    }

    /// A text on a base line.
    mutating func text(
        _ text: String, _ at: Point, _ anchor: Anchor = .start, _ style: String = "t"
    ) {
        elements.append(
            .element(
                "text",
                [
                    "class": style, "x": number(at.x), "y": number(at.y),
                    "text-anchor": anchor.rawValue,
                ], text: text))
    }

    /// Adds another picture's elements inside a frame, outside of which they are cut off.
    mutating func add(_ inner: Drawing, clippedTo name: String, _ frame: ChartFrame) {
        elements.append(
            .element(
                "clipPath", ["id": name],
                [
                    .void(
                        "rect",
                        [
                            "x": number(frame.left), "y": number(frame.top),
                            "width": number(frame.width), "height": number(frame.height),
                        ])
                ]))
        elements.append(.element("g", ["clip-path": "url(#\(name))"], inner.elements))
    }

    /// About how wide a text is: 0.62 em a character, as the figures of wide typefaces have it, and
    /// 0.74 em where they are strong.
    static func width(of text: String, size: Double = 12, isStrong: Bool = false) -> Double {
        Double(text.count) * size * (isStrong ? 0.74 : 0.62)
    }

    /// The picture with what it shows in words, for those who do not see it.
    func markup(id: String, title: String, description: String, style: String) -> Markup {
        .element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": style, "role": "img",
                "viewBox": "0 0 \(number(width)) \(number(height))",
                "width": number(width), "height": number(height),
                "aria-labelledby": "\(id)-title \(id)-text",
            ],
            [
                .element("title", ["id": "\(id)-title"], text: title),
                .element("desc", ["id": "\(id)-text"], text: description),
            ] + elements)
    }

    // Neighbouring points that are one after rounding are drawn once.
    private func steps(_ points: [Point]) -> String {
        var result = ""
        var last = ""
        for point in points {
            let next = number(point.x) + " " + number(point.y)
            guard next != last else { continue }
            result += (result.isEmpty ? "M" : "L") + next
            last = next
        }
        return result
    }

    private func number(_ value: Double) -> String {
        let limited = min(max(value.isNaN ? 0 : value, -1e5), 1e5)
        let text = String(format: "%.1f", limited)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
