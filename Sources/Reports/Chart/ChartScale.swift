// From values to places in a picture.
private import Foundation

/// A linear or logarithmic scale.
struct ChartScale: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case linear
        case logarithmic
    }

    let kind: Kind
    let domain: ClosedRange<Double>
    /// The places of the domain's ends, which may run backwards: up is less in a picture.
    let start: Double
    let end: Double

    /// - Precondition: the domain is finite, and above zero for logarithms. One without a length is
    ///   widened.
    init(_ kind: Kind, _ domain: ClosedRange<Double>, from start: Double, to end: Double) {
        precondition(domain.lowerBound.isFinite && domain.upperBound.isFinite, "an axis has ends")
        precondition(kind == .linear || domain.lowerBound > 0, "logarithms are of what is above 0")
        self.kind = kind
        self.domain = ChartScale.widened(domain, kind)
        self.start = start
        self.end = end
    }

    private static func widened(
        _ domain: ClosedRange<Double>, _ kind: Kind
    ) -> ClosedRange<Double> {
        let (low, high) = (domain.lowerBound, domain.upperBound)
        if kind == .logarithmic { return high > low * 1.0001 ? domain : low / 2...high * 2 }
        guard high - low <= max(abs(low), abs(high)) * 1e-12 else { return domain }
        let half = max(abs(low) / 10, 0.5)
        return low - half...high + half
    }

    /// Where a value is. Values beyond the ends are beyond the picture's.
    func place(_ value: Double) -> Double {
        start + (end - start) * share(value)
    }

    private func share(_ value: Double) -> Double {
        switch kind {
        case .linear:
            (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
        case .logarithmic:
            log(max(value, Double.leastNormalMagnitude) / domain.lowerBound)
                / log(domain.upperBound / domain.lowerBound)
        }
    }

    /// Marks for an axis with about so many.
    func ticks(_ most: Int) -> [Double] {
        switch kind {
        case .linear:
            // One mark says nothing of the scale: then there are more.
            (most...most + 8).lazy.map { NiceTicks.linear(domain, stepsMax: $0) }
                .first { $0.count > 1 } ?? NiceTicks.linear(domain, stepsMax: most)
        case .logarithmic: NiceTicks.logarithmic(domain, most: most)
        }
    }

    /// The labels of marks: as many decimals as tell them apart, thousands as k and M. On a
    /// logarithmic axis each has its own decimals.
    func labels(_ ticks: [Double], percent: Bool = false) -> [String] {
        let values = ticks.map { $0 * (percent ? 100 : 1) }
        let steps = zip(values, values.dropFirst()).map { abs($1 - $0) }
        let step = kind == .linear ? steps.min() : nil
        return values.map {
            ChartScale.label($0, step: step ?? abs($0)) + (percent ? " %" : "")
        }
    }

    private static func label(_ value: Double, step: Double) -> String {
        guard value != 0 else { return "0" }
        let size = abs(value)
        if size >= 1e15 || size < 1e-6 { return String(format: "%.0e", value) }
        for (unit, name) in [(1e9, " G"), (1e6, " M"), (1e4, " k")] where size >= unit {
            let divisor = name == " k" ? 1e3 : unit
            return fixed(value / divisor, step: step / divisor) + name
        }
        return fixed(value, step: step)
    }

    private static func fixed(_ value: Double, step: Double) -> String {
        var digits = 0
        var scaled = min(step, abs(value))
        while digits < 9, abs(scaled - scaled.rounded()) > 1e-6 * max(1, scaled) || scaled < 0.5 {
            scaled *= 10
            digits += 1
        }
        return Figures.decimals(value, digits)
    }
}
