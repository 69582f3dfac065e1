// One session on a play worker: slice after slice, sealed and handed to the committer, until it has
// played enough, ends by itself, or is asked to stop.
public import Accounts
internal import EventLoop
public import Play
internal import Scripting
public import Storage
internal import Synchronization

/// Plays one journalled session on one worker.
///
/// `@unchecked Sendable`: everything but `progress` is touched in `start` and in slices only; these
/// come one after the other, and the scheduler's lock lies between them.
public final class SessionTask: SlicedWork, @unchecked Sendable {
    /// Where a session begins.
    public enum Beginning: Sendable {
        case fresh
        /// `day` is the one that its wallet last spent on: a clock that was set back opens none
        /// again.
        ///
        /// `place` is after `checkpoint`. Where it does not lead to the head's digest, the checkpoint
        /// is as good as it ever was.
        case resumed(
            checkpoint: Checkpoint?, head: SessionHead, day: DayKey, place: Checkpoint? = nil)
    }

    /// How far it is, for people who watch.
    public struct Progress: Hashable, Sendable {
        public var totals = SessionTotals()
        /// Rounds that this task played.
        public var played: Int64 = 0
        /// Seconds since it began to play.
        public var seconds = 0.0
        /// Texts of its plugins that were taken while it played, and that were not.
        public var reloads = 0
        public var reloadRefusals = 0

        public init() {}
    }

    /// What came of it.
    public struct Outcome: Sendable {
        public var state: SessionState
        public var totals: SessionTotals
        public var balance: Int64
        public var digest: String
        public var faults: [SessionFault]
        public var end: SessionEnd
        public var played: Int64
        public var seconds: Double
        public var logs: [String]
        /// Calls that came near a budget.
        public var budgetUses: BudgetUses
    }

    public typealias Completion = @Sendable (Result<Outcome, any Error>) -> Void

    public let blueprint: SessionBlueprint
    private let beginning: Beginning
    let goal: Goal
    let committer: Committer
    let stop: StopFlag
    let clock: HostClock
    let tempo: Tempo
    private let whenBegun: @Sendable () -> Void
    private let completion: Completion
    private var keeper: AllowanceKeeper?
    private let shown = Mutex(Progress())
    /// Texts that are offered to it; see SessionTask+Reload.swift.
    let offers = Mutex(ReloadOffers())
    private let reloadAction: ReloadAction

    private var loop: Loop?
    private var session: Session?
    private var roundsBefore: Int64 = 0
    private var startedAt: UInt64 = 0
    private var sealedAt: UInt64 = 0
    /// When the next round of a session with a pace may be played.
    private var notBefore: UInt64?
    private var day: DayKey
    private var faults: [SessionFault] = []
    private var logs: [String] = []

    /// - Parameters:
    ///   - whenBegun: called when its plugins are loaded and it plays; where it is called is said
    ///     of `completion`.
    ///   - reloadAction: called on the thread that plays, after each text that was offered: when
    ///     it played its first rounds, or was refused.
    ///   - allowance: what a session that shares a wallet was given, which stored it.
    ///   - completion: called once, when everything is on the disk; on the worker's loop, or
    ///     without one (only a simulation plays without) wherever that is seen.
    public init(
        _ blueprint: SessionBlueprint, beginning: Beginning, goal: Goal, committer: Committer,
        stop: StopFlag, clock: HostClock = .system, tempo: Tempo = Tempo(),
        whenBegun: @escaping @Sendable () -> Void = {},
        reloadAction: @escaping ReloadAction = { _ in }, allowance: AllowanceGrant? = nil,
        completion: @escaping Completion
    ) {
        self.blueprint = tempo.placeRounds == nil ? blueprint : blueprint.keepingPlaces()
        self.beginning = beginning
        self.goal = goal
        self.committer = committer
        self.stop = stop
        self.clock = clock
        self.reloadAction = reloadAction
        self.tempo = tempo
        self.whenBegun = whenBegun
        self.completion = completion
        day = clock.day
        if case .resumed(_, _, let spentOn, _) = beginning { day = max(day, spentOn) }
        keeper = allowance.map { AllowanceKeeper(blueprint.configuration.id, $0) }
        if let keeper { day = keeper.day }
    }

    /// How far it is; any thread.
    public var progress: Progress { shown.withLock { $0 } }

    /// The session's id.
    public var label: String { blueprint.configuration.id }

    /// Starts on a worker and returns at once; any thread, once.
    public func start(on worker: SliceScheduler) {
        loop = worker.loop
        worker.add(self)
    }

    /// One slice: as many rounds as fit, then whatever has to be sealed.
    public func play(_ quantum: SliceQuantum) -> SliceResult {
        do {
            if let due = waitsForRoom(since: session.map { _ in startedAt }) {
                return .sleep(until: due)
            }
            guard let session else {
                guard !stop.isSet || !tempo.mayEndUnbegun else {
                    completeUnbegun()
                    return .done
                }
                try begin()
                if let loop { loop.post(whenBegun) } else { whenBegun() }
                return self.session.map { next($0) } ?? .more
            }
            if let due = notBefore, clock.monotonicNanoseconds() < due, !stop.isSet {
                return .sleep(until: due)
            }
            guard let end = try slice(session, quantum) else { return next(session) }
            try finish(session, end)
        } catch {
            complete(.failure(error))
        }
        session = nil
        return .done
    }

