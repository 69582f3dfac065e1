// Two arms on the same random numbers, pair by pair.
public import Play
internal import Scripting

/// An experiment: pair i plays episode i of the seed with both strategies, so that both see the
/// same game randomness in the same round.
public struct PairedExperiment: Sendable {
    /// Both arms with episode 0; the other episodes differ in nothing else.
    public let a: SessionBlueprint
    public let b: SessionBlueprint
    public let roundsPerPair: Int64
    /// The exact return by which pairs get an expectation; `nil` for none.
    public var control: ReturnControl?

    public init(a: SessionBlueprint, b: SessionBlueprint, roundsPerPair: Int64) {
        self.a = a
        self.b = b
        self.roundsPerPair = roundsPerPair
    }

    /// Plays pair `index`. Depends on nothing but the experiment and the index.
    ///
    /// A fault is a result of its arm: the episode goes on or ends as the arm's fault policy says,
    /// and the pair counts with what it had. Throws `PLUGIN_FAULT` when the game fails alike in both
    /// arms, which says nothing about either, and when a plugin can not be started in the first
    /// pair. Throws `INVALID_INPUT` when the rounds of an arm take more than
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
        let needsRounds = keepsRounds || control != nil
        guard
            let a = try a.play(
                episode: index, rounds: roundsPerPair, unit: "pair", keepsRounds: needsRounds,
                unless: isStopped),
            let b = try b.play(
                episode: index, rounds: roundsPerPair, unit: "pair", keepsRounds: needsRounds,
                unless: isStopped)
        else { return nil }
        try requireGame(a.lastFault?.fault, b.lastFault?.fault, pair: index)
        var pair = PairResult(
            index: index, a: a.result, digestA: a.digest, b: b.result, digestB: b.digest,
            rounds: keepsRounds ? PairResult.Rounds(a: a.columns, b: b.columns) : nil)
        (pair.budgetUsesA, pair.budgetUsesB) = (a.budgetUses, b.budgetUses)
        (pair.firstFaultA, pair.firstFaultB) = (a.firstFault, b.firstFault)
        if let control {
            pair.expectation = PairExpectation(
                try StakeCounts(a.columns), feesA: a.result.totals.fees,
                try StakeCounts(b.columns), feesB: b.result.totals.fees,
                meanPayout: control.meanPayout)
        }
        return pair
    }

    private func requireGame(
        _ a: PluginFault?, _ b: PluginFault?, pair index: UInt64
    ) throws(PlayError) {
        guard let fault = PluginFault.common(to: [a, b]) else { return }
        throw PlayError(
            .pluginFault,
            "the game \(self.a.game.manifest.name) failed in both arms of pair \(index &+ 1), so "
                + "that it says nothing about the strategies: \(fault.description)", fault: fault)
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
