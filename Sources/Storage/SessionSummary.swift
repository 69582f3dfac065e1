// A line of the list of sessions.

public import Play

/// What the list of sessions says of one. Amounts are minor units of `currency`.
public struct SessionSummary: Hashable, Sendable {
    public var id: String
    /// Names of the plugins.
    public var game: String
    public var strategy: String
    public var currency: String
    public var state: SessionState
    public var totals: SessionTotals
    public var balance: Int64
    /// Milliseconds since 1970-01-01.
    public var createdAt: Int64
    /// Why it stopped; `nil` while it plays and after a crash.
    public var end: SessionEnd?

    public var rounds: Int64 { totals.rounds }
    public var staked: Int64 { totals.staked }
    public var paid: Int64 { totals.paid }
    public var fees: Int64 { totals.fees }
    public var net: Int64 { totals.net }

    /// Whether it can be continued: all but after a cash-out and a finished game.
    public var isResumable: Bool { end?.isFinal != true }
}
