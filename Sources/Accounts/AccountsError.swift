// The one error type of this module.

/// What went wrong with money: a code for programs, one sentence for people that says what to do.
///
/// Whatever throws it leaves every value as it was.
public struct AccountsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of error; the raw value is stable and may be stored or sent.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// A currency code that is not in `Currency`.
        case currencyUnknown = "CURRENCY_UNKNOWN"
        /// Two amounts of different currencies in one calculation.
        case currencyMismatch = "CURRENCY_MISMATCH"
        /// A text that is not an exact amount in its currency.
        case amountMalformed = "AMOUNT_MALFORMED"
        /// A result that does not fit in Int64 minor units.
        case amountOverflow = "AMOUNT_OVERFLOW"
        /// A negative amount where only zero or more makes sense.
        case amountNegative = "AMOUNT_NEGATIVE"
        /// An account name or wallet id that breaks the naming rule.
        case accountNameMalformed = "ACCOUNT_NAME_MALFORMED"
        /// Wallet numbers that contradict each other, such as more held than there is.
        case walletInconsistent = "WALLET_INCONSISTENT"
        /// Limits that cannot be changed now, because sessions play under the old ones.
        case limitsInUse = "LIMITS_IN_USE"
        /// A wallet limit forbids the operation; `refusal` says which.
        case limitExceeded = "WALLET_LIMIT_EXCEEDED"
        /// An allowance or a settlement that does not belong to the wallet it was given to.
        case allowanceMismatch = "ALLOWANCE_MISMATCH"
        /// A journal entry without postings, or whose postings do not sum to zero.
        case entryUnbalanced = "ENTRY_UNBALANCED"
        /// A journal entry that would leave a wallet's account below zero.
        case accountOverdrawn = "ACCOUNT_OVERDRAWN"
    }

    /// The kind of error.
    public let code: Code
    /// One sentence that says what is wrong and what to do.
    public let description: String
    /// The refusal behind `limitExceeded`; nil for every other code.
    public let refusal: LimitRefusal?

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
        self.refusal = nil
    }

    /// The error that carries a refusal.
    public init(refusal: LimitRefusal) {
        self.code = .limitExceeded
        self.description = refusal.description
        self.refusal = refusal
    }

    /// Text from outside, made fit for one line of a message: escaped, and cut at 40 characters.
    static func quoted(_ text: String) -> String {
        let shown = text.prefix(40)
        return shown.endIndex == text.endIndex
            ? text.debugDescription : "\(String(shown).debugDescription)…"
    }
}
