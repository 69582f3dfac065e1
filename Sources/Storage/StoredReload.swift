// Reloads as the store keeps them.

public import Play

/// A text that took the place of another, with the chunks before it and the checkpoint that the
/// session goes on from in the same batch.
public struct StoredReload: Hashable, Sendable {
    public var sessionID: String
    public var reload: PluginReload
    /// Milliseconds since 1970-01-01.
    public var at: Int64

    public init(sessionID: String, reload: PluginReload, at: Int64) {
        self.sessionID = sessionID
        self.reload = reload
        self.at = at
    }
}

/// A text that was not taken: the old one played on.
public struct StoredReloadRefusal: Hashable, Sendable {
    public var sessionID: String
    /// The last round settled when it was refused.
    public var round: Int64
    public var role: PluginRole
    /// SHA-256 of the text that was refused, which is not stored; 64 hexadecimal digits.
    public var hash: String
    public var file: String
    /// `nil` when no line is known.
    public var line: Int?
    /// What failed: "load", "migrate", "decide", "step", ..., or "reload" for a manifest that the
    /// session can not go on with.
    public var call: String
    public var message: String
    /// Milliseconds since 1970-01-01.
    public var at: Int64
    /// How often this text came; the rest is of the last time.
    public var times: Int64

    public init(
        sessionID: String, round: Int64, role: PluginRole, hash: String, file: String, line: Int?,
        call: String, message: String, at: Int64, times: Int64 = 1
    ) {
        self.sessionID = sessionID
        self.round = round
        self.role = role
        self.hash = hash
        self.file = file
        self.line = line
        self.call = call
        self.message = message
        self.at = at
        self.times = times
    }
}
