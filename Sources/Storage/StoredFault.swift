// A plugin's fault as the store keeps it.

/// A fault of a plugin: what happened, where, and what it cost.
public struct StoredFault: Hashable, Sendable {
    public var sessionID: String
    /// The round that was voided: the one after the last that was settled.
    public var round: Int64
    /// "strategy" or "game".
    public var role: String
    /// A stable name, such as "fuel_exhausted".
    public var kind: String
    /// The plugin's file, as it was named when loaded.
    public var file: String
    /// `nil` when no line is known.
    public var line: Int?
    /// The call that failed: "load", "start", "decide", "learn", "step", ...
    public var call: String
    public var message: String
    public var traceback: String
    /// Units of about one token.
    public var fuelUsed: Int64
    public var fuelBudget: Int64
    /// Milliseconds since 1970-01-01.
    public var at: Int64

    public init(
        sessionID: String, round: Int64, role: String, kind: String, file: String, line: Int?,
        call: String, message: String, traceback: String, fuelUsed: Int64, fuelBudget: Int64,
        at: Int64
    ) {
        self.sessionID = sessionID
        self.round = round
        self.role = role
        self.kind = kind
        self.file = file
        self.line = line
        self.call = call
        self.message = message
        self.traceback = traceback
        self.fuelUsed = fuelUsed
        self.fuelBudget = fuelBudget
        self.at = at
    }
}
