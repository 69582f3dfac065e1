// The threads of one play worker. Script never runs on the worker's loop: timers, signals and the
// inbox are served by a thread that does nothing else.
//
// A call into a plugin can not be interrupted and go on later, so a session that runs over its time
// can not be put aside. Instead everybody else is: the loop sees that a slice has used more than it
// may, lets another thread take over the lane, and leaves the old thread to its session, at the
// lowest priority, until the slice ends. So whatever a plugin does (a call with much fuel, one long
// step of the Lua machine, rounds that are played again after a fault) delays others by the time it
// takes to see it, and never by the time it lasts.
public import EventLoop
private import Foundation

/// Plays sessions on threads of its own, each as much as the others.
///
/// `@unchecked Sendable`: `state` and all players are touched with `condition` locked; `timer` on
/// the loop's thread only.
public final class SliceScheduler: @unchecked Sendable {
    typealias Entry = SliceQueue<any SlicedWork>.Entry

    /// A thread and what it plays.
    ///
    /// `@unchecked Sendable`: touched with the scheduler's lock held.
    private final class Player: @unchecked Sendable {
        let lane: PlayLane
        /// `nil` only while it is made.
        var thread: NativeThread?
        /// `nil` until it has begun.
        var running: RunningThread?
        /// When the running slice began, in its processor time and on the clock; `nil` between
        /// slices.
        var sliceBegan: (used: UInt64, at: UInt64)?
        var isIdle = false
        /// Another one has taken over its lane: it ends with its slice.
        var isRetired = false
        /// It has the lowest priority since.
        var isLowered = false

        init(_ lane: PlayLane) { self.lane = lane }
    }

    private struct State {
        var queue = SliceQueue<any SlicedWork>()
        /// One for each lane, once that was needed.
        var players: [PlayLane: Player] = [:]
        /// Busy with a slice that ran over its time.
        var retired: [Player] = []
        /// Have ended or are about to.
        var ended: [NativeThread] = []
        var isWatching = false
        var isClosing = false
        var handovers: Int64 = 0
    }

    /// Timers and messages of the sessions; nothing is played on it.
    public let loop: Loop
    private let clock: HostClock
    private let condition = NSCondition()
    private var state = State()
    private var timer: EventLoop.Timer?

    /// - Parameter loop: runs on a thread of its own. The scheduler is closed before it.
    /// - Throws: `LoopError` when the system refuses a thread.
    init(on loop: Loop, clock: HostClock = .system) throws(LoopError) {
        self.loop = loop
        self.clock = clock
        condition.lock()
        defer { condition.unlock() }
        try start(.playing)
    }

    // MARK: Any thread

    /// Takes work in; its first slice is played soon. Work that comes after `close` is dropped.
    public func add(_ work: any SlicedWork) {
        let now = clock.monotonicNanoseconds()
        condition.lock()
        defer { condition.unlock() }
        guard !state.isClosing else { return }
        state.queue.add(work, now: now)
        wake(.beginning)
    }

    /// What each session got until now, in the order they came.
    public var shares: [SliceShare] {
        condition.lock()
        defer { condition.unlock() }
        return state.queue.live.map {
            SliceShare(
                label: $0.work.label, lane: $0.conduct.lane, slices: $0.slices,
                usedNanoseconds: $0.usedNanoseconds, delays: $0.delays,
                demotions: $0.conduct.demotions)
        }
    }

    /// How often a lane was given to another thread because a slice ran over its time.
    public var handovers: Int64 {
        condition.lock()
        defer { condition.unlock() }
        return state.handovers
    }

    /// Lets running slices end and drops what waits. Not on the loop's thread, which must still
    /// run, and not twice.
    func close() {
        condition.lock()
        state.isClosing = true
        let players = Array(state.players.values) + state.retired
        let threads = players.compactMap(\.thread) + state.ended
        state.ended = []
        condition.broadcast()
        condition.unlock()
        for thread in threads { thread.join() }
        loop.post { [self] in
            timer?.close()
            timer = nil
        }
    }

    // MARK: Players' threads

    private func run(_ player: Player) {
        let thread = RunningThread.current
        if player.lane.nice > 0 {
            // Counted from what the whole process was given. Where the system refuses, lanes share
            // the core alike.
            thread.setNice(min(thread.nice + player.lane.nice, PlayLane.slow.nice))
        }
        var used = thread.processorNanoseconds ?? 0
        condition.lock()
        player.running = thread
        while let entry = next(for: player, since: used) {
            let nanoseconds = state.queue.quantum(in: player.lane)
            condition.unlock()
            let result = entry.work.play(SliceQuantum(nanoseconds: nanoseconds, clock: clock))
            let total = thread.processorNanoseconds ?? used
            let now = clock.monotonicNanoseconds()
            condition.lock()
            player.sliceBegan = nil
            settle(entry, result, of: player, used: total &- used, now: now)
            used = total
        }
        end(player)
        condition.unlock()
    }

