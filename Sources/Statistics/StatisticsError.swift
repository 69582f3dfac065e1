// The one error of this module: a number from outside that no statistic here can use.

/// A number that a comparison or an interval cannot work with.
public struct StatisticsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of number was refused.
    public enum Code: Sendable, Equatable {
        /// The error level is not strictly between 0 and 1/2.
        case levelOutOfRange
        /// The margin is negative, infinite or not a number.
        case marginOutOfRange
        /// The bounds of an endpoint are not two finite numbers, the lower one first.
        case boundsOutOfOrder
        /// A count of pairs, cells or experiments is too small, too large or contradicts another.
        case countOutOfRange
        /// An assumed skewness is negative, infinite or not a number.
        case skewnessOutOfRange
        /// Two amounts of Elo are out of order or too large.
        case eloOutOfRange
        /// A wanted precision is not above 0.
        case precisionOutOfRange
        /// A sample is infinite or not a number.
        case sampleNotFinite
        /// A difference lies outside the bounds that were promised for it.
        case differenceOutOfBounds
    }

    public let code: Code
    /// One sentence: what is wrong and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
