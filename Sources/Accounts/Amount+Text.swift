// Amounts from decimal text and back, exactly: nothing is rounded and nothing is guessed.
//
// An amount is written   digits [ "." digits ]   with an optional "-" in front where a sign is
// allowed, at least one digit on each side of the point, and after it at most the digits of the
// currency. Everything else is refused with a sentence that says what to write.

extension Amount: CustomStringConvertible {
    /// Whether a text may begin with a minus sign.
    public enum Sign: Hashable, Sendable {
        /// Only zero or more: stakes, limits, balances.
        case refused
        /// Any value: adjustments, net results.
        case allowed
    }

    /// The longest text that is looked at, in UTF-8 bytes. The longest exact amount has 21; the
    /// rest leaves room for leading zeros.
    public static let textBytesMax = 64

    /// The amount that a decimal text such as `10.50` says.
    ///
    /// Throws `amountMalformed` or `amountOverflow`, with a sentence that says what to write.
    public init(
        parsing text: String, in currency: Currency, sign: Sign = .refused
    ) throws(AccountsError) {
        let bytes = Array(text.utf8.prefix(Amount.textBytesMax + 1))
        if let advice = Amount.adviceOnForm(bytes, text, currency, sign) {
            throw AccountsError(.amountMalformed, advice)
        }
        let isNegative = bytes.first == ascii("-")
        let parts = bytes.drop { $0 == ascii("-") }.split(
            separator: ascii("."), omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? parts[1] : []
        if let advice = Amount.adviceOnParts(parts, text, currency) {
            throw AccountsError(.amountMalformed, advice)
        }
        let padding = [UInt8](
            repeating: ascii("0"), count: currency.minorDigits - fraction.count)
        // The magnitude of Int64.min is one more than Int64.max, so it is built unsigned.
        var magnitude: UInt64? = 0
        for digit in parts[0] + fraction + padding {
            magnitude = magnitude.flatMap { Amount.appending(digit: digit, to: $0) }
        }
        guard let magnitude,
            let value = isNegative
                ? Int64(exactly: -Int128(magnitude)) : Int64(exactly: magnitude)
        else {
            throw .overflow(AccountsError.quoted(text), currency)
        }
        self.init(minorUnits: value, currency: currency)
    }

    /// The value as decimal text with all digits of the currency and no currency: `10.50`.
    public var text: String {
        let sign = minorUnits < 0 ? "-" : ""
        let (major, minor) = minorUnits.magnitude.quotientAndRemainder(
            dividingBy: currency.minorUnitsPerMajor)
        guard currency.minorDigits > 0 else { return "\(sign)\(major)" }
        let digits = String(minor)
        let zeros = String(repeating: "0", count: currency.minorDigits - digits.utf8.count)
        return "\(sign)\(major).\(zeros)\(digits)"
    }

    /// The value and its currency: `10.50 AUD`.
    public var description: String { "\(text) \(currency.code)" }

    /// What is wrong with the characters of a text; nil when they are digits and points, with a
    /// minus sign in front at most.
    private static func adviceOnForm(
        _ bytes: [UInt8], _ text: String, _ currency: Currency, _ sign: Sign
    ) -> String? {
        let example = currency.minorDigits == 0 ? "1050" : "10.50"
        let shown = AccountsError.quoted(text)
        guard text.contains(where: { !$0.isWhitespace }) else {
            return "The amount is missing: write a number such as \(example)."
        }
        guard bytes.count <= textBytesMax else {
            return "Amount \(shown) is too long: write at most \(textBytesMax) characters."
        }
        if text.contains(where: \.isWhitespace) {
            return "Amount \(shown) contains a blank: write it without, such as \(example)."
        }
        let word = text.lowercased().drop { $0 == "-" || $0 == "+" }
        if ["inf", "infinity", "nan"].contains(String(word)) {
            return "Amount \(shown) is not a finite number: write one such as \(example)."
        }
        if bytes.first == ascii("+") {
            return "Amount \(shown) begins with a plus sign: write it without."
        }
        if bytes.first == ascii("-"), sign == .refused {
            return "Amount \(shown) is negative: write zero or more, such as \(example)."
        }
        let unsigned = bytes.first == ascii("-") ? bytes.dropFirst() : bytes[...]
        guard let odd = unsigned.firstIndex(where: { !isDigit($0) && $0 != ascii(".") }) else {
            return nil
        }
        switch unsigned[odd] {
        case ascii("e"), ascii("E"):
            return "Amount \(shown) has an exponent: write all digits, such as \(example)."
        case ascii(","), ascii("_"), ascii("'"):
            return "Amount \(shown) has a separator: write digits and at most one point, such as "
                + "\(example)."
        default:
            return "Amount \(shown) is not a number: write only digits and at most one point, such "
                + "as \(example)."
        }
    }

    /// What is wrong with the digits before and after the point; nil when nothing is.
    private static func adviceOnParts(
        _ parts: [ArraySlice<UInt8>], _ text: String, _ currency: Currency
    ) -> String? {
        let shown = AccountsError.quoted(text)
        guard parts.count <= 2 else {
            return "Amount \(shown) has more than one point: write at most one."
        }
        guard parts.allSatisfy({ !$0.isEmpty }) else {
            return parts.count == 2
                ? "Amount \(shown) lacks a digit beside its point: write one before and one after."
                : "Amount \(shown) has no digits: write a number after the sign."
        }
        guard parts.count == 1 || parts[1].count <= currency.minorDigits else {
            return currency.minorDigits == 0
                ? "Amount \(shown) has a fraction, and \(currency) has none: write a whole number."
                : "Amount \(shown) has more digits after the point than \(currency) has: write at "
                    + "most \(currency.minorDigits)."
        }
        return nil
    }

    private static func appending(digit: UInt8, to magnitude: UInt64) -> UInt64? {
        let (shifted, overflowed) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carried) = shifted.addingReportingOverflow(UInt64(digit - ascii("0")))
        return overflowed || carried ? nil : sum
    }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= ascii("0") && byte <= ascii("9") }

private func ascii(_ character: Unicode.Scalar) -> UInt8 { UInt8(ascii: character) }
