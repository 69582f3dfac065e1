// Exact rational numbers: chances and means of a walk never lose a digit.
//
// Chances of one call have up to 127 bits, their sums over a round a few hundred, so the integers
// behind them are of any size (package BigInt).
internal import BigInt

/// A reduced fraction with a denominator above 0.
public struct Fraction: Hashable, Sendable {
    let numerator: BigInt
    let denominator: BigInt

    init(whole numerator: BigInt, over denominator: BigInt) {
        precondition(!denominator.isZero, "a fraction over 0")
        let sign: BigInt = denominator.sign == .minus ? -1 : 1
        let common = numerator.greatestCommonDivisor(with: denominator) * sign
        self.numerator = numerator / common
        self.denominator = denominator / common
    }

    /// A whole number.
    public init(_ whole: Int64) {
        numerator = BigInt(whole)
        denominator = 1
    }

    /// `numerator` / `denominator`. The denominator must not be 0.
    public init(_ numerator: Int64, over denominator: Int64) {
        self.init(whole: BigInt(numerator), over: BigInt(denominator))
    }

    /// "p/q" in lowest terms; a whole number is "p/1". `nil` when the text is not a fraction.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let numerator = BigInt(parts[0]),
            let denominator = BigInt(parts[1]), denominator > 0
        else { return nil }
        self.init(whole: numerator, over: denominator)
    }

    public static let zero = Fraction(0)
    public static let one = Fraction(1)

    var isZero: Bool { numerator.isZero }

    /// The nearest decimal with so many digits after the point; halves away from zero.
    public func decimal(_ digits: Int) -> String {
        let scale = BigInt(10).power(max(0, digits))
        let doubled = BigInt(numerator.magnitude) * scale * 2 + denominator
        let units = String((doubled / (denominator * 2)).magnitude)
        let sign = numerator.sign == .minus && units.contains { $0 != "0" } ? "-" : ""
        guard digits > 0 else { return sign + units }
        let padded = String(repeating: "0", count: max(0, digits + 1 - units.count)) + units
        return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
    }

    /// The nearest double, to about one unit in its last place.
    public var double: Double {
        let shift = 64 + max(0, denominator.bitWidth - numerator.bitWidth)
        let quotient = (BigInt(numerator.magnitude) << shift) / denominator
        let magnitude = Double(sign: .plus, exponent: -shift, significand: Double(quotient))
        return numerator.sign == .minus ? -magnitude : magnitude
    }
}

extension Fraction: CustomStringConvertible {
    public var description: String { "\(numerator)/\(denominator)" }
}

extension Fraction: Comparable {
    public static func < (left: Fraction, right: Fraction) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    public static func + (left: Fraction, right: Fraction) -> Fraction {
        Fraction(
            whole: left.numerator * right.denominator + right.numerator * left.denominator,
            over: left.denominator * right.denominator)
    }

    public static func - (left: Fraction, right: Fraction) -> Fraction {
        Fraction(
            whole: left.numerator * right.denominator - right.numerator * left.denominator,
            over: left.denominator * right.denominator)
    }

    public static func * (left: Fraction, right: Fraction) -> Fraction {
        Fraction(
            whole: left.numerator * right.numerator, over: left.denominator * right.denominator)
    }

    /// The divisor must not be 0.
    public static func / (left: Fraction, right: Fraction) -> Fraction {
        Fraction(
            whole: left.numerator * right.denominator, over: left.denominator * right.numerator)
    }

    static func += (left: inout Fraction, right: Fraction) { left = left + right }
}
