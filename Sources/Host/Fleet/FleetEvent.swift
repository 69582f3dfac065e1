// What happens in a fleet, for whoever writes it down.

/// One thing that happened.
public struct FleetEvent: Hashable, Sendable {
    public enum Level: String, CaseIterable, Hashable, Sendable {
        case info
        case warning
        case error
    }

    public var level: Level
    public var message: String
    /// Names and values beside the message: session, from, to, rounds.
    public var details: [String: String]

    public init(_ level: Level, _ message: String, _ details: [String: String] = [:]) {
        self.level = level
        self.message = message
        self.details = details
    }

    /// Takes events on the core loop's thread.
    public typealias Sink = @Sendable (FleetEvent) -> Void
}
