// Swift concurrency on a libuv loop: actors and tasks whose code runs on the loop's thread.

/// Runs jobs on a loop's thread, in the order they were enqueued.
///
/// It is both kinds of executor at once. As an actor's `SerialExecutor` it isolates the actor to
/// the loop; as a `TaskExecutor` it keeps the async functions that such code calls on the loop too,
/// so that awaiting them does not cross to the global pool and back.
/// ```swift
/// actor Catalogue {
///     let executor: LoopExecutor
///     nonisolated var unownedExecutor: UnownedSerialExecutor {
///         executor.asUnownedSerialExecutor()
///     }
/// }
/// ```
/// The actor must hold the executor, as here: Swift keeps only an unowned reference to it.
///
/// A callback of a handle is no task, but runs on the same thread: there,
/// `catalogue.assumeIsolated { $0.reload() }` is checked and allowed.
///
/// Jobs run as both at once, which suits tasks made with
/// `Task(executorPreference: loop.executor)`: such a task enters an actor of the loop without a hop
/// (measured: 30 ns a call; 110 when run as one of the two). The price is one more turn through the
/// queue, 100 to 200 ns, where a task resumes that is not isolated to the loop or does not prefer
/// it.
///
/// Jobs enqueued after `Loop.stop()` are run by `Loop.close()`. A job enqueued after the loop was
/// closed traps: to run it elsewhere would break the actor's isolation, to drop it would leave
/// whoever awaits it waiting for ever.
public final class LoopExecutor: SerialExecutor, TaskExecutor {
    private let inbox: Inbox

    init(_ inbox: Inbox) { self.inbox = inbox }

    /// Queues a job; called by the Swift runtime, from any thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        inbox.addOrTrap(.job(UnownedJob(job)))
    }

    /// The reference an actor's `unownedExecutor` returns; marked safe so that it can do so without
    /// the word `unsafe`. It is safe while the actor holds the executor.
    @safe
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        unsafe UnownedSerialExecutor(ordinary: self)
    }

    /// The reference the runtime keeps while a task prefers this executor.
    @safe
    public func asUnownedTaskExecutor() -> UnownedTaskExecutor {
        unsafe UnownedTaskExecutor(ordinary: self)
    }

    /// Traps unless called on the loop's thread; what `assumeIsolated` asks in a callback.
    public func checkIsolated() {
        inbox.requireOnLoop("code isolated to an actor of the loop")
    }

    /// Whether the caller is on the loop's thread.
    public func isIsolatingCurrentContext() -> Bool? { inbox.isOnLoop }
}
