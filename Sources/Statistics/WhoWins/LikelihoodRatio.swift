// The generalised likelihood ratio of two amounts of Elo, given counts of scores.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension WinCounts {
    /// ln of how much more probable the counts are under `elo1` than under `elo0`, each with the
    /// shares that make them most probable.
    ///
    /// Of the logistic scale the mean is given; of the normalized one (mean - 1/2) / deviation,
    /// whose most probable shares are found in ten steps ("Normalized Elo in practice", section
    /// 4.1). 0 while nothing is counted. NaN when a score above 1 or below 0 is asked for.
    public func logLikelihoodRatio(
        _ elo0: Double, _ elo1: Double, scale: EloScale
    ) -> Double {
        guard total > 0 else { return 0 }
        let observed = distribution
        let shares = [elo0, elo1].map { elo -> [Double] in
            switch scale {
            case .logistic:
                let score = EloScale.score(ofLogistic: elo)
                return observed.shares(withZeroMeanOf: observed.scores.map { $0 - score })
            case .normalized:
                let units = elo / EloScale.normalizedUnit * gamesEach.squareRoot()
                return observed.shares(withStandardScore: units)
            }
        }
        let mean = zip(observed.shares, zip(shares[0], shares[1])).reduce(0) {
            $0 + $1.0 * log($1.1.1 / $1.1.0)
        }
        return counts.map { $0 == 0 ? 1e-3 : $0 }.reduce(0, +) * mean
    }

    /// The same on the scale of BayesElo, as older tests were specified: its share of draws is taken
    /// from lost, drawn and won games, and turned into logistic Elo.
    public func logLikelihoodRatio(
        bayesElo elo0: Double, _ elo1: Double, losses: Int, draws: Int, wins: Int
    ) -> Double {
        let games = WinCounts(losses: losses, draws: draws, wins: wins)
        return logLikelihoodRatio(
            games.logistic(ofBayesElo: elo0), games.logistic(ofBayesElo: elo1), scale: .logistic)
    }

    /// The logistic Elo of a BayesElo, given how often these games were drawn.
    ///
    /// - Precondition: three counts.
    public func logistic(ofBayesElo elo: Double) -> Double {
        precondition(counts.count == 3, "draws are counted of single games")
        let shares = distribution.shares
        let drawElo =
            200 * log10((1 - shares[0]) / shares[0] * (1 - shares[2]) / shares[2])
        let won = 1 / (1 + pow(10, (drawElo - elo) / 400))
        let lost = 1 / (1 + pow(10, (drawElo + elo) / 400))
        return EloScale.logistic(ofScore: won + (1 - won - lost) / 2)
    }
}

extension ScoreDistribution {
    /// The most probable shares under which (mean - 1/2) / deviation is this.
    func shares(withStandardScore target: Double) -> [Double] {
        var current = ScoreDistribution(
            scores: scores, shares: scores.map { _ in 1 / Double(scores.count) })
        for _ in 0..<10 {
            let (mean, deviation) = (current.mean, current.variance.squareRoot())
            let values = scores.map { score in
                let step = (mean - score) / deviation
                return score - 0.5 - target * deviation * (1 + step * step) / 2
            }
            guard let least = values.min(), let most = values.max(), least < 0, most > 0 else {
                return current.shares.map { _ in .nan }
            }
            let next = shares(withZeroMeanOf: values)
            let moved = zip(next, current.shares).map { ($0 - $1).magnitude }.max() ?? 0
            current.shares = next
            if moved < 1e-9 { break }
        }
        return current.shares
    }
}
