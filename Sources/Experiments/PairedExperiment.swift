// Two arms on the same random numbers, pair by pair.
public import Play

/// An experiment: pair i plays episode i of the seed with both strategies, so that both see the
/// same game randomness in the same round.
public struct PairedExperiment: Sendable {
    /// What one arm did in one pair.
    public struct ArmResult: Hashable, Sendable {
        public var totals: SessionTotals
        public var balance: Int64
        /// Minor units.
        public var rewardTotal: Double
        /// Why it stopped before all rounds; `nil` when it played them.
        public var end: SessionEnd?
        public var digest: String
        /// Calls that came near a budget.
        public var budgetUses = BudgetUses()
    }

    /// What one pair gave.
    public struct PairResult: Hashable, Sendable {
        public var index: UInt64
        public var a: ArmResult
        public var b: ArmResult
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
    /// fails says nothing.
    public func play(pair index: UInt64) throws(PlayError) -> PairResult {
        PairResult(
            index: index, a: try play(a, episode: index), b: try play(b, episode: index))
    }

    private func play(
        _ blueprint: SessionBlueprint, episode: UInt64
    ) throws(PlayError) -> ArmResult {
        let session = try Session(blueprint.with(episode: episode), isJournalled: false)
        var stopped: SessionEnd?
        while session.rounds < roundsPerPair {
            guard case .ended(let end) = session.play(rounds: roundsPerPair - session.rounds) else {
                continue
            }
            if end.reason == .fault {
                let fault = session.takeFaults().last?.fault
                throw PlayError(.pluginFault, end.detail, fault: fault)
            }
            stopped = end
            break
        }
        return ArmResult(
            totals: session.totals, balance: session.balance, rewardTotal: session.rewardTotal,
            end: stopped, digest: session.digest, budgetUses: session.budgetUses)
    }
}

extension PairedExperiment.ArmResult {
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
