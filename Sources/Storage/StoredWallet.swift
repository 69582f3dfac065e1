// A shared wallet as it is read back.

public import Accounts

/// A shared wallet and who holds what of it, as of one committed transaction.
public struct StoredWallet: Hashable, Sendable {
    /// A session's part.
    public struct Part: Hashable, Sendable {
        public var sessionID: String
        /// What it has, in minor units.
        public var balance: Int64
        /// What it may spend on `day` beyond what is committed; `nil` without a limit.
        public var dayLeft: Int64?
        public var day: DayKey
    }

    public var wallet: Wallet
    /// Sessions that play on it now, or did when the process that wrote last was killed.
    public var parts: [Part]
    /// All sessions that ever played on it.
    public var sessions: Int64

    public var name: String { wallet.id }
}
