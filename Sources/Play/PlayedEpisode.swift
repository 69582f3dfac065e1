// One episode of a comparison's arm, played or played again.
private import Encoding
public import Scripting

/// What an episode gave, and what it showed on the way.
public struct PlayedEpisode: Sendable {
    public var result: EpisodeResult
    /// Over everything that it showed; 64 hexadecimal digits.
    public var digest: String
    /// Its rounds; empty when they were not kept.
    public var columns = EpisodeColumns()
    /// Calls that came near a budget.
    public var budgetUses = BudgetUses()
    /// Its first fault, survived or not.
    public var firstFault: SessionFault?
    /// The fault that ended it.
    public var lastFault: SessionFault?

    /// An episode whose rounds are known elsewhere.
    public init(_ result: EpisodeResult, digest: String) {
        self.result = result
        self.digest = digest
    }

    /// The episode of a session that was played until `end`, or until all rounds were.
    public init(_ session: Session, end: SessionEnd.Reason?) {
        result = EpisodeResult(
            totals: session.totals, balance: session.balance, rewardTotal: session.rewardTotal,
            end: end, refusedBy: end == .limit ? session.refusedBy : nil)
        digest = session.digest
        columns = session.takeColumns()
        budgetUses = session.budgetUses
        let faults = session.takeFaults()
        firstFault = faults.first
        lastFault = end == .fault ? faults.last : nil
    }

    /// An episode whose plugins failed before its first round.
    public init(_ configuration: SessionConfiguration, unstartedBy fault: PluginFault) {
        result = .unstarted(configuration)
        digest = SHA256Stream().digest.hex
        firstFault = SessionFault(round: 0, fault: fault)
        lastFault = firstFault
    }
}
