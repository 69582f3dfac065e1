// The end of a session as the store keeps it.

public import Play

/// Why a session stopped, and its totals then: faults and fuel of voided rounds are in no chunk.
public struct StoredEnd: Hashable, Sendable {
    public var sessionID: String
    public var end: SessionEnd
    public var totals: SessionTotals

    public init(sessionID: String, end: SessionEnd, totals: SessionTotals) {
        self.sessionID = sessionID
        self.end = end
        self.totals = totals
    }
}
