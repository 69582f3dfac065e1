// The libuv loop: its thread, its turns, and an orderly end that names what was left open.
import CUV

/// A libuv loop and the thread that owns it.
///
/// A loop made with `init` belongs to the thread that made it: make handles, `run()`, `close()`
/// there. `LoopThread` makes one with a thread of its own. `post`, `stop`, `isOnLoop` and the
/// executor may be used from any thread; everything else traps off the loop's thread.
/// ```swift
/// let loop = try Loop(label: "core")
/// let signals = try SignalSource(on: loop, .interrupt, label: "drain") { _ in loop.stop() }
/// loop.run()
/// signals.close()
/// for handle in loop.close() { print("left open: \(handle)") }
/// ```
/// `@unchecked Sendable`: `raw`, its own two handles and the variables are touched after
/// `requireOnLoop`, so by one thread only; everything else is constant and `Sendable`.
@safe
public final class Loop: @unchecked Sendable {
    /// The name used in messages.
    public let label: String
    /// Runs actors and tasks on this loop.
    public let executor: LoopExecutor
    let raw: UnsafeMutablePointer<uv_loop_t>
    private let inbox: Inbox
    private let wakeup: UnsafeMutablePointer<uv_async_t>
    private let beforeWait: UnsafeMutablePointer<uv_prepare_t>
    private var isRunning = false
    private var isClosed = false
    /// Background work that was begun and not yet answered, by number.
    private var requests: [Int: OpenHandle] = [:]
    private var requestCount = 0

    /// Makes a loop that belongs to the calling thread. It must be closed before it is let go.
    ///
    /// - Throws: `LoopError` when the system refuses the descriptors a loop needs.
    public convenience init(label: String) throws(LoopError) {
        try self.init(unowned: label)
        adoptCurrentThread()
    }

    /// Makes a loop that belongs to no thread yet.
    init(unowned label: String) throws(LoopError) {
        let raw = UnsafeMutablePointer<uv_loop_t>.allocate(capacity: 1)
        let wakeup = UnsafeMutablePointer<uv_async_t>.allocate(capacity: 1)
        let beforeWait = UnsafeMutablePointer<uv_prepare_t>.allocate(capacity: 1)
        var status = unsafe uv_loop_init(raw)
        if status == 0 {
            status = unsafe uv_async_init(raw, wakeup) { unsafe Loop.owner(of: $0).awake() }
            if status != 0 { unsafe uv_loop_close(raw) }
        }
        guard status == 0 else {
            unsafe raw.deallocate()
            unsafe wakeup.deallocate()
            unsafe beforeWait.deallocate()
            throw LoopError(status, while: "make the loop '\(label)'")
        }
        self.label = label
        unsafe self.raw = raw
        unsafe self.wakeup = wakeup
        unsafe self.beforeWait = beforeWait
        self.inbox = unsafe Inbox(label: label, wakeup: wakeup)
        self.executor = LoopExecutor(inbox)
        // Not retained: the loop closes this handle itself, before it ends.
        unsafe wakeup.pointee.data = Unmanaged.passUnretained(self).toOpaque()
        readClockBeforeWaiting()
    }

    deinit {
        guard isClosed else { fatalError("loop '\(label)' was let go without being closed") }
        unsafe raw.deallocate()
        unsafe wakeup.deallocate()
        unsafe beforeWait.deallocate()
    }

    // MARK: From any thread

    /// Whether the caller is on the loop's thread.
    public var isOnLoop: Bool { inbox.isOnLoop }

    /// Traps with a message that names `operation` unless the caller is on the loop's thread.
    public func requireOnLoop(_ operation: StaticString) { inbox.requireOnLoop(operation) }

    /// Has the loop run `work` on its thread, after everything posted before.
    ///
    /// Work posted before `run()` or after `stop()` is kept: the next `run()` or `close()` runs it.
    /// Traps after `close()`.
    public func post(_ work: @escaping @Sendable () -> Void) { inbox.addOrTrap(.work(work)) }

    /// As `post`, for callers that may outlive the loop: false when it is closed and `work` will
    /// not run.
    public func postUnlessClosed(_ work: @escaping @Sendable () -> Void) -> Bool {
        inbox.add(.work(work))
    }

    /// Ends `run()` after everything that was posted before. Without effect on a closed loop.
    public func stop() {
        _ = postUnlessClosed { [self] in
            // During close() it would make uv_run return before handles and requests are done.
            if isRunning { unsafe uv_stop(raw) }
        }
    }

    // MARK: On the loop's thread

