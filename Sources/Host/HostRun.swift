// The core loop of a command: signals, progress timer, workers, and an orderly end.
internal import EventLoop
private import Synchronization

/// Runs work on the play workers while the calling thread's core loop watches signals and shows
/// progress. Nothing may be left open at the end.
public struct HostRun: Sendable {
    /// What the work is given.
    public struct Context: Sendable {
        public let workers: WorkerPool
        /// Set by SIGINT and SIGTERM.
        public let stop: StopFlag
        fileprivate let core: Loop

        /// Ends the run; any thread.
        public func done() { core.stop() }
    }

    /// How often progress is shown.
    public var progressPeriod: Duration

    public init(progressPeriod: Duration = .milliseconds(200)) {
        self.progressPeriod = progressPeriod
    }

    /// Starts the work and returns when it called `done`.
    ///
    /// - Parameter whenStopped: called on the core loop's thread when a signal asked it to stop.
    /// - Returns: whether a signal asked it to stop.
    /// - Throws: `LoopError` when the system refuses loops or threads, and what `start` throws.
    public func run(
        workerCount: Int, whenStopped: @escaping @Sendable () -> Void = {},
        progress: @escaping @Sendable () -> Void,
        start: (Context) throws -> Void
    ) throws -> Bool {
        let core = try Loop(label: "core")
        let stop = StopFlag()
        var handles: [Handle] = []
        var started: WorkerPool?
        defer {
            for handle in handles { handle.close() }
            let open = (started?.shutdown() ?? []) + core.close()
            precondition(open.isEmpty, "left open at the end: \(open.map(\.description))")
        }
        let workers = try WorkerPool(count: workerCount)
        started = workers
        for signal in [Signal.interrupt, .terminate] {
            handles.append(
                try SignalSource(on: core, signal, label: "stop on \(signal)") { _ in
                    stop.set()
                    whenStopped()
                })
        }
        let timer = try Timer(on: core, label: "progress") { _ in progress() }
        handles.append(timer)
        timer.start(after: progressPeriod, every: progressPeriod)
        try start(Context(workers: workers, stop: stop, core: core))
        core.run()
        return stop.isSet
    }
}