    /// More at once, or after the wait that the session's pace asks for.
    private func next(_ session: Session) -> SliceResult {
        guard let pacing = tempo.pacing, !stop.isSet else { return .more }
        let wait = pacing.milliseconds(
            seed: blueprint.configuration.seed, episode: blueprint.configuration.episode,
            round: session.rounds + 1)
        let due = clock.monotonicNanoseconds() &+ UInt64(clamping: wait) * 1_000_000
        notBefore = due
        return .sleep(until: due)
    }

    private func begin() throws {
        let session: Session
        switch beginning {
        case .fresh:
            session = try Session(blueprint)
            var batch = CommitBatch()
            if keeper == nil {
                batch.plugins = blueprint.storedPlugins
                batch.sessions = [
                    NewSession(
                        configuration: blueprint.configuration,
                        createdAt: clock.wallMilliseconds(), day: day)
                ]
            }
            // With the session, so that no crash leaves one that has not begun.
            batch.transitions = stored(session.takeTransitions())
            _ = try committer.submit(batch)
        case .resumed(let checkpoint, let head, _, let place):
            session = try resumed(place, checkpoint, head)
        }
        session.day = day.daysSince1970
        if let keeper { session.dayLeft = keeper.first }
        self.session = session
        roundsBefore = session.rounds
        placedAt = session.checkpointRound
        startedAt = clock.monotonicNanoseconds()
        sealedAt = startedAt
        try commit([], of: session, end: nil)
    }

    private func slice(_ session: Session, _ quantum: SliceQuantum) throws -> SessionEnd? {
        if let end = reachedGoal(session) { return end }
        try changeDay(session)
        let reloads = try takeOffers(session)
        keeper?.take(session)
        let result = batches(session, quantum)
        faults += session.takeFaults()
        collectLogs(session)
        let now = clock.monotonicNanoseconds()
        show(session, now)
        if !reloads.isEmpty { tell(reloads) }
        if case .ended(let end) = result { return try refused(session, end) }
        if session.wantsSeal {
            let sealed = session.sealAtCheckpoint()
            faults += session.takeFaults()
            try commit(sealed.chunks, of: session, end: nil)
            sealedAt = now
            if let end = sealed.end { return end }
        } else if now &- sealedAt >= tempo.sealNanoseconds,
            !committer.isCongested
        {
            // With a slow disk chunks grow instead, up to the next checkpoint; a full queue would
            // hold up everybody else on this worker.
            try commitWithPlace(session.seal(), of: session, isLast: false)
            sealedAt = now
        }
        return nil
    }

    /// Rounds until the quantum is over, something has to be sealed, or the goal is reached.
    private func batches(_ session: Session, _ quantum: SliceQuantum) -> Session.SliceEnd {
        // A pace, and what depends on the balance, is looked at after each round: where a session
        // stops must not depend on where a batch ends.
        let each = goal.hangsOnBalance || tempo.pacing != nil ? 1 : SchedulingLimits.batchRounds
        let most = tempo.pacing != nil ? 1 : Limits.sliceRounds
        let last = min(goal.rounds ?? Int64.max, session.rounds + most)
        var result: Session.SliceEnd
        repeat {
            result = session.play(
                rounds: min(last - session.rounds, each), fuel: SchedulingLimits.batchFuel)
        } while result == .more && session.rounds < last && !session.wantsSeal && !quantum.isOver
            && goal.end(of: session) == nil
        return result
    }

    private func reachedGoal(_ session: Session) -> SessionEnd? {
        if stop.isSet {
            return SessionEnd(
                reason: .interrupted, detail: "stopped on request after round \(session.rounds)")
        }
        if let end = goal.end(of: session) { return end }
        if let seconds = goal.seconds, elapsed >= seconds {
            return SessionEnd(reason: .time, detail: "the time is over")
        }
        return nil
    }

    // A chunk never spans two days, and the day never goes back.
    private func changeDay(_ session: Session) throws {
        let today = max(clock.day, keeper?.day ?? day)
        guard today > day else { return }
        try commit(session.seal(), of: session, end: nil)
        day = today
        session.day = today.daysSince1970
        session.beginDay()
        guard var keeper else { return }
        // Nothing is spent on a day before its wallet has given some of it.
        try commit([], of: session, end: nil, asking: keeper.request(session, day: today))
        try committer.flush()
        keeper.begin(today, session)
        self.keeper = keeper
    }