    /// Waits for a session to play; `nil` when the thread is to end. With the lock held.
    private func next(for player: Player, since used: UInt64) -> Entry? {
        while !state.isClosing, !player.isRetired {
            let now = clock.monotonicNanoseconds()
            if let entry = state.queue.take(from: player.lane, now: now) {
                player.sliceBegan = (used, now)
                watchIfOthersWait(in: player.lane)
                return entry
            }
            player.isIdle = true
            condition.wait()
            player.isIdle = false
        }
        return nil
    }

    private func settle(
        _ entry: Entry, _ result: SliceResult, of player: Player, used: UInt64, now: UInt64
    ) {
        switch result {
        case .more:
            let lane = state.queue.giveBack(entry, used: used, now: now)
            // This thread itself takes the next of its lane: nobody has to be told.
            if lane != player.lane || player.isRetired { wake(lane) }
        case .done: state.queue.finish(entry, used: used)
        }
    }

    /// Has the lane's thread look, or has one made.
    private func wake(_ lane: PlayLane) {
        if let player = state.players[lane] {
            if player.isIdle { condition.broadcast() }
            watchIfOthersWait(in: lane)
        } else {
            watch()
        }
    }

    private func watchIfOthersWait(in lane: PlayLane) {
        if lane.overrunNanoseconds != nil, state.queue.waiting(in: lane) > 0 { watch() }
    }

    private func end(_ player: Player) {
        guard !state.isClosing else { return }
        state.retired.removeAll { $0 === player }
        if let thread = player.thread { state.ended.append(thread) }
        watch()
    }

    // MARK: The loop's thread

    /// Has the loop look after the players until nobody waits. With the lock held.
    private func watch() {
        guard !state.isWatching, !state.isClosing else { return }
        state.isWatching = true
        loop.post { [self] in beginWatching() }
    }

    private func beginWatching() {
        look()
        do throws(LoopError) {
            if timer == nil {
                timer = try EventLoop.Timer(on: loop, label: "slices") { [weak self] _ in
                    self?.look()
                }
            }
        } catch {
            // A libuv timer needs nothing of the system.
            preconditionFailure("\(error)")
        }
        let period = Duration.milliseconds(SchedulingLimits.watchPeriodMilliseconds)
        timer?.start(after: period, every: period)
    }

    /// Starts threads for lanes that have none, hands over lanes whose thread is busy for too long,
    /// and joins threads that have ended.
    private func look() {
        condition.lock()
        for lane in PlayLane.allCases where state.queue.waiting(in: lane) > 0 && !state.isClosing {
            // Refused threads are asked for again at the next look.
            if let player = state.players[lane] {
                if isOver(player) { try? handOver(player) }
            } else {
                try? start(lane)
            }
        }
        lowerRetired()
        let ended = state.ended
        state.ended = []
        if !needsWatching {
            state.isWatching = false
            timer?.cancel()
        }
        condition.unlock()
        for thread in ended { thread.join() }
    }

    private var needsWatching: Bool {
        state.retired.contains { !$0.isLowered }
            || PlayLane.allCases.contains { lane in
                state.queue.waiting(in: lane) > 0
                    && (lane.overrunNanoseconds != nil || state.players[lane] == nil)
            }
    }

    /// Whether a slice keeps the others of its lane waiting for too long: it runs, or it waits for
    /// something outside, such as a disk that is slower than the sessions.
    private func isOver(_ player: Player) -> Bool {
        guard let most = player.lane.overrunNanoseconds, let began = player.sliceBegan else {
            return false
        }
        return hasUsed(player, more: most)
            || clock.monotonicNanoseconds() &- began.at > most
                + SchedulingLimits.waitingNanoseconds
    }

    private func hasUsed(_ player: Player, more most: UInt64) -> Bool {
        guard let began = player.sliceBegan, let used = player.running?.processorNanoseconds else {
            return false
        }
        return used > began.used && used - began.used > most
    }

    private func handOver(_ player: Player) throws(LoopError) {
        guard state.retired.count < SchedulingLimits.overrunThreadsMax else { return }
        try start(player.lane)
        player.isRetired = true
        state.retired.append(player)
        state.handovers += 1
    }

    /// Threads that were left to a session that runs get what the others leave over; one that waits
    /// goes on as before.
    private func lowerRetired() {
        for player in state.retired where !player.isLowered {
            guard hasUsed(player, more: player.lane.overrunNanoseconds ?? 0) else { continue }
            player.isLowered = true
            player.running?.setNice(PlayLane.slow.nice)
        }
    }

    /// Makes the thread of a lane. With the lock held, which the new thread waits for. The caller's
    /// priority is the normal one: a thread begins with that of its maker.
    private func start(_ lane: PlayLane) throws(LoopError) {
        let player = Player(lane)
        player.thread = try NativeThread(label: "\(loop.label), \(lane)") { [self] in run(player) }
        state.players[lane] = player
    }
}
