// An exact amount of money: Int64 minor units and a currency. Text is in Amount+Text.swift.

/// An exact amount of money.
///
/// There is no `<`: amounts of different currencies have no order, so comparing throws instead.
/// Equality is exact: one dollar AUD is not one dollar USD.
public struct Amount: Hashable, Sendable {
    /// The value in minor units of `currency`: cents for AUD, whole yen for JPY. May be negative.
    public let minorUnits: Int64
    /// The currency of the minor units.
    public let currency: Currency

    /// An amount of so many minor units.
    public init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Nothing, in a currency.
    public static func zero(_ currency: Currency) -> Amount {
        Amount(minorUnits: 0, currency: currency)
    }

    /// The sum. Throws `currencyMismatch` or `amountOverflow`.
    public func adding(_ other: Amount) throws(AccountsError) -> Amount {
        try requireSameCurrency(as: other)
        return try exactly(minorUnits.addingReportingOverflow(other.minorUnits)) {
            "\(self) plus \(other)"
        }
    }

    /// The difference. Throws `currencyMismatch` or `amountOverflow`.
    public func subtracting(_ other: Amount) throws(AccountsError) -> Amount {
        try requireSameCurrency(as: other)
        return try exactly(minorUnits.subtractingReportingOverflow(other.minorUnits)) {
            "\(self) minus \(other)"
        }
    }

    /// The product with a whole number. Throws `amountOverflow`.
    public func multiplied(by factor: Int64) throws(AccountsError) -> Amount {
        try exactly(minorUnits.multipliedReportingOverflow(by: factor)) {
            "\(self) times \(factor)"
        }
    }

    /// The amount with the other sign. Throws `amountOverflow` for the one value that has none.
    public func negated() throws(AccountsError) -> Amount {
        try Amount.zero(currency).subtracting(self)
    }

    /// Whether this is less than the other. Throws `currencyMismatch`.
    public func isLess(than other: Amount) throws(AccountsError) -> Bool {
        try requireSameCurrency(as: other)
        return minorUnits < other.minorUnits
    }

    /// Whether this is less than the other or the same. Throws `currencyMismatch`.
    public func isAtMost(_ other: Amount) throws(AccountsError) -> Bool {
        try requireSameCurrency(as: other)
        return minorUnits <= other.minorUnits
    }

    private func requireSameCurrency(as other: Amount) throws(AccountsError) {
        guard currency == other.currency else {
            throw AccountsError(
                .currencyMismatch,
                "\(self) and \(other) are in different currencies: convert one of them first.")
        }
    }

    private func exactly(
        _ result: (partialValue: Int64, overflow: Bool), _ calculation: () -> String
    ) throws(AccountsError) -> Amount {
        guard !result.overflow else { throw .overflow(calculation(), currency) }
        return Amount(minorUnits: result.partialValue, currency: currency)
    }
}

extension AccountsError {
    /// The error of a result that does not fit; `calculation` is a noun phrase.
    static func overflow(_ calculation: String, _ currency: Currency) -> AccountsError {
        let largest = Amount(minorUnits: .max, currency: currency)
        return AccountsError(
            .amountOverflow, "\(calculation) is over the largest amount, \(largest): use less.")
    }
}
