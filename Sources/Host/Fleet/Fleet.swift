// The sessions of a run file, under supervision: started when there is room, restarted by policy,
// paused and stopped on request, and counted.
internal import Play
internal import Reports
private import Scripting
internal import Storage

/// Supervises the sessions of one run file.
///
/// `@unchecked Sendable`: everything is touched on the core loop's thread; what workers report is
/// posted there.
final class Fleet: @unchecked Sendable {
    /// What a fleet works with.
    struct Means: Sendable {
        var store: JournalStore
        var committer: Committer
        var workers: any FleetWorkers
        /// Has the core loop's thread do something, after what it was given before. Any thread.
        var post: @Sendable (@escaping @Sendable () -> Void) -> Void
        var clock: HostClock
        /// Of a group, by its `isolation`.
        var catalogue: @Sendable (IsolationRules.Tier?) -> Catalogue
        /// `nil`: edits are not taken.
        var watch: (any FleetEdits)?
        /// Rounds after which each of so many sessions stores its place.
        var placeRounds: @Sendable (_ sessions: Int) -> Int64? = {
            SessionTask.Tempo.placeRounds(sessions: $0)
        }
    }

    let means: Means
    var plan: FleetPlan
    var members: [FleetMember]
    /// Members by "group/index".
    var byName: [String: FleetMember]
    let log: FleetEvent.Sink
    private(set) var isDraining = false
    /// Why the host has to end with an error, if it has.
    private(set) var failure: (any Error)?
    /// Called once, when it is draining, or all is done, and no worker has anything.
    var whenEnded: () -> Void = {}
    private var hasEnded = false
    /// Whether nothing can be asked of it any more.
    var isEnding: Bool { isDraining || hasEnded }

    /// Sessions that wait on the workers to begin. They share in what is played from the moment
    /// that they wait there, so it should be all of them; each holds its checkpoint meanwhile.
    static let startingMax = 2000
    /// Sessions that are looked up in the store in one go, some 0.3 ms each: signals and requests
    /// wait that long.
    static let lookedUpMax = 100
    private var waiting: [FleetMember] = []
    /// Sessions that were to be continued at first.
    private(set) var recoveringMax = 0
    private var startingCount = 0
    private var isAdmitting = false
    private var onWorker: [Int]
    var isMemoryStale = false
    var startedAt: UInt64
    let figures = FleetFigures()
    let storageWait: StorageWait
    /// Rounds a second, by group.
    var rates: [Double] = []

