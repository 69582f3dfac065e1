// One session: a strategy plays a game against an allowance, slice by slice.
//
// The caller plays slices, seals chunks and hands them to the journal; the session keeps the rules
// that make it a function of its configuration: checkpoints at fixed rounds, plugins rebuilt from
// them, and the same way back after a fault.
internal import Accounts
internal import Encoding
internal import Scripting

/// A running session. One thread at a time.
public final class Session {
    /// With the plugins that play now.
    public internal(set) var blueprint: SessionBlueprint
    public private(set) var state: SessionState = .idle
    /// Transitions since they were last taken.
    private var transitions: [SessionTransition] = []
    /// Faults since they were last taken, with the round they happened in.
    private var faults: [SessionFault] = []

    var driver: RoundDriver
    var digestStream = SHA256Stream()
    /// The strategy that plays: the fallback after a fault.
    var played: StrategyDefinition
    /// Where plugins were last built from; `nil` before the first checkpoint.
    var checkpoint: Checkpoint?
    /// The first round that is not sealed, and what stood before it.
    var openRound: Int64 = 1
    var openDigest: SHA256Digest
    var openBalance: Int64
    var openTotals = SessionTotals()
    /// Chunks that were sealed without being asked for: by recovery, by full columns, at midnight.
    var sealedEarly: [Chunk] = []
    /// The newest round with a fault that the same session need not meet again.
    var unreproducibleRound: Int64?
    /// How the session stopped by itself; `nil` while it can be played.
    var ending: SessionEnd?
    /// The limit that refused the newest refused bet.
    var refusedBy: LimitRefusal.Limit?
    /// What the day's limit refused last, in minor units; `nil` when it was another limit, or none.
    public internal(set) var dayRefused: Int64?
    /// What plugins logged that were rebuilt since.
    private var logs: [String] = []
    /// Calls of plugins that were rebuilt since, near a budget.
    private var usesBefore = BudgetUses()
    /// The day that rounds are spent on, as last told by the caller; days since 1970-01-01. Rounds
    /// of the day before are sealed when it changes.
    public var day: Int64 = 0 {
        willSet {
            if newValue != day, driver.roundsPlayed >= openRound {
                sealedEarly.append(sealOpenRounds(checkpoint: nil))
            }
        }
    }
    /// Whether `takeRecords` gives rounds: for replay.
    public var keepsRecords = false
    var recordBytes: [UInt8] = []
    /// What the digest is continued with before the next round's bytes: reloads since the last one.
    var reloadBytes: [UInt8] = []
    /// Whether chunks are sealed for a journal; comparisons, which keep columns, and replays play
    /// without.
    let isJournalled: Bool
    /// Whether `takeColumns` gives rounds: for comparisons.
    public var keepsColumns = false
    /// Rounds that left the driver and were not taken yet.
    var columns = EpisodeColumns()

    /// A new session: plugins are loaded and started, and the game is probed.
    ///
    /// Throws `PLUGIN_FAULT` when a plugin fails.
    public init(_ blueprint: SessionBlueprint, isJournalled: Bool = true) throws(PlayError) {
        self.blueprint = blueprint
        self.isJournalled = isJournalled
        played = blueprint.strategy
        openDigest = SHA256Stream().digest
        openBalance = blueprint.configuration.bankroll
        do throws(PluginFault) {
            driver = try Session.started(blueprint)
        } catch {
            throw PlayError(error)
        }
        move(.start)
        move(.probe)
        move(.probeComplete)
    }

