// What a session may spend of a shared wallet's day, as of one commit.

public import Accounts

/// What a session holds of a shared wallet's day.
public struct AllowanceGrant: Hashable, Sendable {
    /// The wallet's day. It never goes back, so a session whose own day is earlier goes on to it.
    public var day: DayKey
    /// What it may spend on that day beyond what is committed, in minor units; `nil` without a
    /// limit.
    public var dayLeft: Int64?
    /// What of `dayLeft` is new, in minor units.
    public var added: Int64
    /// Why it does not hold as much as was needed at least; `nil` when it does.
    public var refusal: LimitRefusal?

    public init(day: DayKey, dayLeft: Int64?, added: Int64, refusal: LimitRefusal? = nil) {
        self.day = day
        self.dayLeft = dayLeft
        self.added = added
        self.refusal = refusal
    }
}