    init(_ plan: FleetPlan, _ means: Means, log: @escaping FleetEvent.Sink) {
        self.plan = plan
        self.means = means
        self.log = log
        members = plan.items.map { FleetMember($0, plan.group(of: $0)) }
        byName = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0) })
        onWorker = [Int](repeating: 0, count: means.workers.count)
        storageWait = StorageWait(means.committer)
        startedAt = means.clock.monotonicNanoseconds()
    }

    // MARK: Start and end

    /// Puts everything where it stood, and starts what is to play.
    func begin() {
        Plugin.keepSmall(members.count > FleetFigures.manySessions)
        recall()
        waiting = members.filter { $0.state == .waiting }.reversed()
        for member in waiting { member.isRecovering = member.item.isStored }
        recoveringMax = members.count { $0.isRecovering }
        admit()
    }

    /// Lets running slices end, seals, commits, and then calls `whenEnded`.
    func drain(_ why: String) {
        guard !isDraining else { return }
        isDraining = true
        log(FleetEvent(.info, "stopping: \(why)"))
        means.committer.endWaits()
        for member in members { member.stop?.set() }
        means.workers.wakeSleepers()
        endIfDone()
    }

    /// Ends with an error: the journal can not be written any more.
    func fail(_ error: any Error) {
        if failure == nil {
            failure = error
            log(FleetEvent(.error, "\(error)"))
        }
        drain("the journal can not be written")
    }

    private func endIfDone() {
        guard !hasEnded, !members.contains(where: { $0.state.isOnWorker }) else { return }
        let isOver = members.allSatisfy { $0.state == .done || $0.state == .failed || $0.isDropped }
        guard isDraining || isOver else { return }
        hasEnded = true
        if !isDraining { log(FleetEvent(.info, "every session is done")) }
        whenEnded()
    }

    /// Once a second, and after requests.
    func look() {
        tellOfPause()
        giveBackAgain()
        let now = means.clock.monotonicNanoseconds()
        if isDraining || members.contains(where: { $0.state == .pausing || $0.state == .stopping })
        {
            // One may have gone to sleep while it was asked.
            means.workers.wakeSleepers()
        }
        for member in members where member.state == .resting {
            if let due = member.dueAt, due <= now { enqueue(member, .due) }
        }
        admit()
        endIfDone()
    }

    // MARK: Starting

    /// Has a session wait for its start.
    func enqueue(_ member: FleetMember, _ input: FleetInput) {
        guard move(member, input, why: "") else { return }
        member.dueAt = nil
        waiting.insert(member, at: 0)
    }

    /// Has a session that is new wait for its start.
    func wait(_ member: FleetMember) { waiting.insert(member, at: 0) }

    /// Starts what waits, as far as there is room.
    func admit() {
        var count = 0
        // Who would only wait for room waits here, where it costs nothing.
        while !isDraining, !means.committer.isPaused, startingCount < Fleet.startingMax,
            count < Fleet.lookedUpMax,
            let member = waiting.popLast()
        {
            // It may have been paused or stopped since.
            guard member.state == .waiting else { continue }
            start(member)
            count += 1
        }
        guard count == Fleet.lookedUpMax, !isAdmitting else { return }
        isAdmitting = true
        means.post { [self] in
            isAdmitting = false
            admit()
        }
    }

    private func start(_ member: FleetMember) {
        guard move(member, .start, why: "") else { return }
        startingCount += 1
        do {
            guard let launch = try beginning(of: member) else {
                startingCount -= 1
                move(member, .finished, why: member.detail)
                endIfDone()
                return
            }
            run(member, launch)
        } catch {
            startingCount -= 1
            settle(member, failed: error)
        }
    }

    private func run(_ member: FleetMember, _ launch: FleetLaunch) {
        let group = member.group
        let now = means.clock.wallMilliseconds()
        let created = member.createdAt ?? now
        member.createdAt = created
        let stop = StopFlag()
        member.stop = stop
        let worker = onWorker.indices.min { onWorker[$0] < onWorker[$1] } ?? 0
        member.worker = worker
        onWorker[worker] += 1
        let goal = SessionTask.Goal(
            rounds: group.stop.rounds,
            seconds: group.stop.seconds.map { $0 - Double(now - created) / 1000 },
            profit: group.stop.profit, loss: group.stop.loss, stopsAtRuin: group.stop.ruin)
        var tempo = SessionTask.Tempo(
            sealMilliseconds: FleetFigures.sealMilliseconds(members.count, group.pacing),
            pacing: group.pacing)
        tempo.mayEndUnbegun = true
        tempo.placeRounds = means.placeRounds(members.count)
        let hasBegun = StopFlag()
        let task = SessionTask(
            launch.blueprint, beginning: launch.beginning, goal: goal, committer: means.committer,
            stop: stop,
            clock: means.clock, tempo: tempo,
            whenBegun: { [self] in
                hasBegun.set()
                means.post { [self] in begun(member) }
            }, reloadAction: { [means] in means.watch?.tell($0) }, allowance: launch.allowance
        ) { [self] result in
            // Nothing is read from the store before it has what was submitted.
            means.committer.whenFlushed { [self] _ in
                means.post { [self] in ended(member, result, hadBegun: hasBegun.isSet) }
            }
        }
        member.task = task
        member.tier = group.isolation
        means.watch?.follow(task, member.tier)
        means.workers.play(task, on: worker)
    }

    private func begun(_ member: FleetMember) {
        startingCount -= 1
        member.item.isStored = true
        member.awaits = nil
        move(member, .begun, why: "")
        admit()
    }

    // MARK: Ends

    private func ended(
        _ member: FleetMember, _ result: Result<SessionTask.Outcome, any Error>, hadBegun: Bool
    ) {
        if !hadBegun { startingCount -= 1 }
        onWorker[member.worker] -= 1
        member.totalsKept = member.totals
        if let task = member.task { means.watch?.unfollow(task, member.tier) }
        member.task = nil
        member.stop = nil
        let storedItsEnd = if case .success = result { hadBegun } else { false }
        giveBack(member, storedItsEnd: storedItsEnd)
        switch result {
        case .success(let outcome):
            // One that never began has none to tell of.
            if hadBegun { member.totalsKept = outcome.totals }
            for line in outcome.logs.suffix(20) {
                log(FleetEvent(.info, "log: \(line)", ["session": member.name]))
            }
            settle(member, outcome)
        case .failure(let error): settle(member, failed: error)
        }
        if member.comesBack {
            member.comesBack = false
            if member.state == .stopped { enqueue(member, .resume) }
        }
        admit()
        endIfDone()
    }

    private func settle(_ member: FleetMember, _ outcome: SessionTask.Outcome) {
        let policy = member.group.restart
        let end = outcome.end
        if outcome.seconds > policy.waitMax { (member.restartsInRow, member.waits) = (0, 0) }
        switch end.reason {
        case .interrupted: move(member, .interrupted, why: "")
        case .limit: settle(member, limit: end.detail)
        case _ where policy.covers(end.reason): tryLater(member, policy, why: end.detail)
        case .fault: move(member, .failed, why: end.detail)
        default: move(member, .finished, why: end.detail)
        }
    }

    private func settle(_ member: FleetMember, failed error: any Error) {
        if let error = error as? StorageError, error.code == .walletLimit {
            return settle(member, limit: error.description)
        }
        if waitsForRoom(member, error) { return }
        if let error = error as? StorageError, error.code != .closed || !isDraining {
            // What a full disk kept from the store is nobody's failure, and goes on as it was.
            let isFull = error.code == .diskFull
            move(member, isFull ? .interrupted : .failed, why: isFull ? "" : error.description)
            fail(error)
            return
        }
        let policy = member.group.restart
        if policy.covers(.fault) {
            tryLater(member, policy, why: "\(error)")
        } else {
            move(member, .failed, why: "\(error)")
        }
    }

    func tryLater(_ member: FleetMember, _ policy: RestartPolicy, why: String) {
        guard member.restartsInRow < policy.restartsMax else {
            let often = policy.restartsMax == 1 ? "once" : "\(policy.restartsMax) times"
            move(member, .failed, why: "restarted \(often) in a row; the last end: \(why)")
            return
        }
        member.restartsInRow += 1
        member.restarts += 1
        let seconds = policy.seconds(
            beforeRestart: member.restartsInRow, seed: member.item.identity.seed)
        member.dueAt = means.clock.monotonicNanoseconds() + UInt64(seconds * 1e9)
        if !move(member, .restLater, why: why) { member.dueAt = nil }
    }

    // MARK: Moves

    /// Moves a session and writes that down. False when it can not take the input.
    @discardableResult
    func move(_ member: FleetMember, _ input: FleetInput, why: String) -> Bool {
        guard let before = member.take(input) else { return false }
        guard before != member.state else { return true }
        member.detail = why
        isMemoryStale = true
        var details = [
            "session": member.name, "from": before.rawValue, "to": member.state.rawValue,
            "rounds": "\(member.totals.rounds)",
        ]
        if !why.isEmpty { details["why"] = why }
        let level: FleetEvent.Level =
            switch member.state {
            case .failed: .error
            case .resting: .warning
            default: .info
            }
        log(FleetEvent(level, "\(member.name) \(member.state.rawValue)", details))
        return true
    }
}