    /// A refusal by the day's limit ends a session that shares its wallet only when the wallet has
    /// no more for it. This waits for the disk, which happens as often as a part is used up: parts
    /// are asked for long before, and near the limit they halve.
    private func refused(_ session: Session, _ end: SessionEnd) throws -> SessionEnd? {
        guard var keeper, end.reason == .limit, let cost = session.dayRefused else { return end }
        let request = keeper.request(session, day: day, least: cost)
        try commit(session.seal(), of: session, end: nil, asking: request)
        try committer.flush()
        let reason = keeper.settle(session)
        self.keeper = keeper
        if keeper.day > day { return nil }
        if let left = session.dayLeft, left < cost {
            return SessionEnd(reason: .limit, detail: "daily_limit: " + (reason ?? end.detail))
        }
        return nil
    }

    private func finish(_ session: Session, _ reached: SessionEnd) throws {
        let chunks = session.seal()
        let end = judged(session, goal.ruin(of: session, reached))
        if end.isFinal { session.finish() }
        try commitWithPlace(chunks, of: session, end: end, isLast: true)
        let now = clock.monotonicNanoseconds()
        show(session, now)
        let outcome = Outcome(
            state: session.state, totals: session.totals, balance: session.balance,
            digest: session.digest, faults: faults, end: end,
            played: session.rounds - roundsBefore, seconds: elapsed, logs: logs,
            budgetUses: session.budgetUses)
        // Others play on while the disk writes.
        committer.whenFlushed { [self] failure in
            complete(failure.map { .failure($0) } ?? .success(outcome))
        }
    }

    /// It was asked to stop before its turn came: nothing was loaded, nothing is to be stored.
    private func completeUnbegun() {
        let end = SessionEnd(reason: .interrupted, detail: "stopped on request before it began")
        let outcome = Outcome(
            state: .idle, totals: SessionTotals(), balance: blueprint.configuration.bankroll,
            digest: "", faults: [], end: end, played: 0, seconds: 0, logs: [],
            budgetUses: BudgetUses())
        complete(.success(outcome))
    }

    private func complete(_ result: Result<Outcome, any Error>) {
        guard let loop else { return completion(result) }
        loop.post { [completion] in completion(result) }
    }

    private func tell(_ reloads: [ReloadEvent]) {
        let taken = reloads.count { $0.isTaken }
        shown.withLock {
            $0.reloads += taken
            $0.reloadRefusals += reloads.count - taken
        }
        for reload in reloads { reloadAction(reload) }
    }

    /// A session that reached its goal with data that can not be kept has a fault all the same.
    private func judged(_ session: Session, _ end: SessionEnd) -> SessionEnd {
        guard end.reason == .rounds || end.reason == .time,
            let found = session.faultInKeptData()
        else { return end }
        faults.append(found)
        return SessionEnd(
            reason: .fault,
            detail: "\(end.detail), but it can not be continued: \(found.fault.description)")
    }

    /// Everything that came up since the last commit, in one batch: it becomes true together.
    ///
    /// - Parameters:
    ///   - request: an allowance that is asked for with it.
    ///   - other: what becomes true with it.
    func commit(
        _ chunks: [Chunk], of session: Session, end: SessionEnd?,
        asking request: AllowanceRequest? = nil, with other: CommitBatch = CommitBatch()
    ) throws {
        let id = blueprint.configuration.id
        let now = clock.wallMilliseconds()
        var batch = other
        batch.chunks = chunks
        batch.transitions = stored(session.takeTransitions())
        batch.faults = faults.dropFirst(storedFaults).map {
            StoredFault($0, sessionID: id, at: now)
        }
        storedFaults = faults.count
        if let end {
            batch.ends = [StoredEnd(sessionID: id, end: end, totals: session.totals)]
        }
        let isLast = chunks.isEmpty || end != nil || request != nil
        let low = isLast ? nil : keeper?.requestWhenLow(session, day: day)
        batch.allowances = [request ?? low].compactMap(\.self)
        if !batch.isEmpty { _ = try committer.submit(batch) }
    }

    private var storedFaults = 0
    /// Where a place was looked for last.
    var placedAt: Int64 = 0

    private func stored(_ transitions: [SessionTransition]) -> [StoredTransition] {
        let now = clock.wallMilliseconds()
        return transitions.map {
            StoredTransition(sessionID: blueprint.configuration.id, transition: $0, at: now)
        }
    }

    private var elapsed: Double {
        Double(clock.monotonicNanoseconds() &- startedAt) / 1e9
    }

    private func show(_ session: Session, _ now: UInt64) {
        let totals = session.totals
        let played = session.rounds - roundsBefore
        let seconds = Double(now &- startedAt) / 1e9
        shown.withLock {
            $0.totals = totals
            $0.played = played
            $0.seconds = seconds
        }
    }

    private func collectLogs(_ session: Session) {
        let lines = session.takeLogs()
        guard !lines.isEmpty else { return }
        logs = Array((logs + lines).suffix(SessionTask.logLinesKept))
    }

    /// The newest lines that plugins logged; older ones are dropped.
    static let logLinesKept = 1000
}
