// Where an axis has its marks: at multiples of 1, 2 or 5 times a power of ten, or on a logarithmic
// axis at powers of ten and, where there are few of them, at their double and fivefold.
private import Foundation

/// Marks of axes.
enum NiceTicks {
    /// The smallest of 1, 2 and 5 times a power of ten with which a range has at most so many steps.
    ///
    /// - Precondition: a finite span above zero, at least one step.
    static func step(span: Double, stepsMax: Int) -> Double {
        precondition(span > 0 && span.isFinite && stepsMax > 0, "an axis has a length")
        let raw = span / Double(stepsMax)
        let exponent = floor(log10(raw))
        // One rounding step more or less is no reason for the next larger one.
        let least = raw * (1 - 1e-10)
        for power in [exponent, exponent + 1] {
            for factor in [1.0, 2, 5] {
                let step = scaled(factor, by: power)
                if step >= least { return step }
            }
        }
        return scaled(1, by: exponent + 1)
    }

    /// Multiples of a nice step inside a range.
    static func linear(_ range: ClosedRange<Double>, stepsMax: Int) -> [Double] {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite else { return [range.lowerBound] }
        let step = step(span: span, stepsMax: stepsMax)
        let first = ceil(range.lowerBound / step - 1e-9)
        let last = floor(range.upperBound / step + 1e-9)
        guard last - first < 1000 else { return [range.lowerBound, range.upperBound] }
        // A step below one is the quotient of a whole number: 3 / 10 is nearer than 3 * 0.1.
        let inverse = (1 / step).rounded()
        return stride(from: first, through: last, by: 1).map {
            $0 == 0 ? 0 : step < 1 ? $0 / inverse : $0 * step
        }
    }

    /// Marks of a logarithmic axis inside a range: powers of ten; with fewer than three of them also
    /// two and five times those; of more than `most` powers every second, third and so on.
    ///
    /// - Precondition: the range is above zero.
    static func logarithmic(_ range: ClosedRange<Double>, most: Int) -> [Double] {
        precondition(
            range.lowerBound > 0 && range.upperBound.isFinite, "logarithms are of what is above 0")
        let low = log10(range.lowerBound)
        let high = log10(range.upperBound)
        let powers = Int(ceil(low - 1e-9))...max(Int(ceil(low - 1e-9)), Int(floor(high + 1e-9)))
        let isInside = { (value: Double) in
            value >= range.lowerBound * (1 - 1e-9) && value <= range.upperBound * (1 + 1e-9)
        }
        guard powers.count >= 3 else {
            let all = (powers.lowerBound - 1...powers.upperBound).flatMap { power in
                [1.0, 2, 5].map { scaled($0, by: Double(power)) }
            }
            return all.filter(isInside)
        }
        let every = (powers.count + max(1, most) - 1) / max(1, most)
        return powers.filter { $0 % every == 0 }.map { scaled(1, by: Double($0)) }.filter(isInside)
    }

    private static func scaled(_ factor: Double, by power: Double) -> Double {
        power < 0 ? factor / pow(10, -power) : factor * pow(10, power)
    }
}
