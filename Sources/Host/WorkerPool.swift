// The play workers: per core a loop for timers and messages, and the threads that play.
public import EventLoop
private import Foundation

/// Threads that play sessions. Made and shut down on the core loop's thread.
public final class WorkerPool: Sendable {
    private struct Worker: Sendable {
        let thread: LoopThread
        let scheduler: SliceScheduler
    }

    private let workers: [Worker]

    /// Starts `count` workers; by default one per core. Throws when the system refuses a thread or
    /// its descriptors; then none is left.
    public init(count: Int = WorkerPool.coreCount) throws(LoopError) {
        var workers: [Worker] = []
        do throws(LoopError) {
            for number in 1...max(1, count) {
                let thread = try LoopThread(label: "play worker \(number)")
                do throws(LoopError) {
                    let scheduler = try SliceScheduler(on: thread.loop)
                    workers.append(Worker(thread: thread, scheduler: scheduler))
                } catch {
                    _ = thread.shutdown()
                    throw error
                }
            }
        } catch {
            // Those that did start must be joined before they are let go.
            for worker in workers { _ = WorkerPool.shutdown(worker) }
            throw error
        }
        self.workers = workers
    }

    /// Cores that this process may use.
    public static var coreCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    public var count: Int { workers.count }

    /// The loop of a worker. Nothing is played on it, so its timers fire in time.
    public func loop(_ index: Int) -> Loop { workers[index % workers.count].thread.loop }

    /// What plays on a worker; sessions stay with the worker they began on.
    public func scheduler(_ index: Int) -> SliceScheduler {
        workers[index % workers.count].scheduler
    }

    /// Ends all workers, when their running slices have ended, and gives the handles that were left
    /// open: a defect when there are any.
    public func shutdown() -> [OpenHandle] {
        workers.flatMap { WorkerPool.shutdown($0) }
    }

    private static func shutdown(_ worker: Worker) -> [OpenHandle] {
        worker.scheduler.close()
        return worker.thread.shutdown()
    }
}
