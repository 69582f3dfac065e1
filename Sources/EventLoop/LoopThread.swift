// A thread that does nothing but run a loop: play workers are made of these.
import CUV
import Synchronization

/// A loop with a thread of its own, from `init` to `join()`.
///
/// It must be joined before it is let go: only then are its open handles known.
/// ```swift
/// let worker = try LoopThread(label: "worker 1")
/// worker.loop.post { ... }
/// let leftOpen = worker.shutdown()
/// ```
public final class LoopThread: Sendable {
    /// Stack of the thread unless told otherwise: 2 MiB.
    public static let stackBytesDefault = Limits.stackBytesDefault

    /// The loop; it runs until `stop()`.
    public let loop: Loop
    private let body: Body
    private let thread: Mutex<uv_thread_t?>

    /// Starts the thread and the loop on it.
    ///
    /// - Parameters:
    ///   - label: the name used in messages.
    ///   - stackBytes: at least 1 MiB, rounded up to whole pages.
    /// - Throws: `LoopError` when the system refuses the loop's descriptors or the thread.
    public init(label: String, stackBytes: Int = stackBytesDefault) throws(LoopError) {
        guard stackBytes >= Limits.stackBytesMin else {
            fatalError("a loop's thread needs a stack of 1 MiB or more, not \(stackBytes) bytes")
        }
        let loop = try Loop(unowned: label)
        let body = Body(loop)
        var options = uv_thread_options_t()
        options.flags = UV_THREAD_HAS_STACK_SIZE.rawValue
        options.stack_size = stackBytes
        var thread = uv_thread_t()
        let retained = unsafe Unmanaged.passRetained(body)
        let status = unsafe uv_thread_create_ex(
            &thread, &options, { unsafe Body.retained(by: $0).run() }, retained.toOpaque())
        guard status == 0 else {
            unsafe retained.release()
            loop.discard()
            throw LoopError(
                status, while: "start the thread '\(label)' with a stack of \(stackBytes) bytes")
        }
        self.loop = loop
        self.body = body
        self.thread = Mutex(thread)
    }

    deinit {
        guard thread.withLock({ $0 == nil }) else {
            fatalError("the thread of loop '\(loop.label)' was let go without being joined")
        }
    }

    /// Waits until the loop has stopped, closed and its thread is gone.
    ///
    /// Blocks the caller, so not for async code that others wait for, and traps on the loop's own
    /// thread. Joining again returns the same list.
    /// - Returns: what was left open, as `Loop.close()` says it.
    public func join() -> [OpenHandle] {
        guard !loop.isOnLoop else { fatalError("loop '\(loop.label)' cannot join its own thread") }
        thread.withLock { thread in
            guard var running = thread else { return }
            let status = unsafe uv_thread_join(&running)
            guard status == 0 else {
                fatalError("\(LoopError(status, while: "join the thread '\(loop.label)'"))")
            }
            thread = nil
        }
        return body.leftOpen.withLock { $0 }
    }

    /// Stops the loop and joins its thread.
    public func shutdown() -> [OpenHandle] {
        loop.stop()
        return join()
    }
}

/// What the thread runs; it holds the loop, not the `LoopThread`, so that one may be let go.
private final class Body: Sendable {
    private let loop: Loop
    let leftOpen = Mutex<[OpenHandle]>([])

    init(_ loop: Loop) { self.loop = loop }

    static func retained(by pointer: UnsafeMutableRawPointer?) -> Body {
        guard let pointer = unsafe pointer else { fatalError("a thread without a loop") }
        return unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue()
    }

    func run() {
        loop.adoptCurrentThread()
        loop.run()
        let left = loop.close()
        leftOpen.withLock { $0 = left }
    }
}
