// The signals of the operating system, by name.
import Glibc

/// A signal's number, with a name for people.
public struct Signal: RawRepresentable, Hashable, Sendable {
    /// The number the system uses.
    public let rawValue: CInt

    public init(rawValue: CInt) { self.rawValue = rawValue }

    /// SIGINT: Ctrl-C.
    public static let interrupt = Signal(rawValue: SIGINT)
    /// SIGTERM: the polite end that service managers send first.
    public static let terminate = Signal(rawValue: SIGTERM)
    /// SIGKILL: cannot be caught, so it can be sent but not watched.
    public static let kill = Signal(rawValue: SIGKILL)
    /// SIGHUP: the terminal is gone, or "read your configuration again".
    public static let hangUp = Signal(rawValue: SIGHUP)
    /// SIGPIPE: nobody reads any more what was just written.
    public static let brokenPipe = Signal(rawValue: SIGPIPE)
    /// SIGUSR1.
    public static let user1 = Signal(rawValue: SIGUSR1)
    /// SIGUSR2.
    public static let user2 = Signal(rawValue: SIGUSR2)
    /// SIGWINCH: the terminal has another size.
    public static let windowChanged = Signal(rawValue: SIGWINCH)
}

extension Signal: CustomStringConvertible {
    /// The name from signal(7) for the signals above, else the number.
    public var description: String {
        switch self {
        case .interrupt: "SIGINT"
        case .terminate: "SIGTERM"
        case .kill: "SIGKILL"
        case .hangUp: "SIGHUP"
        case .user1: "SIGUSR1"
        case .user2: "SIGUSR2"
        case .windowChanged: "SIGWINCH"
        default: "signal \(rawValue)"
        }
    }
}
