// The play workers: one thread with a loop of its own per core.
public import EventLoop
private import Foundation

/// Threads that play sessions. Made and shut down on the core loop's thread.
public final class WorkerPool: Sendable {
    private let threads: [LoopThread]

    /// Starts `count` workers; by default one per core. Throws when the system refuses a thread or
    /// its descriptors; then none is left.
    public init(count: Int = WorkerPool.coreCount) throws(LoopError) {
        var threads: [LoopThread] = []
        do throws(LoopError) {
            for number in 1...max(1, count) {
                threads.append(try LoopThread(label: "play worker \(number)"))
            }
        } catch {
            // Those that did start must be joined before they are let go.
            for thread in threads { _ = thread.shutdown() }
            throw error
        }
        self.threads = threads
    }

    /// Cores that this process may use.
    public static var coreCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    public var count: Int { threads.count }

    /// The loop of a worker; sessions stay with the worker they began on.
    public func loop(_ index: Int) -> Loop { threads[index % threads.count].loop }

    /// Ends all workers and gives the handles that were left open: a defect when there are any.
    public func shutdown() -> [OpenHandle] {
        threads.flatMap { $0.shutdown() }
    }
}
