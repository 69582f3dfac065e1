// The control variate of a comparison: proved when it begins, and again when it goes on.
internal import Experiments
internal import Odds
internal import Play

extension ComparisonStart {
    /// The exact returns of a comparison that asks for a control variate, or why there are none.
    static func returns(
        _ configuration: ComparisonConfiguration, _ arm: SessionBlueprint
    ) throws(PlayError) -> (returns: ExactReturns?, refusal: String?) {
        guard let asked = configuration.control else { return (nil, nil) }
        let returns = try ExactReturns(of: arm, branchesMax: asked.branchesMax)
        if let why = returns.refusal { return (nil, why) }
        return (returns, nil)
    }

    /// What playing and judging need of them.
    static func control(
        _ returns: ExactReturns, _ configuration: ComparisonConfiguration
    ) -> ReturnControl {
        let rounds = Double(configuration.roundsPerPair)
        let fees = [configuration.a, configuration.b].map {
            Double($0.perSpinFee) + Double($0.perQueryFee)
        }
        return ReturnControl(
            meanPayout: { returns.meanPayout(stake: $0)?.double },
            bounds: {
                let stakeMax = max(configuration.a.maxBet ?? .max, configuration.b.maxBet ?? .max)
                guard let excess = returns.excess(stakeMax: stakeMax) else { return nil }
                // An arm may play any number of rounds, each with any stake.
                let least = fees.map { rounds * (min(0, excess.lowerBound) - $0) }
                let most = rounds * max(0, excess.upperBound)
                let (lower, upper) = (least[0] - most, most - least[1])
                return lower < upper ? lower...upper : nil
            })
    }
}
