// What became of a text that was offered to a running session.
public import Play
public import Scripting

/// A reload of one session, or why there was none.
public struct ReloadEvent: Sendable {
    public var sessionID: String
    public var role: PluginRole
    /// The file, as faults name it.
    public var file: String
    /// SHA-256 of the text that played, and of the one that was offered; 64 hexadecimal digits.
    public var from: String
    public var to: String
    /// The last round that was settled by then.
    public var round: Int64
    /// Why it was not taken; `nil` when it was.
    public var fault: PluginFault?

    public var isTaken: Bool { fault == nil }
}

extension ReloadEvent {
    /// One line for people, and the fault's own lines when there is one.
    public var text: String {
        let who = "session \(sessionID.prefix(8))"
        guard let fault else {
            return "reload: \(file) \(from.prefix(12)) -> \(to.prefix(12)), \(who) plays it from "
                + "round \(round + 1) on"
        }
        return "reload refused: \(who) plays on with \(from.prefix(12)) after round \(round): "
            + fault.description
    }
}
