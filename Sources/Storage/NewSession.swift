// A session on its way into the store.

public import Accounts
private import Encoding
public import Play

/// A session to be created: its wallet is funded with the bankroll and held for it as a whole.
public struct NewSession: Hashable, Sendable {
    /// Its plugins must be stored, or be in the same batch.
    public var configuration: SessionConfiguration
    /// Milliseconds since 1970-01-01.
    public var createdAt: Int64
    /// The day on which its wallet starts; rounds of an earlier day are refused.
    public var day: DayKey
    /// The running digest before round 1, 64 hexadecimal digits.
    public var digest: String
    /// The shared wallet that its bankroll comes from, whose limits and fees its configuration has;
    /// `nil` for a wallet of its own. One with a name is begun by `JournalStore.begin`.
    public var walletName: String?

    /// `digest` is that of no bytes unless it is given.
    public init(
        configuration: SessionConfiguration, createdAt: Int64, day: DayKey, digest: String? = nil,
        walletName: String? = nil
    ) {
        self.configuration = configuration
        self.createdAt = createdAt
        self.day = day
        self.walletName = walletName
        self.digest = digest ?? SHA256Digest(of: []).hex
    }
}
