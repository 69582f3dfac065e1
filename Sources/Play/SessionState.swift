// The states of a session and the inputs that move it: reference contract, section 5.

/// Where a session stands.
public enum SessionState: String, CaseIterable, Hashable, Sendable, Codable {
    case idle = "Idle"
    case initialized = "Initialized"
    case probing = "Probing"
    case playing = "Playing"
    case evaluating = "Evaluating"
    case completed = "Completed"
}

/// What may happen to a session.
public enum SessionInput: String, CaseIterable, Hashable, Sendable {
    case start = "Start"
    case probe = "Probe"
    case probeComplete = "ProbeComplete"
    /// A round was settled and the session plays on.
    case spinResult = "SpinResult"
    /// The last round was settled, or the session was ended: its results are looked at.
    case lastSpinResult = "SpinResult (last)"
    case evaluateDone = "EvaluateDone"
}

/// A refused transition: the machine stays where it was.
public struct SessionTransitionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `INVALID_TRANSITION` in every case this machine knows.
    public let code = "INVALID_TRANSITION"
    public let currentState: SessionState
    public let attemptedAction: SessionInput

    public var description: String {
        "a session that is \(currentState.rawValue) can not take \(attemptedAction.rawValue)"
    }
}
