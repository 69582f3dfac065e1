// One value of a table: exact in CSV and in the page's source, rounded where people read it.
internal import Accounts

/// A cell of a `DataTable`.
enum DataCell: Hashable, Sendable {
    case text(String)
    /// A number that is a text already, such as an amount.
    case figure(String)
    case count(Int64)
    /// A number, and to how many decimals people read it.
    case number(Double, decimals: Int)
    case money(Int64, Currency)
    /// A number with its sign, and a star beside it where it is shown to be real.
    case starred(Double, decimals: Int, isReal: Bool)
    /// There is no value.
    case none

    /// A number, or nothing.
    static func optional(_ value: Double?, decimals: Int) -> DataCell {
        value.map { .number($0, decimals: decimals) } ?? .none
    }

    /// A share of one, with so many digits that small ones are not lost.
    static func share(_ value: Double) -> DataCell {
        .number(value, decimals: value != 0 && abs(value) < 0.001 ? 9 : 6)
    }

    /// For programs: a decimal point, no groups, every digit that there is. Empty for no value.
    var exact: String {
        switch self {
        case .text(let text), .figure(let text): text
        case .count(let value): String(value)
        case .number(let value, _), .starred(let value, _, _): DataCell.exact(value)
        case .money(let units, let currency):
            Amount(minorUnits: units, currency: currency).text
        case .none: ""
        }
    }

    /// For people.
    var shown: String {
        switch self {
        case .text(let text), .figure(let text): text
        case .count(let value): Figures.grouped(value)
        case .number(let value, let decimals):
            value.isFinite ? Figures.decimals(value, decimals) : DataCell.exact(value)
        case .starred(let value, let decimals, let isReal):
            Figures.signed(value, decimals) + (isReal ? " *" : "")
        case .money: exact
        case .none: "-"
        }
    }

    var isNumeric: Bool {
        switch self {
        case .text: false
        default: true
        }
    }

    private static func exact(_ value: Double) -> String {
        guard value.isFinite else {
            return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
        }
        if let whole = Int64(exactly: value), abs(whole) < 1 << 53 { return String(whole) }
        return "\(value)"
    }
}
