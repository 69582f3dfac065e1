// The exact return of a game as control variate of a comparison.
//
// Why it is right. Round t of an arm stakes S(t) and is paid X(t). S(t) is settled before the game
// draws, so E[X(t) | all before] = m(S(t)), where m(s) is the exact mean payout of a bet of s
// (Odds/ExactReturns.swift proves it or there is none). The sum M of X(t) - m(S(t)) over the rounds
// of an episode is a martingale stopped after a bounded number of rounds, so E[M] = 0 for every
// strategy, however its stakes depend on what it saw. Net - M has the mean of net exactly: what a
// strategy is worth, without the luck of its rounds. What is left is where it put its money
// (Burch et al., "AIVAT", AAAI-18, do this for poker).
//
// Why the coefficient is 1 and not fitted. Net - c M is unbiased for every c that does not look at
// the pair itself. A c fitted over all pairs does look, and biases small samples; one fitted on
// earlier pairs does not, but has nothing to gain: given the stakes, net - M is not random at all
// in the rounds that m covers, so c = 1 takes all of their luck away. A fitted c could only lean on
// a chance correlation of luck and stakes, which the next pairs do not have.
//
// Rounds whose stake has no proved mean count as they were played. Whether there is a proof depends
// on the stake alone, which is settled before the draw, so the mean stays right.
public import Play

/// What a comparison needs of the exact return.
public struct ReturnControl: Sendable {
    /// Mean payout of a bet of a stake, both in minor units; `nil` where it is not proved. The same
    /// at every call.
    public let meanPayout: @Sendable (_ stake: Int64) -> Double?
    /// Where the difference of a pair's expectations must lie whatever the strategies do, in minor
    /// units; `nil` when not all stakes are proved. May take seconds; asked at most once.
    public let bounds: @Sendable () -> ClosedRange<Double>?

    public init(
        meanPayout: @escaping @Sendable (_ stake: Int64) -> Double?,
        bounds: @escaping @Sendable () -> ClosedRange<Double>?
    ) {
        self.meanPayout = meanPayout
        self.bounds = bounds
    }

    /// What both arms of a stored pair would have won on the mean; the cursor stands at the pair's
    /// first round and is moved behind its last.
    public func expectation(of pair: PairResult, _ cursor: inout RoundCursor) -> PairExpectation {
        let a = StakeCounts(&cursor, rounds: pair.a.totals.rounds)
        let b = StakeCounts(&cursor, rounds: pair.b.totals.rounds)
        return PairExpectation(
            a, feesA: pair.a.totals.fees, b, feesB: pair.b.totals.fees, meanPayout: meanPayout)
    }
}
