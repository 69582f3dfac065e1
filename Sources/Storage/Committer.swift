// The thread that writes the journal.
//
// Workers submit batches and play on. The thread takes everything that waits into one transaction,
// so the slower the disk, the more chunks share a sync. A batch is acknowledged when that
// transaction is on the disk, and batches are acknowledged in the order they were submitted.

internal import Foundation
internal import Statistics
internal import Synchronization

/// Writes batches in the background, in the order they were submitted.
///
/// After a failed commit nothing later is acknowledged: every later call throws the same error. To
/// go on, make a new committer and continue the sessions from what is stored. A full disk is no
/// failure for a committer that was given a `StorageRoom`: it waits; see Committer+Room.swift.
///
/// `@unchecked Sendable`: everything mutable is in `state` and touched with `condition` locked.
public final class Committer: @unchecked Sendable {
    struct State {
        var queue: [CommitBatch] = []
        var queuedBytes = 0
        var submitted: UInt64 = 0
        var acknowledged: UInt64 = 0
        var isClosing = false
        var hasEnded = false
        var failure: StorageError?
        /// What waits for a ticket without blocking a thread, in the order of tickets.
        var waiting: [(ticket: UInt64, action: FlushAction)] = []
        var metrics = CommitterMetrics()
        var space = SpaceStateMachine()
        /// When a commit that finds the disk full is not tried again.
        var giveUpAt: ContinuousClock.Instant?
    }

    /// What `whenFlushed` calls: with the failure that kept something off the disk, if any.
    public typealias FlushAction = @Sendable (StorageError?) -> Void

    private let limits: CommitterLimits
    /// Whether the caller's thread commits, when it is told to.
    private let isStepwise: Bool
    let write: @Sendable ([CommitBatch]) throws(StorageError) -> Void
    let condition = NSCondition()
    var state = State()
    /// `nil`: a full disk ends it.
    let room: StorageRoom?
    private let paused = Atomic<Bool>(false)

    /// A committer of a store that was opened for writing. It is the store's only writer while
    /// sessions play. Close it before the store.
    ///
    /// - Parameter room: has it wait for room on a full disk, and look ahead; see `pause`.
    public convenience init(
        store: JournalStore, limits: CommitterLimits = CommitterLimits(), room: StorageRoom? = nil
    ) {
        self.init(limits: limits, room: room) { batches throws(StorageError) in
            try store.commit(batches)
        }
    }

    /// `write` is another than a store's in tests of the queue, and where something looks on.
    package init(
        limits: CommitterLimits, room: StorageRoom? = nil,
        write: @escaping @Sendable ([CommitBatch]) throws(StorageError) -> Void
    ) {
        self.limits = limits
        self.write = write
        self.room = room
        isStepwise = false
        // The thread keeps the committer alive until `close`.
        let thread = Thread { self.run() }
        thread.name = "committer"
        thread.start()
    }

    /// A committer without a thread, which writes what waits when `commitWaiting` is called, or when
    /// a batch finds no room; for simulations, in which nothing may depend on threads.
    package init(
        stepwise limits: CommitterLimits,
        write: @escaping @Sendable ([CommitBatch]) throws(StorageError) -> Void
    ) {
        self.limits = limits
        self.write = write
        room = nil
        isStepwise = true
        state.hasEnded = true
    }

    /// Writes what waits, on the caller's thread; only for a committer without one.
    ///
    /// Returns whether there was anything to write.
    @discardableResult
    package func commitWaiting() -> Bool {
        precondition(isStepwise, "This committer has a thread of its own.")
        guard locked({ !$0.queue.isEmpty && $0.failure == nil }), let batches = next() else {
            return false
        }
        commit(batches)
        return true
    }

    /// Puts a batch in the queue, and waits for room when the queue is full. Any thread may call.
    ///
    /// Returns the batch's ticket for `wait(for:)`; tickets count up from 1. Throws the failure of
    /// an earlier commit, or `closed`.
    @discardableResult
    public func submit(_ batch: CommitBatch) throws(StorageError) -> UInt64 {
        let bytes = batch.byteCount
        if isStepwise, !locked({ hasRoom(for: bytes, $0) }) { commitWaiting() }
        condition.lock()
        defer { condition.unlock() }
        if !hasRoom(for: bytes, state) {
            let start = ContinuousClock.now
            while !hasRoom(for: bytes, state), state.failure == nil, !state.isClosing {
                condition.wait()
            }
            state.metrics.waits += 1
            state.metrics.waitTime += start.duration(to: .now)
        }
        if let failure = state.failure { throw failure }
        guard !state.isClosing else { throw Committer.closed }
        state.queue.append(batch)
        state.queuedBytes += bytes
        state.submitted += 1
        condition.broadcast()
        return state.submitted
    }

    /// Waits until everything submitted so far is on the disk. Throws the first failure.
    public func flush() throws(StorageError) {
        if isStepwise { commitWaiting() }
        condition.lock()
        let ticket = state.submitted
        condition.unlock()
        try wait(for: ticket)
    }

    /// As `flush`, without waiting: calls `action` when everything submitted so far is on the disk
    /// or can not get there any more.
    ///
    /// On the caller's thread when that is so already, else on the committer's, which must not be
    /// held up: post to a loop.
    public func whenFlushed(_ action: @escaping FlushAction) {
        condition.lock()
        let isSettled = state.acknowledged >= state.submitted
        let failure = state.failure
        if !isSettled, failure == nil { state.waiting.append((state.submitted, action)) }
        condition.unlock()
        if isSettled { action(nil) } else if let failure { action(failure) }
    }

