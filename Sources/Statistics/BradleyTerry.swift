// Strengths of players from who beat whom.
//
// SOURCE
//     Bradley & Terry, Biometrika 39 (1952): P(i beats j) = s_i / (s_i + s_j).
//     Hunter, "MM algorithms for generalized Bradley-Terry models", Annals of Statistics 32 (2004),
//     equation 3: s_i <- W_i / sum_j n_ij / (s_i + s_j), which climbs the likelihood at every step.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Maximum-likelihood strengths.
public enum BradleyTerry {
    /// Elo points of one unit of log strength: 400 / ln 10.
    public static let eloPerLogStrength = 173.717_792_761_248_5

    /// Log strengths with mean 0.
    ///
    /// - Parameters:
    ///   - wins: `wins[i][j]` games that i won against j; a tie is half a win of each. Square.
    ///   - prior: ties added between every two players who met. Without any, a player who never
    ///     won or never lost has no finite strength.
    /// - Returns: nil when a player met nobody, or, with `prior` 0, when no finite maximum was
    ///   found in 10,000 steps.
    public static func logStrengths(wins: [[Double]], prior: Double = 0) -> [Double]? {
        let count = wins.count
        precondition(wins.allSatisfy { $0.count == count }, "wins are a square table")
        precondition(prior >= 0, "a prior is a number of ties")
        var games = wins
        var won = [Double](repeating: 0, count: count)
        for i in 0..<count {
            for j in 0..<count where i != j {
                let met = wins[i][j] + wins[j][i]
                games[i][j] = met > 0 ? met + prior : 0
                won[i] += met > 0 ? wins[i][j] + prior / 2 : 0
            }
            games[i][i] = 0
            guard count == 1 || games[i].contains(where: { $0 > 0 }), count == 1 || won[i] > 0
            else { return nil }
        }
        return climb(games: games, won: won)
    }

    private static func climb(games: [[Double]], won: [Double]) -> [Double]? {
        let count = won.count
        var strengths = [Double](repeating: 1, count: count)
        for _ in 0..<10_000 {
            var change = 0.0
            for i in 0..<count where count > 1 {
                var sum = 0.0
                for j in 0..<count where games[i][j] > 0 {
                    sum += games[i][j] / (strengths[i] + strengths[j])
                }
                let next = won[i] / sum
                change = max(change, (next - strengths[i]).magnitude / strengths[i])
                strengths[i] = next
            }
            let logs = strengths.map { log($0) }
            let mean = logs.reduce(0, +) / Double(count)
            // A scale of its own is arbitrary; kept near 1 it neither over- nor underflows.
            strengths = logs.map { exp($0 - mean) }
            if change < 1e-12 { return logs.map { $0 - mean } }
        }
        return nil
    }
}
