// One arm's number in one pair, for whoever shows what was judged.
public import Play

extension Comparison.Setup {
    /// The metric's value of an arm: net and reward in major units, return, goal and ruin as shares.
    public func value(of arm: EpisodeResult) -> Double {
        arm.value(of: metric, goal: goal, leastStake: leastStake, minorUnits: minorUnits)
    }
}