    /// Continues a stored session: from the last checkpoint at or before its head, the rounds up to
    /// the head are played again and their digest compared with the stored one.
    ///
    /// Throws `replay_incompatible` when the same rounds do not come out, and `PLUGIN_FAULT` when
    /// they do and end with the fault that had stopped the session.
    public init(
        resuming blueprint: SessionBlueprint, checkpoint: Checkpoint?, head: SessionHead,
        isJournalled: Bool = true
    ) throws(PlayError) {
        self.blueprint = blueprint
        self.checkpoint = checkpoint
        self.isJournalled = isJournalled
        let fallback = blueprint.fallback
        played = blueprint.strategy
        if let checkpoint, let fallback, checkpoint.strategyHash == fallback.source.hash {
            played = fallback
        }
        openDigest = SHA256Stream().digest
        openBalance = head.balance
        reloadBytes = blueprint.reloadBytes(after: head.rounds)
        guard blueprint.latestReloads.last?.round ?? 0 <= checkpoint?.round ?? 0 else {
            throw PlayError(
                .replayIncompatible,
                "the session can not be continued: the checkpoint of its last reload is missing")
        }
        let learnFault: PluginFault?
        do throws(PluginFault) {
            // With a checkpoint `start` is not called again: the text may be another since.
            driver =
                try checkpoint == nil
                ? Session.started(blueprint) : Session.unstarted(blueprint)
            let limits = driver.money
            let rounds = try replayed(to: head.rounds, skippingLearnIn: 0)
            learnFault = rounds.learnFault
            adopt(rounds)
            var money = driver.money
            (money.maxBet, money.dayLeft) = (limits.maxBet, head.dayLeft)
            driver.money = money
        } catch {
            throw PlayError(
                .replayIncompatible, "the session can not be continued: \(error.description)",
                fault: error)
        }
        guard digest == head.digest, driver.money.balance == head.balance else {
            throw PlayError(
                .replayIncompatible,
                "round \(head.rounds) does not come out as it was journalled (digest \(digest) "
                    + "instead of \(head.digest)): the journal is from another program version, or "
                    + "a plugin keeps data outside memory and state")
        }
        if let learnFault {
            throw PlayError(
                .pluginFault,
                "the session can not be continued after round \(head.rounds): "
                    + learnFault.description, fault: learnFault)
        }
        markSealed()
        state = .playing
    }

    static func started(_ blueprint: SessionBlueprint) throws(PluginFault) -> RoundDriver {
        let driver = try unstarted(blueprint)
        try driver.start(
            strategyContext: blueprint.strategyContext(
                parameters: blueprint.configuration.parameters),
            gameContext: blueprint.gameContext)
        // The probe: what a session keeps must be plain data from the first round on.
        _ = try driver.save()
        return driver
    }

    /// Loaded plugins, and the money that the session begins with.
    private static func unstarted(
        _ blueprint: SessionBlueprint
    ) throws(PluginFault) -> RoundDriver {
        let driver = try blueprint.makeDriver(strategy: blueprint.strategy)
        let configuration = blueprint.configuration
        driver.money = RoundMoney(
            balance: configuration.bankroll, maxBet: configuration.maxBet,
            dayLeft: configuration.dailyLimit, perSpinFee: configuration.perSpinFee,
            perQueryFee: configuration.perQueryFee)
        return driver
    }

    // MARK: What it shows

    public var rounds: Int64 { driver.roundsPlayed }

    public var balance: Int64 { driver.money.balance }

    /// Totals up to the last settled round.
    public var totals: SessionTotals { SessionTotals(driver.carry) }

    /// Sum of all rewards in minor units.
    public var rewardTotal: Double { driver.carry.rewardTotal }

    /// The running digest over all settled rounds, 64 hexadecimal digits.
    public var digest: String { digestStream.digest.hex }

    /// Live bytes of both plugin heaps.
    public var memoryBytes: Int64 { driver.memoryBytes }

    /// What the rounds since the last call did and showed; only while `keepsRecords` is set.
    public func takeRecords() throws(PlayError) -> [RoundRecord] {
        defer { recordBytes = [] }
        return try RoundRecord.records(
            in: recordBytes, actions: blueprint.game.manifest.actions,
            symbols: blueprint.game.manifest.symbols)
    }

    public func takeTransitions() -> [SessionTransition] {
        defer { transitions = [] }
        return transitions
    }

    public func takeFaults() -> [SessionFault] {
        defer { faults = [] }
        return faults
    }

    /// What the plugins logged since the last call, strategy first.
    public func takeLogs() -> [String] {
        defer { logs = [] }
        let newest = driver.takeLogs()
        return logs + newest.strategy + newest.game
    }

    /// Calls that came near a budget since the session began, or was continued: rounds that are
    /// played again on the way back to a place count once.
    public var budgetUses: BudgetUses {
        var uses = usesBefore
        uses.add(driver.budgetUses())
        return uses
    }

    // MARK: Play

    /// How a slice left the session.
    public enum SliceEnd: Hashable, Sendable {
        /// More rounds can be played.
        case more
        /// The session stopped by itself.
        case ended(SessionEnd)
    }

