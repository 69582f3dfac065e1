// A thread that does nothing but run a loop: play workers are made of these.
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
    private let leftOpen: LeftOpen
    private let thread: NativeThread

    /// Starts the thread and the loop on it.
    ///
    /// - Parameters:
    ///   - label: the name used in messages.
    ///   - stackBytes: at least 1 MiB, rounded up to whole pages.
    /// - Throws: `LoopError` when the system refuses the loop's descriptors or the thread.
    public init(label: String, stackBytes: Int = stackBytesDefault) throws(LoopError) {
        let loop = try Loop(unowned: label)
        let leftOpen = LeftOpen()
        // It holds the loop, not the `LoopThread`, so that one may be let go.
        do throws(LoopError) {
            thread = try NativeThread(label: label, stackBytes: stackBytes) {
                loop.adoptCurrentThread()
                loop.run()
                let left = loop.close()
                leftOpen.handles.withLock { $0 = left }
            }
        } catch {
            loop.discard()
            throw error
        }
        self.loop = loop
        self.leftOpen = leftOpen
    }

    deinit {
        guard thread.isJoined else {
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
        thread.join()
        return leftOpen.handles.withLock { $0 }
    }

    /// Stops the loop and joins its thread.
    public func shutdown() -> [OpenHandle] {
        loop.stop()
        return join()
    }
}

/// What the thread says when it ends.
private final class LeftOpen: Sendable {
    let handles = Mutex<[OpenHandle]>([])
}
