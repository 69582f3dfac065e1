// A shared wallet on its way into the store.

public import Accounts

/// A wallet to be created, for sessions to share.
public struct NewWallet: Hashable, Sendable {
    /// 1 to 64 lower-case letters, digits, dots, dashes and underlines; begins with a letter.
    public var name: String
    public var currency: Currency
    /// Minor units.
    public var balance: Int64
    public var limits: WalletLimits
    /// The day that it begins on.
    public var day: DayKey

    public init(
        name: String, currency: Currency, balance: Int64, limits: WalletLimits, day: DayKey
    ) {
        self.name = name
        self.currency = currency
        self.balance = balance
        self.limits = limits
        self.day = day
    }

    /// Whether the name is as it has to be. A session's id begins with a digit, or has 36 letters.
    var isNamedWell: Bool {
        let bytes = name.utf8
        guard (1...64).contains(bytes.count), bytes.count != 36, let first = bytes.first,
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
        else { return false }
        return bytes.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
