// What `stratagem compare` says.
public import Accounts
public import Experiments
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
    /// Why there is no decision; null when there is one.
    @Nullable public var reason: String?
    public var metric: String
    public var game: String
    @Nullable public var variant: String?
    public var pairs: Int
    public var pairsPlanned: Int
    public var roundsPerPair: Int64
    /// A minus B.
    @Nullable public var meanDifference: Double?
    /// Where the true mean of A - B lies with confidence 1 - alpha, valid at every look; null while
    /// nothing valid can be said.
    @Nullable public var interval: [Double]?
    /// The interval of the formula where it is not valid (heavy tails); for the curious only.
    @Nullable public var nominalInterval: [Double]?
    public var alpha: Double
    public var margin: Double
    @Nullable public var correlation: Double?
    @Nullable public var varianceReduction: Double?
    public var seed: String
    public var a: Arm
    public var b: Arm
    public var seconds: Double
    public var roundsPerSecond: Double
    /// Calls that came near a budget, over the pairs that were judged.
    public var warnings: [BudgetWarning]

    enum CodingKeys: String, CodingKey {
        case comparison, digest, verdict, reason, metric, game, variant, pairs, interval, alpha
        case margin, correlation, seed, a, b, seconds, warnings
        case pairsPlanned = "pairs_planned"
        case roundsPerPair = "rounds_per_pair"
        case meanDifference = "mean_difference"
        case nominalInterval = "nominal_interval"
        case varianceReduction = "variance_reduction"
        case roundsPerSecond = "rounds_per_second"
    }

    /// - Parameters:
    ///   - judgedBefore: rounds of both arms that were stored before, for the rate.
    ///   - seconds: time that the others took.
    public init(
        _ comparison: Comparison, id: String, experiment: PairedExperiment, currency: Currency,
        judgedBefore: Int64, seconds: Double
    ) {
        let statistics = comparison.statistics
        let moments = statistics.moments
        self.comparison = id
        digest = comparison.chain.digest
        verdict = statistics.verdict.rawValue
        reason = statistics.obstacle.map { $0.description }
        metric = comparison.setup.metric.rawValue
        game = experiment.a.game.manifest.name
        variant = experiment.a.configuration.variant
        pairs = moments.count
        pairsPlanned = comparison.setup.pairs
        roundsPerPair = experiment.roundsPerPair
        meanDifference = statistics.meanDifference
        interval = statistics.interval.map { [$0.lower, $0.upper] }
        nominalInterval =
            statistics.interval == nil
            ? statistics.nominalInterval.map { [$0.lower, $0.upper] } : nil
        alpha = comparison.setup.alpha
        margin = comparison.setup.margin
        correlation = moments.correlation
        varianceReduction = moments.varianceReduction
        seed = String(experiment.a.configuration.seed)
        a = Arm(comparison.a, moments.a, experiment.a.strategy, currency)
        b = Arm(comparison.b, moments.b, experiment.b.strategy, currency)
        self.seconds = seconds
        roundsPerSecond = seconds > 0 ? Double(a.rounds + b.rounds - judgedBefore) / seconds : 0
        var uses = comparison.a.budgetUses
        uses.add(comparison.b.budgetUses)
        warnings = uses.list.map { BudgetWarning($0) }
    }

    /// Whether the verdict says something: a winner or equivalence.
    public var isDecided: Bool { ComparisonVerdict(rawValue: verdict)?.isDecision ?? false }
}
