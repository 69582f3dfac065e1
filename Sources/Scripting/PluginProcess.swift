// What a plugin in a process of its own needs of the host: somebody who starts and ends processes.

/// Why an isolated plugin answers no more.
public enum PluginLoss: Hashable, Sendable {
    /// A request took longer than its time.
    case timedOut
    /// The process ended by itself, or somebody ended it.
    case ended
    /// It sent what no plugin's process sends.
    case untrustworthy
}

/// A process that one plugin lives in. Any thread.
public protocol PluginProcess: AnyObject, Sendable {
    /// The connected socket to it; the caller owns it from now on. Called once.
    func takeDescriptor() -> Int32

    /// Ends the process; without effect when it has ended.
    ///
    /// - Parameter loss: why, when the plugin was lost; `nil` when it is done with.
    /// - Returns: how the process ended by itself, for people: "it was killed by SIGSYS"; `nil`
    ///   when there is nothing to tell.
    func end(after loss: PluginLoss?) -> String?
}

/// Starts processes for plugins. Any thread.
public protocol PluginLauncher: Sendable {
    /// Wall time that one call of a plugin may take before its own process stops it, milliseconds.
    var callMilliseconds: Int64 { get }

    /// Wall time after which the process is killed: for what can not be stopped from inside.
    var requestMilliseconds: Int64 { get }

    /// Starts a process for a plugin.
    ///
    /// - Parameters:
    ///   - file: how faults name the plugin.
    ///   - identity: the hash of its text, which its ends are counted under.
    /// - Throws: a fault with the kind `process` when the system starts none, `quarantined` when
    ///   the plugin is not to be started again.
    func launch(file: String, identity: String) throws(PluginFault) -> any PluginProcess
}

/// Where a plugin's state lives. What it does is the same in both.
public enum PluginTier: Sendable {
    /// In this process, metered.
    case inProcess
    /// In a process of its own that may do nothing else.
    case process(any PluginLauncher)
}
