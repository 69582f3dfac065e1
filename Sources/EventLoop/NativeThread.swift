// A thread of the system with a stack of a size that is known: plugins need a large one.
import CUV
import Synchronization

/// A thread that runs one function, from `init` until that returns. It must be joined before it is
/// let go.
public final class NativeThread: Sendable {
    /// The name used in messages.
    public let label: String
    private let thread: Mutex<uv_thread_t?>

    /// Starts the thread. It begins with the priority of the thread that makes it.
    ///
    /// - Parameters:
    ///   - stackBytes: at least 1 MiB, rounded up to whole pages.
    ///   - body: what it runs.
    /// - Throws: `LoopError` when the system refuses the thread.
    public init(
        label: String, stackBytes: Int = LoopThread.stackBytesDefault,
        _ body: @escaping @Sendable () -> Void
    ) throws(LoopError) {
        guard stackBytes >= Limits.stackBytesMin else {
            fatalError("a thread needs a stack of 1 MiB or more, not \(stackBytes) bytes")
        }
        var options = uv_thread_options_t()
        options.flags = UV_THREAD_HAS_STACK_SIZE.rawValue
        options.stack_size = stackBytes
        var thread = uv_thread_t()
        let retained = unsafe Unmanaged.passRetained(Body(body))
        let status = unsafe uv_thread_create_ex(
            &thread, &options, { unsafe Body.retained(by: $0).run() }, retained.toOpaque())
        guard status == 0 else {
            unsafe retained.release()
            throw LoopError(
                status, while: "start the thread '\(label)' with a stack of \(stackBytes) bytes")
        }
        self.label = label
        self.thread = Mutex(thread)
    }

    deinit {
        guard isJoined else {
            fatalError("the thread '\(label)' was let go without being joined")
        }
    }

    /// Whether `join` was called.
    public var isJoined: Bool { thread.withLock { $0 == nil } }

    /// Waits until its function has returned and the thread is gone; joining again does nothing.
    /// Traps on the thread itself.
    public func join() {
        thread.withLock { thread in
            guard var running = thread else { return }
            let status = unsafe uv_thread_join(&running)
            guard status == 0 else {
                fatalError("\(LoopError(status, while: "join the thread '\(label)'"))")
            }
            thread = nil
        }
    }
}

/// What the thread runs.
private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }

    static func retained(by pointer: UnsafeMutableRawPointer?) -> Body {
        guard let pointer = unsafe pointer else { fatalError("a thread without a function") }
        return unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue()
    }
}
