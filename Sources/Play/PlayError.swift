// What can be wrong with a session before or beside its rounds.
public import Scripting

/// An error of the play loop, with one of the contract's codes.
public struct PlayError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, CaseIterable, Hashable, Sendable {
        case invalidInput = "INVALID_INPUT"
        case notFound = "NOT_FOUND"
        case stateError = "STATE_ERROR"
        /// The stored rounds can not be played again by this program and these plugins. In lower
        /// case, as the design names it; the contract's own codes are in upper case.
        case replayIncompatible = "replay_incompatible"
        case pluginFault = "PLUGIN_FAULT"
    }

    public let code: Code
    /// What happened and what to do.
    public let description: String
    /// The fault behind it, when a plugin caused it.
    public let fault: PluginFault?

    public init(_ code: Code, _ description: String, fault: PluginFault? = nil) {
        self.code = code
        self.description = description
        self.fault = fault
    }

    /// A fault as what stopped the work.
    public init(_ fault: PluginFault) {
        self.init(.pluginFault, fault.description, fault: fault)
    }
}
