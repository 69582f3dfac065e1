// What guards the process of an isolated plugin.
internal import CLuaBridge

/// The fences that are in force around a plugin's process. What is missing the system refused.
public struct ProcessGuards: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Only the system calls of an allow list; any other ends the process.
    public static let systemCalls = ProcessGuards(rawValue: 1)
    /// No program that it could start would have more rights.
    public static let noNewPrivileges = ProcessGuards(rawValue: 2)
    /// Limits on processor time, memory, files, processes and core dumps.
    public static let limits = ProcessGuards(rawValue: 4)
    /// A network without interfaces.
    public static let network = ProcessGuards(rawValue: 8)
    /// An empty, read-only file system.
    public static let files = ProcessGuards(rawValue: 16)
    /// System V objects and host names of its own.
    public static let ipc = ProcessGuards(rawValue: 32)
    /// No privileges; the user nobody, when the host is root.
    public static let user = ProcessGuards(rawValue: 64)
    /// The system ends it with the host.
    public static let diesWithHost = ProcessGuards(rawValue: 128)

    private static let names: [(guard: ProcessGuards, name: String)] = [
        (.systemCalls, "system-call filter"), (.noNewPrivileges, "no new privileges"),
        (.limits, "resource limits"), (.network, "no network"), (.files, "no files"),
        (.ipc, "own IPC and host name"), (.user, "no privileges"),
        (.diesWithHost, "ends with the host"),
    ]

    /// Names of those in force.
    public var active: [String] {
        ProcessGuards.names.filter { contains($0.guard) }.map(\.name)
    }

    /// Names of those that the system refused.
    public var missing: [String] {
        ProcessGuards.names.filter { !contains($0.guard) }.map(\.name)
    }
}
