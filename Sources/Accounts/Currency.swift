// A currency and how many digits its amounts have after the point.
//
// Source of the digits: ISO 4217, list one, column "Mnr unt".

/// A currency that wallets and postings may use.
public enum Currency: String, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    case aud = "AUD"
    case usd = "USD"
    case eur = "EUR"
    case jpy = "JPY"

    /// The currency with this ISO 4217 code, in capital letters as ISO writes it.
    ///
    /// Throws `currencyUnknown`, with a sentence that names the known codes.
    public init(code: String) throws(AccountsError) {
        guard let known = Currency(rawValue: code) else {
            let codes = Currency.allCases.map(\.code).joined(separator: ", ")
            throw AccountsError(
                .currencyUnknown,
                "Currency \(AccountsError.quoted(code)) is not known: use one of \(codes).")
        }
        self = known
    }

    /// The ISO 4217 code, such as `AUD`.
    public var code: String { rawValue }

    /// How many decimal digits one major unit is divided into: 2 for AUD (cents), 0 for JPY.
    public var minorDigits: Int {
        switch self {
        case .aud, .usd, .eur: 2
        case .jpy: 0
        }
    }

    /// The ISO 4217 code.
    public var description: String { code }

    /// Minor units in one major unit: 10 to the power of `minorDigits`.
    var minorUnitsPerMajor: UInt64 {
        switch minorDigits {
        case 0: 1
        case 2: 100
        default: preconditionFailure("A currency with \(minorDigits) digits has no scale here.")
        }
    }
}
