// How much of a session a strategy may see: reference contract, section 6.
internal import CLuaBridge

/// The levels of context, each with all fields of the one before.
public enum ContextLevel: String, CaseIterable, Hashable, Sendable, Codable {
    /// `session_id, game_id, round, balance, currency, stakes, legal, view`.
    case bootstrap
    /// Also `state, last`.
    case play
    /// Also `metrics, rewards`.
    case summary

    var code: Int32 {
        switch self {
        case .bootstrap: SG_CONTEXT_BOOTSTRAP
        case .play: SG_CONTEXT_PLAY
        case .summary: SG_CONTEXT_SUMMARY
        }
    }
}
