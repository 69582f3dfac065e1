// What `stratagem compare` says.
public import Accounts
public import Experiments
public import Odds
internal import Play
private import Scripting
internal import Statistics

/// The result of a comparison. Amounts are decimal strings in major units.
public struct ComparisonReport: Encodable, Sendable {
    /// Its id in the store.
    public var comparison: String
    /// Over both arms of all pairs that the verdict rests on, in their order.
    public var digest: String
    public var verdict: String
    /// What ended it: "verdict", "precision", "pairs", "time" or "interrupted".
    public var stoppedBy: String
    /// Why there is no decision; null when there is one.
    @Nullable public var reason: String?
    public var metric: String
    public var game: String
    @Nullable public var variant: String?
    public var pairs: Int
    /// Null where something else than a number of pairs ends it.
    @Nullable public var pairsPlanned: Int?
    public var roundsPerPair: Int64
    /// A minus B, over all pairs. After a stop at a winner it leans away from 0.
    @Nullable public var meanDifference: Double?
    /// The same, corrected for having stopped where it did (median-unbiased); null where nothing was
    /// stopped by what the pairs said.
    @Nullable public var correctedMean: Double?
    /// The centre of `interval`.
    @Nullable public var estimate: Double?
    /// Where the true mean of A - B lies with confidence 1 - alpha, valid at every look; null while
    /// nothing valid can be said.
    @Nullable public var interval: [Double]?
    /// The interval of the formula where it is not valid (heavy tails); for the curious only.
    @Nullable public var nominalInterval: [Double]?
    public var alpha: Double
    public var margin: Double
    @Nullable public var correlation: Double?
    @Nullable public var varianceReduction: Double?
    /// Half the width of the interval that was asked for.
    @Nullable public var precision: Double?
    /// How the exact return of the game was used; null when results count as they were played.
    @Nullable public var control: Control?
    public var wins: Wins
    @Nullable public var sprt: Sprt?
    public var seed: String
    public var a: Arm
    public var b: Arm
    public var seconds: Double
    public var roundsPerSecond: Double
    /// Calls that came near a budget, over the pairs that were judged.
    public var warnings: [BudgetWarning]

    enum CodingKeys: String, CodingKey {
        case comparison, digest, verdict, reason, metric, game, variant, pairs, interval, alpha
        case margin, control, correlation, seed, a, b, seconds, warnings
        case estimate, precision, wins, sprt
        case stoppedBy = "stopped_by"
        case pairsPlanned = "pairs_planned"
        case roundsPerPair = "rounds_per_pair"
        case meanDifference = "mean_difference"
        case correctedMean = "mean_corrected"
        case nominalInterval = "nominal_interval"
        case varianceReduction = "variance_reduction"
        case roundsPerSecond = "rounds_per_second"
    }

    /// - Parameters:
    ///   - judgedBefore: rounds of both arms that were stored before, for the rate.
    ///   - seconds: time that the others took.
    ///   - isInterrupted: whether it was told to stop, rather than that its time was over.
    ///   - returns: the exact returns that were used; `controlRefusal`: why none were.
    public init(
        _ comparison: Comparison, id: String, experiment: PairedExperiment, currency: Currency,
        judgedBefore: Int64, seconds: Double, isInterrupted: Bool, returns: ExactReturns? = nil,
        controlRefusal: String? = nil
    ) {
        let statistics = comparison.statistics
        let moments = comparison.played
        self.comparison = id
        digest = comparison.chain.digest
        verdict = comparison.verdict.rawValue
        let isDecided = comparison.verdict.isDecision
        let setup = comparison.setup
        // With a precision only the width ends it; a winner may stand long before.
        let isPrecise = setup.precision.map { wanted in
            statistics.interval.map { $0.width / 2 <= wanted } ?? false
        }
        stoppedBy =
            isPrecise ?? isDecided
            ? (setup.precision == nil ? "verdict" : "precision")
            : moments.count >= setup.pairs ? "pairs" : isInterrupted ? "interrupted" : "time"
        reason =
            comparison.winners == nil
            ? Control.reason(comparison)
            : isDecided ? nil : "The log ratio is between its bounds; play more pairs."
        precision = setup.precision
        wins = Wins(comparison.wins, alpha: setup.alpha)
        sprt = comparison.winners.map { Sprt($0) }
        control = Control(comparison, returns, refusal: controlRefusal)
        estimate = statistics.estimate
        metric = comparison.setup.metric.rawValue
        game = experiment.a.game.manifest.name
        variant = experiment.a.configuration.variant
        pairs = moments.count
        pairsPlanned = setup.pairs == Comparison.Setup.pairsUnlimited ? nil : setup.pairs
        roundsPerPair = experiment.roundsPerPair
        meanDifference = statistics.meanDifference
        // To as many decimals as mean something.
        correctedMean = statistics.correctedMean.map { ($0 * 1e6).rounded() / 1e6 }
        interval = statistics.interval.map { [$0.lower, $0.upper] }
        nominalInterval =
            statistics.interval == nil
            ? statistics.nominalInterval.map { [$0.lower, $0.upper] } : nil
        alpha = comparison.setup.alpha
        margin = comparison.setup.margin
        correlation = moments.correlation
        varianceReduction = moments.varianceReduction
        seed = String(experiment.a.configuration.seed)
        // Tuned to where most comparisons end, not to the most pairs that they may have.
        let shares = BernoulliConfidenceSequence(
            alpha: setup.alpha, tightestAt: min(500, setup.tightestAt))
        a = Arm(comparison.a, moments.a, experiment.a.strategy, currency, shares: shares)
        b = Arm(comparison.b, moments.b, experiment.b.strategy, currency, shares: shares)
        self.seconds = seconds
        roundsPerSecond = seconds > 0 ? Double(a.rounds + b.rounds - judgedBefore) / seconds : 0
        var uses = comparison.a.budgetUses
        uses.add(comparison.b.budgetUses)
        warnings = uses.list.map { BudgetWarning($0) }
    }

    /// Whether the verdict says something: a winner or equivalence.
    public var isDecided: Bool { ComparisonVerdict(rawValue: verdict)?.isDecision ?? false }
}
