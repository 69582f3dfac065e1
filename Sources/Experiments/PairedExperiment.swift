// Two arms on the same random numbers, pair by pair.
public import Play

/// An experiment: pair i plays episode i of the seed with both strategies, so that both see the
/// same game randomness in the same round.
public struct PairedExperiment: Sendable {
    /// What one arm did in one pair.
    private struct PlayedArm {
        var result: EpisodeResult
        var digest: String
        var columns: EpisodeColumns
        var budgetUses: BudgetUses
    }

    /// Both arms with episode 0; the other episodes differ in nothing else.
    public let a: SessionBlueprint
    public let b: SessionBlueprint
    public let roundsPerPair: Int64

    public init(a: SessionBlueprint, b: SessionBlueprint, roundsPerPair: Int64) {
        self.a = a
        self.b = b
        self.roundsPerPair = roundsPerPair
    }

    /// Plays pair `index`. Depends on nothing but the experiment and the index.
    ///
    /// Throws `PLUGIN_FAULT` when a plugin fails in either arm: a comparison of a strategy that
    /// fails says nothing. Throws `INVALID_INPUT` when the rounds of an arm take more than
    /// `Limits.episodeBytesMax`.
    ///
    /// - Parameter keepsRounds: whether the result holds every round, for a journal.
    public func play(
        pair index: UInt64, keepsRounds: Bool = false
    ) throws(PlayError) -> PairResult {
        guard
            let result = try play(pair: index, keepsRounds: keepsRounds, unless: { false })
        else { preconditionFailure("a pair that nothing stops has an end") }
        return result
    }

    /// As `play(pair:keepsRounds:)`; `nil` when `isStopped`, which is asked every few milliseconds,
    /// said so before the pair was over.
    public func play(
        pair index: UInt64, keepsRounds: Bool, unless isStopped: () -> Bool
    ) throws(PlayError) -> PairResult? {
        guard
            let a = try play(a, episode: index, keepsRounds: keepsRounds, unless: isStopped),
            let b = try play(b, episode: index, keepsRounds: keepsRounds, unless: isStopped)
        else { return nil }
        var pair = PairResult(
            index: index, a: a.result, digestA: a.digest, b: b.result, digestB: b.digest,
            rounds: keepsRounds ? PairResult.Rounds(a: a.columns, b: b.columns) : nil)
        pair.budgetUsesA = a.budgetUses
        pair.budgetUsesB = b.budgetUses
        return pair
    }

    private func play(
        _ blueprint: SessionBlueprint, episode: UInt64, keepsRounds: Bool,
        unless isStopped: () -> Bool
    ) throws(PlayError) -> PlayedArm? {
        let session = try Session(blueprint.with(episode: episode), isJournalled: false)
        session.keepsColumns = keepsRounds
        var stopped: SessionEnd.Reason?
        while session.rounds < roundsPerPair {
            if isStopped() { return nil }
            guard case .ended(let end) = session.play(rounds: roundsPerPair - session.rounds) else {
                try requireRoom(session, episode)
                continue
            }
            if end.reason == .fault {
                let fault = session.takeFaults().last?.fault
                throw PlayError(.pluginFault, end.detail, fault: fault)
            }
            stopped = end.reason
            break
        }
        let result = EpisodeResult(
            totals: session.totals, balance: session.balance, rewardTotal: session.rewardTotal,
            end: stopped)
        return PlayedArm(
            result: result, digest: session.digest, columns: session.takeColumns(),
            budgetUses: session.budgetUses)
    }

    private func requireRoom(_ session: Session, _ episode: UInt64) throws(PlayError) {
        guard session.columnBytes > Limits.episodeBytesMax else { return }
        throw PlayError(
            .invalidInput,
            "pair \(episode &+ 1) takes more than \(Limits.episodeBytesMax) bytes in the journal after "
                + "\(session.rounds) rounds of one strategy: give fewer --rounds-per-pair, or play "
                + "long sessions with `stratagem run`")
    }
}

extension EpisodeResult {
    /// The metric's number for this arm.
    ///
    /// - Parameters:
    ///   - goal: balance to reach, minor units.
    ///   - leastStake: the smallest stake with its fees, minor units.
    ///   - minorUnits: minor units of one major unit: 100 for AUD.
    func value(of metric: Metric, goal: Int64, leastStake: Int64, minorUnits: Double) -> Double {
        switch metric {
        case .net: Double(totals.net) / minorUnits
        case .return: totals.staked > 0 ? Double(totals.paid) / Double(totals.staked) : 0
        case .goal: balance >= goal ? 1 : 0
        case .ruin: balance < leastStake ? 1 : 0
        case .reward: rewardTotal / minorUnits
        }
    }
}