    /// Waits until the batch with this ticket is on the disk. Throws the failure that kept it off.
    public func wait(for ticket: UInt64) throws(StorageError) {
        condition.lock()
        defer { condition.unlock() }
        precondition(ticket <= state.submitted, "A ticket comes from `submit` of this committer.")
        while state.acknowledged < ticket, state.failure == nil { condition.wait() }
        if state.acknowledged < ticket, let failure = state.failure { throw failure }
    }

    /// Commits what waits, then ends the thread. Throws the first failure. Closing twice is
    /// closing once.
    public func close() throws(StorageError) {
        if isStepwise { commitWaiting() }
        condition.lock()
        defer { condition.unlock() }
        state.isClosing = true
        condition.broadcast()
        while !state.hasEnded { condition.wait() }
        if let failure = state.failure { throw failure }
    }

    /// The ticket of the last batch that is on the disk; every earlier one is, too.
    public var acknowledged: UInt64 { locked { $0.acknowledged } }

    /// Why no more is committed; `nil` while all is well.
    public var failure: StorageError? { locked { $0.failure } }

    /// Whether so much waits that who can should submit later and more at a time: a quarter of what
    /// `submit` takes without waiting.
    public var isCongested: Bool {
        locked {
            $0.queue.count >= max(1, limits.batchesMax / 4) || $0.queuedBytes >= limits.bytesMax / 4
        }
    }

    /// Whether who plays should wait, because the disk has no room: `pause` says more. Costs nothing.
    public var isPaused: Bool { paused.load(ordering: .relaxed) }

    /// What was done so far.
    public var metrics: CommitterMetrics { locked { $0.metrics } }

    private static let closed = StorageError(
        .closed, "The committer was closed: make another one to write more.")

    func locked<Result>(_ body: (inout State) -> Result) -> Result {
        condition.lock()
        defer { condition.unlock() }
        return body(&state)
    }

    func sayWhetherPaused() {
        paused.store(locked { $0.space.isPaused }, ordering: .relaxed)
    }

    private func hasRoom(for bytes: Int, _ state: State) -> Bool {
        state.queue.isEmpty
            || (state.queue.count < limits.batchesMax
                && state.queuedBytes + bytes <= limits.bytesMax)
    }

    /// The thread: takes all that waits, commits it, acknowledges it; ends after a failure.
    private func run() {
        look()
        while let batches = next() { commit(batches) }
        condition.lock()
        state.hasEnded = true
        condition.broadcast()
        condition.unlock()
    }

    private func commit(_ batches: [CommitBatch]) {
        look()
        do throws(StorageError) {
            acknowledge(batches, try writeWhenThereIsRoom(batches))
            for action in takeWaiting() { action(nil) }
        } catch {
            fail(error)
            for action in takeWaiting() { action(error) }
        }
    }

    private func next() -> [CommitBatch]? {
        condition.lock()
        defer { condition.unlock() }
        while state.queue.isEmpty, !state.isClosing, state.failure == nil { waitForBatches() }
        guard !state.queue.isEmpty, state.failure == nil else { return nil }
        let batches = state.queue
        state.queue = []
        state.queuedBytes = 0
        // There is room again, though what was taken is not on the disk yet.
        condition.broadcast()
        return batches
    }

    /// With the lock held, which it gives away meanwhile. While others wait for room it looks whether
    /// there is some; they submit nothing that would wake it.
    private func waitForBatches() {
        guard isPaused, let room else { return condition.wait() }
        let seconds = room.period / .seconds(1)
        guard !condition.wait(until: Date(timeIntervalSinceNow: seconds)) else { return }
        condition.unlock()
        look()
        condition.lock()
    }

    private func acknowledge(_ batches: [CommitBatch], _ time: Duration) {
        condition.lock()
        defer { condition.unlock() }
        state.acknowledged += UInt64(batches.count)
        state.metrics.commits += 1
        state.metrics.batches += Int64(batches.count)
        for batch in batches {
            state.metrics.chunks += Int64(batch.chunks.count + batch.pairChunks.count)
            state.metrics.bytes += Int64(batch.byteCount)
        }
        state.metrics.commitTime += time
        state.metrics.commitTimes.record(nanoseconds(time))
        condition.broadcast()
    }

    private func nanoseconds(_ time: Duration) -> UInt64 {
        let parts = time.components
        return UInt64(clamping: parts.seconds) * 1_000_000_000
            + UInt64(clamping: parts.attoseconds / 1_000_000_000)
    }

    /// What need not wait any more.
    private func takeWaiting() -> [FlushAction] {
        condition.lock()
        defer { condition.unlock() }
        guard state.failure == nil else {
            defer { state.waiting = [] }
            return state.waiting.map(\.action)
        }
        let count = state.waiting.prefix { $0.ticket <= state.acknowledged }.count
        defer { state.waiting.removeFirst(count) }
        return state.waiting.prefix(count).map(\.action)
    }

    private func fail(_ error: StorageError) {
        condition.lock()
        defer { condition.unlock() }
        state.failure = error
        state.queue = []
        state.queuedBytes = 0
        condition.broadcast()
    }
}
