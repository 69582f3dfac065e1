// A closed range of real numbers: what every interval and confidence sequence here returns.

/// A closed interval `[lower, upper]`; an end may be infinite.
public struct Interval: Sendable, Equatable {
    public let lower: Double
    public let upper: Double

    /// The interval that excludes nothing.
    public static let everything = Interval(lower: -.infinity, upper: .infinity)

    /// - Precondition: `lower <= upper`, so neither is NaN.
    public init(lower: Double, upper: Double) {
        precondition(lower <= upper, "an interval needs its lower end first, and no NaN")
        self.lower = lower
        self.upper = upper
    }

    /// The interval from `center - halfWidth` to `center + halfWidth`.
    public init(center: Double, halfWidth: Double) {
        self.init(lower: center - halfWidth, upper: center + halfWidth)
    }

    public var width: Double { upper - lower }

    public func contains(_ value: Double) -> Bool {
        lower <= value && value <= upper
    }

    /// What both intervals contain; nil when they do not meet.
    public func intersection(_ other: Interval) -> Interval? {
        let lower = max(self.lower, other.lower)
        let upper = min(self.upper, other.upper)
        return lower <= upper ? Interval(lower: lower, upper: upper) : nil
    }
}
