// Signals as ordinary callbacks on the loop, where all may be done that C forbids in a handler.
import CUV
import Glibc

/// Calls back each time the process receives a signal, until it is closed.
///
/// Several sources, on one loop or many, may watch the same signal: each is called. While one is
/// open the signal's default effect (such as ending the process) is off; when the last is closed it
/// is back. Signals that arrive faster than the loop turns may be reported once, as signal(7) says.
///
/// `@unchecked Sendable` for the reason that `Handle` gives.
public final class SignalSource: Handle, @unchecked Sendable {
    /// The signal it watches.
    public let signal: Signal
    private var action: (@Sendable (Signal) -> Void)?

    /// Starts watching.
    ///
    /// - Parameter action: called on the loop's thread.
    /// - Throws: `LoopError` for a signal that cannot be watched (SIGKILL, SIGSTOP).
    public init(
        on loop: Loop, _ signal: Signal, label: String, file: String = #fileID, line: Int = #line,
        _ action: @escaping @Sendable (Signal) -> Void
    ) throws(LoopError) {
        self.signal = signal
        self.action = action
        let origin = OpenHandle(kind: .signalSource, label: label, file: file, line: line)
        try unsafe super.init(on: loop, origin) {
            (loop, source: UnsafeMutablePointer<uv_signal_t>) in unsafe uv_signal_init(loop, source)
        }
        // Whoever started the process may have blocked the signal, as a thread of a dispatch pool
        // does for all that it starts; then it would never arrive.
        var watched = sigset_t()
        unsafe sigemptyset(&watched)
        unsafe sigaddset(&watched, signal.rawValue)
        unsafe pthread_sigmask(SIG_UNBLOCK, &watched, nil)
        let status = unsafe uv_signal_start(
            pointer(), { source, _ in unsafe SignalSource.owner(of: source).received() },
            signal.rawValue)
        guard status == 0 else {
            close()
            throw LoopError(status, while: "watch \(signal) for the \(origin)")
        }
    }

    override func willClose() { action = nil }

    private func received() { action?(signal) }
}
