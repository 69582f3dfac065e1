// Why a session stopped playing.

/// Why a session stopped, and whether it can be continued.
public struct SessionEnd: Hashable, Sendable, Codable {
    public enum Reason: String, CaseIterable, Hashable, Sendable, Codable {
        /// All rounds that were asked for are played.
        case rounds
        /// The time that was asked for is over.
        case time
        /// It won, or lost, as much as was asked for.
        case profit
        case loss
        /// Its balance does not cover the smallest stake and the fees of a round.
        case ruin
        case cashOut = "cash_out"
        /// A wallet limit; `detail` says which.
        case limit = "WALLET_LIMIT_EXCEEDED"
        case fault
        case gameOver = "game_over"
        /// The user or the system asked it to stop.
        case interrupted
    }

    public var reason: Reason
    /// A sentence for people.
    public var detail: String

    public init(reason: Reason, detail: String) {
        self.reason = reason
        self.detail = detail
    }

    /// Whether the session is over for good: a cash-out and a finished game are; a session that ran
    /// into a limit, a fault or an interruption can be continued.
    public var isFinal: Bool { reason == .cashOut || reason == .gameOver }
}
