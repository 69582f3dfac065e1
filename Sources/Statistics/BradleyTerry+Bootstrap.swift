// How far strengths could be off: the bootstrap over blocks of seeds.

extension BradleyTerry {
    /// Percentile intervals of log strengths. Blocks, not games, are drawn: what happened on the
    /// same seed is not independent.
    ///
    /// Source: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), section 13.3.
    ///
    /// - Parameters:
    ///   - blocks: tables of wins, each over seeds of its own.
    ///   - prior: as in `logStrengths`; with 0 a draw without a finite maximum is drawn again.
    ///   - level: coverage, such as 0.95.
    ///   - draws: bootstrap samples.
    /// - Returns: one interval a player; nil when there are under two blocks or no draw could be
    ///   fitted.
    public static func intervals(
        blocks: [[[Double]]], prior: Double, level: Double = 0.95, draws: Int = 500,
        using generator: inout some RandomNumberGenerator
    ) -> [Interval]? {
        precondition(level > 0 && level < 1, "a level is between 0 and 1")
        guard blocks.count > 1, let players = blocks.first?.count else { return nil }
        var samples = [[Double]](repeating: [], count: players)
        for _ in 0..<draws {
            var wins = [[Double]](
                repeating: [Double](repeating: 0, count: players), count: players)
            for _ in blocks.indices {
                let block = blocks[Int.random(in: blocks.indices, using: &generator)]
                for i in 0..<players {
                    for j in 0..<players { wins[i][j] += block[i][j] }
                }
            }
            guard let strengths = logStrengths(wins: wins, prior: prior) else { continue }
            for player in 0..<players { samples[player].append(strengths[player]) }
        }
        guard let fitted = samples.first?.count, fitted > 1 else { return nil }
        let tail = (1 - level) / 2
        return samples.map { values in
            let ascending = values.sorted()
            func quantile(_ share: Double) -> Double {
                let place = share * Double(fitted - 1)
                let below = min(fitted - 2, Int(place))
                let part = place - Double(below)
                return ascending[below] * (1 - part) + ascending[below + 1] * part
            }
            return Interval(lower: quantile(tail), upper: quantile(1 - tail))
        }
    }
}
