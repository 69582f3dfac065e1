// Who wins more pairs: counts, Elo, and the test where one was asked for.
internal import Experiments
internal import Statistics

extension ComparisonReport {
    /// Pairs won, drawn and lost. A pair is won by the arm with the better metric.
    public struct Wins: Encodable, Sendable {
        public var a: Int
        public var draws: Int
        public var b: Int
        /// Won pairs of A and half of the draws, as a share; null before the first pair.
        @Nullable public var score: Double?
        /// Logistic Elo of A, where the true score lies at every look (a betting confidence
        /// sequence).
        @Nullable public var elo: Double?
        public var eloInterval: [Double]
        /// Of one look at a number of pairs that was fixed beforehand, as matches are reported.
        @Nullable public var eloHalfWidth: Double?
        @Nullable public var normalizedElo: Double?
        @Nullable public var normalizedHalfWidth: Double?
        /// Pairs that A won for each that B won.
        @Nullable public var pairsRatio: Double?
        /// The probability that A wins more, of one look.
        @Nullable public var likelihoodOfSuperiority: Double?

        enum CodingKeys: String, CodingKey {
            case a, draws, b, score, elo
            case eloInterval = "elo_interval"
            case eloHalfWidth = "elo_half_width"
            case normalizedElo = "normalized_elo"
            case normalizedHalfWidth = "normalized_half_width"
            case pairsRatio = "pairs_ratio"
            case likelihoodOfSuperiority = "los"
        }
    }

    /// The test of who wins.
    public struct Sprt: Encodable, Sendable {
        public var elo0: Double
        public var elo1: Double
        public var model: String
        public var alpha: Double
        public var beta: Double
        public var logRatio: Double
        /// Where the test ends: Wald's, without the correction for overshoot that is made beside.
        public var bounds: [Double]
        /// "elo0" or "elo1" when one was accepted.
        @Nullable public var accepted: String?
        /// Logistic, corrected for where the test stopped (median-unbiased).
        @Nullable public var elo: Double?
        @Nullable public var eloInterval: [Double]?
        @Nullable public var likelihoodOfSuperiority: Double?

        enum CodingKeys: String, CodingKey {
            case elo0, elo1, model, alpha, beta, bounds, accepted, elo
            case logRatio = "log_ratio"
            case eloInterval = "elo_interval"
            case likelihoodOfSuperiority = "los"
        }
    }

    /// A share of an arm's pairs, with where the true share lies at every look (a beta-binomial
    /// confidence sequence).
    public struct Share: Encodable, Sendable {
        public var pairs: Int
        public var share: Double
        public var interval: [Double]
    }
}

extension ComparisonReport.Wins {
    init(_ wins: WinShare, alpha: Double) {
        let counts = wins.counts.counts.map { Int($0) }
        (b, draws, a) = (counts[0], counts[1], counts[2])
        score = wins.score
        let estimate = EloEstimate(wins.counts, alpha: alpha)
        elo = wins.score.map { EloScale.logistic(ofScore: $0) }
        let interval = wins.interval
        eloInterval = [interval.lower, interval.upper].map { EloScale.logistic(ofScore: $0) }
        eloHalfWidth = estimate?.eloHalfWidth
        normalizedElo = estimate?.normalized
        normalizedHalfWidth = estimate?.normalizedHalfWidth
        pairsRatio = wins.counts.pairsRatio
        likelihoodOfSuperiority = estimate?.likelihoodOfSuperiority
    }
}

extension ComparisonReport.Sprt {
    init(_ test: WinnerTest) {
        let plan = test.plan
        (elo0, elo1, model) = (plan.elo0, plan.elo1, plan.scale.rawValue)
        (alpha, beta) = (plan.alpha, plan.beta)
        logRatio = test.logRatio
        bounds = [plan.lowerBound, plan.upperBound]
        accepted =
            switch test.decision {
            case .open: nil
            case .low: "elo0"
            case .high: "elo1"
            }
        let stopped = StoppedElo(test.counts, plan, alpha: plan.alpha)
        elo = stopped?.elo
        eloInterval = stopped.map { [$0.lower, $0.upper] }
        likelihoodOfSuperiority = stopped?.likelihoodOfSuperiority
    }
}

extension ComparisonReport.Share {
    init(_ pairs: Int, of count: Int, _ sequence: BernoulliConfidenceSequence) {
        self.pairs = pairs
        share = Double(pairs) / Double(max(1, count))
        let interval = sequence.interval(successes: pairs, trials: count)
        self.interval = [interval.lower, interval.upper]
    }
}

extension ComparisonReport.Share {
    /// "12.50 % (10.01 to 15.44)".
    var text: String {
        "\(Figures.percent(share)) (\(Figures.decimals(interval[0] * 100, 2)) to "
            + "\(Figures.decimals(interval[1] * 100, 2)))"
    }
}

extension ComparisonReport.Wins {
    /// Counts and Elo in two lines of a table.
    var rows: [[String]] {
        var lines = [
            [
                "pairs won by A, drawn, by B",
                [a, draws, b].map { Figures.grouped(Int64($0)) }
                    .joined(separator: " / "),
            ]
        ]
        guard let elo else { return lines }
        let raw = eloHalfWidth.map { ", +-\(Figures.decimals($0, 1)) at one look" } ?? ""
        let bare = normalizedElo.map { "; normalized \(Figures.signed($0, 1))" } ?? ""
        lines.append([
            "Elo of A",
            "\(Figures.signed(elo, 1))\(raw), \(Figures.signed(eloInterval[0], 1)) to "
                + "\(Figures.signed(eloInterval[1], 1)) at every look\(bare)",
        ])
        return lines
    }
}

extension ComparisonReport.Sprt {
    /// The test and its estimate in lines of a table.
    var rows: [[String]] {
        var lines = [
            [
                "test of who wins",
                "log ratio \(Figures.signed(logRatio, 3)) of \(Figures.signed(bounds[0], 3)) (Elo "
                    + "\(elo0) or less) to \(Figures.signed(bounds[1], 3)) (\(elo1) or more), \(model)",
            ]
        ]
        if let elo, let eloInterval, let likelihoodOfSuperiority {
            lines.append([
                "Elo after the test",
                "\(Figures.signed(elo, 1)), \(Figures.signed(eloInterval[0], 1)) to "
                    + "\(Figures.signed(eloInterval[1], 1)), corrected for stopping; A wins more with "
                    + Figures.percent(likelihoodOfSuperiority),
            ])
        }
        return lines
    }
}
