// What the exact return of the game was worth in a comparison.
internal import Experiments
internal import Odds
internal import Play
internal import Statistics

extension ComparisonReport {
    /// The control variate: luck of the rounds taken out by the exact return.
    public struct Control: Encodable, Sendable {
        /// "exact", or "none" where the return could not be proved.
        public var method: String
        /// Why it is "none".
        @Nullable public var reason: String?
        /// The least and the most exact return of the stakes that were bet.
        @Nullable public var returnRates: [Double]?
        /// Stakes that were bet and proved.
        public var stakes: Int
        /// Rounds of both arms that count with their exact mean, and all rounds.
        public var exactRounds: Int64
        public var rounds: Int64
        /// The mean of A - B as it was played, luck included.
        @Nullable public var meanAsPlayed: Double?
        /// Variance of A - B as played / with exact means; null when nothing varies any more.
        @Nullable public var gain: Double?

        enum CodingKeys: String, CodingKey {
            case method, reason, stakes, rounds, gain
            case returnRates = "return_rates"
            case exactRounds = "exact_rounds"
            case meanAsPlayed = "mean_as_played"
        }

        init?(_ comparison: Comparison, _ returns: ExactReturns?, refusal: String?) {
            guard returns != nil || refusal != nil else { return nil }
            let found = returns?.returns.map(\.rate.double) ?? []
            method = returns == nil ? "none" : "exact"
            reason = refusal
            returnRates = found.min().flatMap { least in found.max().map { [least, $0] } }
            stakes = found.count
            exactRounds = comparison.exactRounds
            rounds = comparison.a.rounds + comparison.b.rounds
            let played = comparison.played.difference
            meanAsPlayed = returns != nil && played.count > 0 ? played.mean : nil
            let left = comparison.statistics.moments
            if returns != nil, let before = played.variance, let after = left.difference.variance,
                after > 1e-20 * before
            {
                gain = before / after
            }
        }

        /// Why there is no decision, where expectations rather than results are compared.
        static func reason(_ comparison: Comparison) -> String? {
            let obstacle = comparison.statistics.obstacle
            guard comparison.setup.control != nil else { return obstacle.map(\.description) }
            switch obstacle {
            case .armsNeverDiffered:
                return "Both arms staked as much at the same returns in every pair, so whatever "
                    + "they differed in was luck; play more pairs, or check that the two "
                    + "strategies really differ."
            case .constantDifference where comparison.pairs < SequentialComparison.constantMinimum:
                return "By the exact return the difference was the same in every pair; play "
                    + "\(SequentialComparison.constantMinimum) pairs or more, from which on the "
                    + "game's own bounds judge it."
            case .constantDifference:
                return "By the exact return the difference was the same in every pair, and how "
                    + "far another may be from it is too much work to find out; begin again with "
                    + "--control none, or with a --max-bet."
            default: return obstacle?.description
            }
        }

        /// Rows of the table of figures.
        var rows: [[String]] {
            if let reason { return [["control variate", "none: \(reason)"]] }
            var rates = "no bet"
            if let returnRates, returnRates.count == 2 {
                rates = Figures.percent(returnRates[0], decimals: 4)
                if returnRates[1] - returnRates[0] > 5e-7 {
                    rates += " to " + Figures.percent(returnRates[1], decimals: 4)
                }
                rates += stakes == 1 ? " of 1 stake" : " of \(stakes) stakes"
            }
            let covered =
                exactRounds == rounds
                ? "all rounds"
                : Figures.percent(Double(exactRounds) / Double(max(1, rounds))) + " of rounds"
            var rows = [["control variate", "exact return \(rates), \(covered)"]]
            let worth =
                gain.map {
                    "variance of A - B \(Figures.decimals($0, $0 < 100 ? 2 : 0)) times smaller"
                } ?? "no variance of A - B is left"
            rows.append(["its gain", worth])
            if let meanAsPlayed {
                rows.append(["A - B as played", Figures.signed(meanAsPlayed, 4)])
            }
            return rows
        }
    }
}
