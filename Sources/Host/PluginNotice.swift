// What a watch has to say of a plugin's file, beside what sessions make of its text.
public import Scripting

/// Something about a watched file that its author should hear of.
public enum PluginNotice: Sendable {
    /// Its text does not load; sessions keep what they play.
    case broken(file: String, fault: PluginFault)
    /// It is gone, or can not be read; sessions keep what they play.
    case unreadable(file: String, fault: PluginFault)
    /// It can not be watched: changes are seen when they are asked for.
    case unwatched(file: String, reason: String)

    /// Lines for people.
    public var text: String {
        switch self {
        case .broken(_, let fault):
            "reload refused: the text does not load, and sessions play on with what they have: "
                + fault.description
        case .unreadable(let file, let fault):
            "reload: \(file): \(fault.message); sessions play on with what they have"
        case .unwatched(let file, let reason):
            "reload: \(file) is not watched: \(reason)"
        }
    }
}
