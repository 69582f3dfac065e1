// Timers on the monotonic clock: never early, never drifting.
//
// libuv counts whole milliseconds from a clock it reads once a turn, so a timer of its own is up to
// a millisecond early and, after a long callback, early by as long as the callback ran. Here the
// deadline is kept in nanoseconds and handed to libuv as the first millisecond that is not before.
import CUV

/// Calls back once or again and again.
///
/// A timer fires at its deadline or later: by up to a millisecond, plus what the loop is doing.
/// Timers due in the same millisecond fire in the order they were started. One handle serves for
/// any number of starts; thousands of them cost a heap entry each.
///
/// `@unchecked Sendable` for the reason that `Handle` gives.
public final class Timer: Handle, @unchecked Sendable {
    private var action: (@Sendable (Timer) -> Void)?
    /// Nanoseconds on the clock of `uv_hrtime`.
    private var deadline: UInt64 = 0
    /// Nanoseconds; 0 when the timer fires once.
    private var period: UInt64 = 0

    /// Makes a timer that is not started.
    ///
    /// - Parameter action: called on the loop's thread with the timer itself.
    /// - Throws: `LoopError`, in practice never: libuv's timers need nothing of the system.
    public convenience init(
        on loop: Loop, label: String, file: String = #fileID, line: Int = #line,
        _ action: @escaping @Sendable (Timer) -> Void
    ) throws(LoopError) {
        let origin = OpenHandle(kind: .timer, label: label, file: file, line: line)
        try self.init(on: loop, origin, isPart: false, action)
    }

    /// A timer that another handle needs for itself: `isPart`.
    init(
        on loop: Loop, _ origin: OpenHandle, isPart: Bool,
        _ action: @escaping @Sendable (Timer) -> Void
    ) throws(LoopError) {
        self.action = action
        try unsafe super.init(on: loop, origin, isPart: isPart) {
            (loop, timer: UnsafeMutablePointer<uv_timer_t>) in unsafe uv_timer_init(loop, timer)
        }
    }

    /// Whether it will fire.
    public var isStarted: Bool {
        loop.requireOnLoop("Timer.isStarted")
        return unsafe uv_is_active(pointer()) != 0
    }

    /// Starts it, or starts it anew.
    ///
    /// - Parameters:
    ///   - delay: until the first call, from now. Less than zero is as soon as possible; more than
    ///     90 years is 90 years.
    ///   - period: between calls after the first, at least 1 ms; nil fires once. Calls keep to the
    ///     grid that the first one began; those the loop was too busy for are skipped, not made up.
    public func start(after delay: Duration, every period: Duration? = nil) {
        requireOpen("Timer.start")
        if let period, period < Limits.timerPeriodMin {
            fatalError("\(origin) needs a period of 1 ms or more, not \(period)")
        }
        self.period = period.map(Timer.nanoseconds) ?? 0
        self.deadline = uv_hrtime() + Timer.nanoseconds(delay)
        arm()
    }

    /// Stops it; it may be started again. Without effect when it is not started.
    public func cancel() {
        requireOpen("Timer.cancel")
        unsafe uv_timer_stop(pointer())
    }

    override func willClose() { action = nil }

    private func arm() {
        let due = (deadline + 999_999) / 1_000_000
        let now = unsafe uv_now(loop.raw)
        // libuv adds the delay to the same `now`, so it does not matter how stale that is.
        // Never 0: libuv runs such timers in the turn that started them, so one that starts itself
        // again would keep everything else waiting.
        let delay = due > now ? due - now : 1
        let status = unsafe uv_timer_start(
            pointer(), { unsafe Timer.owner(of: $0).fire() }, delay, 0)
        guard status == 0 else { fatalError("\(LoopError(status, while: "start the \(origin)"))") }
    }

    private func fire() {
        if period > 0 {
            // Before the action, so that the action may cancel, start anew or close.
            let late = max(uv_hrtime(), deadline) - deadline
            deadline += (late / period + 1) * period
            arm()
        }
        action?(self)
    }

    /// Between 0 and the longest delay, so that neither negating nor adding can overflow.
    private static func nanoseconds(_ duration: Duration) -> UInt64 {
        let bounded = min(max(duration, .zero), Limits.timerDelayMax).components
        return UInt64(bounded.seconds) * 1_000_000_000 + UInt64(bounded.attoseconds / 1_000_000_000)
    }
}

extension Loop {
    /// Calls `action` once on the loop's thread, after `delay`, and closes the timer by itself.
    ///
    /// - Returns: the timer, for whoever wants to `close()` it before it fires.
    @discardableResult
    public func after(
        _ delay: Duration, label: String, file: String = #fileID, line: Int = #line,
        _ action: @escaping @Sendable () -> Void
    ) throws(LoopError) -> Timer {
        let timer = try Timer(on: self, label: label, file: file, line: line) { timer in
            timer.close()
            action()
        }
        timer.start(after: delay)
        return timer
    }
}
