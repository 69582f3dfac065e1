// What other threads ask a loop to do: one queue, one lock, one wakeup for any number of entries.
//
// The wakeup is sent by whoever finds the queue asleep, and by nobody else until the loop has
// emptied it: posting to a busy loop costs a lock and an append, and no system call.
import CUV
import Synchronization

/// The queue in front of a loop, shared by the loop and its executor.
///
/// `@unchecked Sendable`: two members are not `Sendable` by themselves. `wakeup` is used with the
/// lock held and before `isSealed` is set; the loop frees it after sealing. `spare` is the loop's
/// thread's alone.
@safe
final class Inbox: @unchecked Sendable {
    enum Entry {
        case work(@Sendable () -> Void)
        case job(UnownedJob)
    }

    private struct State {
        var waiting: [Entry] = []
        /// A wakeup is on its way or the loop is emptying the queue.
        var isAwake = false
        /// Nothing is accepted any more.
        var isSealed = false
    }

    let label: String
    private let wakeup: UnsafeMutablePointer<uv_async_t>
    private let state = Mutex(State())
    /// The array that is not in the queue, empty; it keeps its room. The loop's thread only.
    private var spare: [Entry] = []
    /// The thread that owns the loop, as pthread_t; 0 is nobody.
    private let owner: Atomic<UInt> = Atomic(0)

    init(label: String, wakeup: UnsafeMutablePointer<uv_async_t>) {
        self.label = label
        unsafe self.wakeup = unsafe wakeup
    }

    // MARK: The owning thread

    /// Relaxed is enough: a thread can only find its own name here if it wrote it itself.
    var isOnLoop: Bool { owner.load(ordering: .relaxed) == uv_thread_self() }

    func adoptCurrentThread() { owner.store(uv_thread_self(), ordering: .relaxed) }

    func abandon() { owner.store(0, ordering: .relaxed) }

    /// Traps off the loop's thread. A `precondition` would lose its message in release builds.
    func requireOnLoop(_ operation: StaticString) {
        guard isOnLoop else {
            fatalError("\(operation) belongs on the thread of loop '\(label)': post it there")
        }
    }

    // MARK: Any thread

    /// Adds an entry; false when the loop is closed and the entry was not taken.
    func add(_ entry: Entry) -> Bool {
        state.withLock { state in
            guard !state.isSealed else { return false }
            guard state.waiting.count < Limits.inboxEntriesMax else {
                fatalError("loop '\(label)' does not turn: \(state.waiting.count) entries wait")
            }
            state.waiting.append(entry)
            if !state.isAwake {
                state.isAwake = true
                sendWakeup()
            }
            return true
        }
    }

    /// Adds an entry that must not get lost.
    func addOrTrap(_ entry: Entry) {
        guard add(entry) else {
            fatalError(
                "loop '\(label)' is closed and was given more work: wait for the tasks and threads "
                    + "that use a loop before closing it")
        }
    }

    // MARK: The loop's thread

    /// Runs what waits, batch by batch, in the order it came; what arrives meanwhile is the next
    /// batch. What is not begun when the turn is over is left to a wakeup.
    func runWaiting(for executor: LoopExecutor) {
        let serial = executor.asUnownedSerialExecutor()
        let task = executor.asUnownedTaskExecutor()
        var batch: [Entry] = []
        swap(&batch, &spare)
        defer { swap(&batch, &spare) }
        let turnEnd = uv_hrtime() + Limits.inboxTurnNanosecondsMax
        repeat {
            guard takeBatch(&batch) else { return }
            for entry in batch {
                switch entry {
                case .work(let work): work()
                case .job(let job):
                    unsafe job.runSynchronously(isolatedTo: serial, taskExecutor: task)
                }
            }
            batch.removeAll(keepingCapacity: batch.capacity <= Limits.inboxCapacityKept)
        } while uv_hrtime() < turnEnd
        state.withLock { _ in sendWakeup() }
    }

    /// Refuses everything from now on if nothing waits; false when something does.
    func sealIfEmpty() -> Bool {
        state.withLock { state in
            guard state.waiting.isEmpty else { return false }
            state.isSealed = true
            return true
        }
    }

    /// Swaps the empty `batch` for what waits, so that two arrays serve for ever; false, and
    /// asleep, when nothing does.
    private func takeBatch(_ batch: inout [Entry]) -> Bool {
        state.withLock { state in
            swap(&state.waiting, &batch)
            state.isAwake = !batch.isEmpty
            return !batch.isEmpty
        }
    }

    /// Only with the lock held, and not after sealing: the handle is alive until then.
    private func sendWakeup() {
        let status = unsafe uv_async_send(wakeup)
        guard status == 0 else { fatalError("\(LoopError(status, while: "wake loop '\(label)'"))") }
    }
}
