// One arm's number in one pair, for whoever shows what was judged.
public import Play

extension Comparison.Setup {
    /// The metric's value of an arm: net and reward in major units, return, goal and ruin as shares.
    public func value(of arm: EpisodeResult) -> Double {
        arm.value(of: metric, goal: goal, leastStake: leastStake, minorUnits: minorUnits)
    }

    /// What is judged of both arms of a pair: the values as they were played, or with a control
    /// variate those that are expected.
    ///
    /// - Precondition: with a control variate the pair has an expectation.
    public func judged(_ pair: PairResult) -> (a: Double, b: Double) {
        guard control != nil else { return (value(of: pair.a), value(of: pair.b)) }
        guard let expected = pair.expectation else {
            preconditionFailure("a comparison with a control variate judges expectations")
        }
        return (
            (expected.a + extra(pair.a)) / minorUnits, (expected.b + extra(pair.b)) / minorUnits
        )
    }

    // What rewards have beside money, such as a score: it counts as it was played.
    func extra(_ arm: EpisodeResult) -> Double {
        metric == .reward ? arm.rewardTotal - Double(arm.totals.net) : 0
    }
}