    /// Turns the loop on the calling thread until `stop()`, even when nothing lives on it.
    public func run() {
        requireOpen("Loop.run")
        guard !isRunning else { fatalError("loop '\(label)' is running already") }
        isRunning = true
        unsafe uv_run(raw, UV_RUN_DEFAULT)
        isRunning = false
    }

    /// Ends the loop: runs what still waits, closes every handle, waits for background work.
    ///
    /// Children that still run are killed and waited for. After this the loop takes no work.
    /// - Returns: everything that had not been closed, in the order it was made; empty after an
    ///   orderly shutdown.
    public func close() -> [OpenHandle] {
        requireOpen("Loop.close")
        guard !isRunning else { fatalError("loop '\(label)' was closed while it runs: stop first") }
        var leftOpen: [OpenHandle] = []
        // No longer a reason to go on: uv_run now returns once handles and requests are done.
        unsafe uv_unref(asHandle(wakeup))
        var turns = 0
        repeat {
            turns += 1
            guard turns <= Limits.shutdownTurnsMax else {
                fatalError("loop '\(label)' cannot close: tasks or threads keep giving it work")
            }
            inbox.runWaiting(for: executor)
            // A part is closed by the handle it belongs to.
            for handle in openHandles() where !handle.isPart {
                leftOpen.append(handle.origin)
                handle.close()
            }
            leftOpen += requests.sorted { $0.key < $1.key }.map(\.value)
            unsafe uv_run(raw, UV_RUN_DEFAULT)
        } while !openHandles().isEmpty || !requests.isEmpty || !inbox.sealIfEmpty()
        finishClosing()
        return leftOpen
    }

    // MARK: Inside the module

    func adoptCurrentThread() { inbox.adoptCurrentThread() }

    func requireOpen(_ operation: StaticString) {
        requireOnLoop(operation)
        guard !isClosed else { fatalError("\(operation) was called on the closed loop '\(label)'") }
    }

    /// Notes background work, so that `close()` can name it; returns its number.
    func beginRequest(_ origin: OpenHandle) -> Int {
        requestCount += 1
        requests[requestCount] = origin
        return requestCount
    }

    func endRequest(_ number: Int) { requests[number] = nil }

    /// Frees what a loop that never ran holds, when its thread could not be made.
    func discard() {
        adoptCurrentThread()
        _ = close()
    }

    private func finishClosing() {
        unsafe uv_close(asHandle(wakeup), nil)
        unsafe uv_close(asHandle(beforeWait), nil)
        unsafe uv_run(raw, UV_RUN_DEFAULT)
        let status = unsafe uv_loop_close(raw)
        guard status == 0 else { fatalError("\(LoopError(status, while: "close '\(label)'"))") }
        isClosed = true
        inbox.abandon()
    }

    /// Everything libuv knows and nobody has closed, in the order it was made.
    private func openHandles() -> [Handle] {
        var found: [Handle] = []
        unsafe withUnsafeMutablePointer(to: &found) {
            unsafe uv_walk(raw, { unsafe Loop.collect($0, into: $1) }, $0)
        }
        return found
    }

    private static func collect(
        _ handle: UnsafeMutablePointer<uv_handle_t>?, into found: UnsafeMutableRawPointer?
    ) {
        let type = unsafe uv_handle_get_type(handle)
        // The loop's own two handles are no boxes, and nothing else is of their types.
        guard type != UV_ASYNC, type != UV_PREPARE, unsafe uv_is_closing(handle) == 0 else {
            return
        }
        unsafe found?.assumingMemoryBound(to: [Handle].self).pointee.append(
            Handle.owner(of: handle))
    }

    /// libuv decides how long to wait with the time it read before it ran the timers. After a
    /// timer's long callback that makes the next one late by as much again; reading the clock
    /// costs 30 ns a turn. Neither call can fail.
    private func readClockBeforeWaiting() {
        unsafe uv_prepare_init(raw, beforeWait)
        unsafe uv_prepare_start(beforeWait) { unsafe uv_update_time($0?.pointee.loop) }
        unsafe uv_unref(asHandle(beforeWait))
    }

    /// Every libuv handle begins with the fields of `uv_handle_t`: C casts, and so does this.
    private func asHandle<Raw>(
        _ handle: UnsafeMutablePointer<Raw>
    ) -> UnsafeMutablePointer<uv_handle_t> {
        unsafe UnsafeMutableRawPointer(handle).assumingMemoryBound(to: uv_handle_t.self)
    }

    private func awake() { inbox.runWaiting(for: executor) }

    private static func owner(of wakeup: UnsafeMutablePointer<uv_async_t>?) -> Loop {
        guard let data = unsafe wakeup?.pointee.data else { fatalError("a wakeup without loop") }
        return unsafe Unmanaged<Loop>.fromOpaque(data).takeUnretainedValue()
    }
}
