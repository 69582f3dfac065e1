// The name of something that lives on a loop: what it is, what it is called, who made it.

/// What is known of a handle: enough to find the line that forgot to close it.
public struct OpenHandle: Hashable, Sendable {
    /// What the handle does. The raw value is the word used in messages.
    public enum Kind: String, Sendable {
        case timer = "timer"
        case signalSource = "signal source"
        case fileWatch = "file watch"
        case childProcess = "child process"
        case childOutput = "child output"
        case backgroundWork = "background work"
        case localServer = "local server"
        case localConnection = "local connection"
    }

    public let kind: Kind
    /// The name its maker gave it.
    public let label: String
    /// `#fileID` of the line that made it: module and file.
    public let file: String
    /// Line in `file`, from 1.
    public let line: Int
}

extension OpenHandle: CustomStringConvertible {
    /// Such as `timer 'autosave' made at Host/Catalogue.swift:31`.
    public var description: String { "\(kind.rawValue) '\(label)' made at \(file):\(line)" }
}
