// The session state machine as a pure function; who calls it stores, logs and counts.

/// Moves a session from state to state, exactly along the contract's table.
public enum SessionStateMachine {
    /// The state after an input. Throws when the table has no such row.
    public static func next(
        _ state: SessionState, _ input: SessionInput
    ) throws(SessionTransitionError) -> SessionState {
        switch (state, input) {
        case (.idle, .start): return .initialized
        case (.initialized, .probe): return .probing
        case (.probing, .probeComplete): return .playing
        case (.playing, .spinResult): return .playing
        case (.playing, .lastSpinResult): return .evaluating
        case (.evaluating, .evaluateDone): return .completed
        default:
            throw SessionTransitionError(currentState: state, attemptedAction: input)
        }
    }
}

/// A transition that happened, as it is stored.
public struct SessionTransition: Hashable, Sendable {
    public let from: SessionState
    public let input: SessionInput
    public let to: SessionState
    /// Rounds settled when it happened.
    public let rounds: Int64

    public init(from: SessionState, input: SessionInput, to: SessionState, rounds: Int64) {
        self.from = from
        self.input = input
        self.to = to
        self.rounds = rounds
    }
}
