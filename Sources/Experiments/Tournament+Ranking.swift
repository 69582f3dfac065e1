// The order of the arms.
public import Statistics

extension Tournament {
    /// One arm's place.
    public struct Standing: Sendable {
        public let arm: Int
        /// Elo points, mean 0 over the arms: Bradley-Terry over who did better in each episode.
        public let rating: Double
        /// 95 %, by the bootstrap over seeds; nil with too few episodes.
        public let interval: Interval?
    }

    /// Ties added between every two arms that met, so that an arm that never lost has a rating.
    public static let rankingPrior = 1.0

    /// The arms, the highest rating first.
    ///
    /// - Parameter seed: of the bootstrap.
    public func standings(seed: UInt64) -> [Standing] {
        var wins = [[Double]](
            repeating: [Double](repeating: 0, count: armCount), count: armCount)
        for block in blocks {
            for i in 0..<armCount {
                for j in 0..<armCount { wins[i][j] += block[i][j] }
            }
        }
        guard
            let strengths = BradleyTerry.logStrengths(wins: wins, prior: Tournament.rankingPrior)
        else {
            return (0..<armCount).map { Standing(arm: $0, rating: 0, interval: nil) }
        }
        var generator = SplitMix64(seed: seed)
        let intervals = BradleyTerry.intervals(
            blocks: blocks, prior: Tournament.rankingPrior, using: &generator)
        let elo = BradleyTerry.eloPerLogStrength
        return (0..<armCount).sorted { strengths[$0] > strengths[$1] }.map { arm in
            Standing(
                arm: arm, rating: elo * strengths[arm],
                interval: intervals.map {
                    Interval(lower: elo * $0[arm].lower, upper: elo * $0[arm].upper)
                })
        }
    }

    /// Contests that the e-BH procedure calls real: of these a share of alpha is false on average.
    public func discoveries() -> [Bool] {
        MultipleTesting.eBenjaminiHochberg(
            logValues: contests.map(\.difference.logEvidence), alpha: setup.alpha)
    }
}