    /// Plays up to `rounds` rounds; fewer at a checkpoint, when buffers are full, or when `fuel` is
    /// used. What is played does not depend on either. Call `sealAtCheckpoint` when `wantsSeal` says so.
    ///
    /// A session that stopped by itself says so again, but after a refusal it tries anew from the
    /// last settled round: a later day may have begun.
    public func play(rounds: Int64, fuel: Int64 = Limits.sliceFuel) -> SliceEnd {
        guard state == .playing else {
            return .ended(SessionEnd(reason: .interrupted, detail: "the session is over"))
        }
        if let ending {
            guard ending.reason == .limit else { return .ended(ending) }
            if let end = goBackToSettled() { return stopped(end) }
        }
        if wantsSeal {
            if let end = passCheckpoint() { return stopped(end) }
        }
        let left = Limits.checkpointRounds - (driver.roundsPlayed % Limits.checkpointRounds)
        let end = driver.play(rounds: min(rounds, left, Limits.sliceRounds), fuel: fuel)
        digestNewRounds()
        switch end {
        case .slice: return .more
        case .columnsFull:
            // At a checkpoint the caller seals; elsewhere only size asks for it.
            if !wantsSeal { sealedEarly.append(sealOpenRounds(checkpoint: nil)) }
            return .more
        case .cashOut:
            return stopped(
                SessionEnd(
                    reason: .cashOut,
                    detail: "\(played.manifest.name) cashed out after round \(self.rounds)"))
        case .gameOver: return stopped(gameOver)
        case .refused(let limit, let asked, let left):
            return stopped(refusal(limit, asked: asked, left: left))
        case .fault(let fault, let inLearn):
            return handle(fault, inLearn: inLearn).map { stopped($0) } ?? .more
        }
    }

    private func stopped(_ end: SessionEnd) -> SliceEnd {
        ending = end
        return .ended(end)
    }

    var gameOver: SessionEnd {
        SessionEnd(reason: .gameOver, detail: "the game ended in round \(rounds)")
    }

    /// Whether a checkpoint is due: the rounds up to it have to be sealed before more are played.
    public var wantsSeal: Bool {
        let rounds = driver.roundsPlayed
        return ending == nil && rounds > 0 && rounds % Limits.checkpointRounds == 0
            && (checkpoint?.round ?? 0) < rounds
    }

    /// Ends the session: its last transitions.
    public func finish() {
        guard state == .playing else { return }
        move(.lastSpinResult)
        move(.evaluateDone)
    }

    /// A later day has begun: what it spent before does not count any more.
    public func beginDay() {
        var money = driver.money
        money.dayLeft = blueprint.configuration.dailyLimit
        driver.money = money
    }

    // MARK: Inside

    func digestNewRounds() {
        if !reloadBytes.isEmpty, driver.roundsPlayed >= openRound {
            digestStream.update(reloadBytes)
            reloadBytes = []
        }
        if keepsRecords {
            let bytes = driver.copyDigestBytes()
            digestStream.update(bytes)
            recordBytes += bytes
        } else {
            driver.takeDigestBytes { digestStream.update($0) }
        }
    }

    /// Goes on with other plugins; what these ones logged is kept.
    func replaceDriver(_ fresh: consuming RoundDriver) {
        let newest = driver.takeLogs()
        logs += newest.strategy + newest.game
        usesBefore.add(driver.budgetUses())
        driver = fresh
    }

    func note(_ fault: PluginFault, round: Int64) {
        faults.append(SessionFault(round: round, fault: fault))
        if !fault.kind.isReproducible { unreproducibleRound = round }
    }

    /// Takes a transition of the state machine. A refused one is a defect of this file.
    func move(_ input: SessionInput) {
        do throws(SessionTransitionError) {
            let next = try SessionStateMachine.next(state, input)
            transitions.append(
                SessionTransition(
                    from: state, input: input, to: next, rounds: driver.roundsPlayed))
            state = next
        } catch {
            preconditionFailure(error.description)
        }
    }
}

extension SessionTotals {
    init(_ carry: SessionCarry) {
        self.init()
        rounds = carry.rounds
        hits = carry.hits
        decisions = carry.decisions
        staked = carry.staked
        paid = carry.paid
        fees = carry.fees
        faults = carry.faults
        strategyFuel = carry.strategyFuel
        gameFuel = carry.gameFuel
    }
}
