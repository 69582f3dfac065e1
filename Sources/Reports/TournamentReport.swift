// What `stratagem tournament` says.
public import Accounts
public import Experiments
internal import Play
private import Scripting
internal import Statistics

/// The result of a tournament. Amounts are decimal strings in major units.
public struct TournamentReport: Encodable, Sendable {
    /// One strategy, over the episodes that it played.
    public struct Arm: Encodable, Sendable {
        /// A name that is unique in the tournament.
        public var label: String
        public var strategy: String
        public var version: String
        /// Elo points, mean 0 over the strategies.
        public var rating: Double
        /// 95 %, by the bootstrap over seeds.
        @Nullable public var ratingInterval: [Double]?
        public var episodes: Int
        /// The strategy that put it out; null while it plays.
        @Nullable public var beatenBy: String?
        public var isOut: Bool
        /// Mean of the metric over its episodes.
        public var mean: Double
        @Nullable public var standardDeviation: Double?
        public var rounds: Int64
        public var staked: String
        public var paid: String
        public var net: String
        @Nullable public var returnRate: Double?
        public var fuelPerRound: Double
        /// Episodes that ended before their last round, by reason.
        public var ends: [String: Int]
        /// Episodes that a refused bet ended, by limit.
        public var refusals: [String: Int]
        public var faults: ArmFaults

        enum CodingKeys: String, CodingKey {
            case label, strategy, version, rating, episodes, mean, rounds, staked, paid, net, ends
            case refusals, faults
            case ratingInterval = "rating_interval"
            case beatenBy = "beaten_by"
            case isOut = "is_out"
            case standardDeviation = "standard_deviation"
            case returnRate = "return"
            case fuelPerRound = "fuel_per_round"
        }
    }

    /// Two strategies that met.
    public struct Contest: Encodable, Sendable {
        public var first: String
        public var second: String
        public var episodes: Int
        /// First minus second, in units of the metric.
        @Nullable public var meanDifference: Double?
        /// Holds at every look and for all contests together.
        @Nullable public var interval: [Double]?
        /// Holm's adjusted p-value, valid at every look.
        public var adjustedP: Double
        /// Natural logarithm of the e-value.
        public var logEvidence: Double
        /// Whether the e-BH procedure calls the difference real.
        public var discovery: Bool
        /// The better one; null while it is open.
        @Nullable public var winner: String?

        enum CodingKeys: String, CodingKey {
            case first, second, episodes, interval, discovery, winner
            case meanDifference = "mean_difference"
            case adjustedP = "adjusted_p"
            case logEvidence = "log_evidence"
        }
    }

    /// Its id in the store; null when it is not kept.
    @Nullable public var tournament: String?
    public var game: String
    @Nullable public var variant: String?
    public var metric: String
    /// Over everything that the judged episodes showed, 64 hexadecimal digits.
    public var digest: String
    public var episodes: Int
    public var episodesPlanned: Int
    public var roundsPerEpisode: Int64
    public var alpha: Double
    public var seed: String
    @Nullable public var baseline: String?
    /// The only one left, or the one that beat all others; null while that is open.
    @Nullable public var best: String?
    /// The highest rating first.
    public var arms: [Arm]
    public var contests: [Contest]
    /// Calls that came near a budget in episodes of this command.
    public var warnings: [BudgetWarning]
    /// Of this command; a resumed tournament was judged in part before.
    public var seconds: Double
    public var roundsPerSecond: Double
    /// Whether every contest is decided: more episodes would change nothing.
    public var isDecided: Bool
    /// Whether the text is to show digits of money.
    let isMoney: Bool

    enum CodingKeys: String, CodingKey {
        case tournament, game, variant, metric, digest, episodes, alpha, seed, baseline, best, arms
        case contests, seconds, warnings
        case isDecided = "decided"
        case episodesPlanned = "episodes_planned"
        case roundsPerEpisode = "rounds_per_episode"
        case roundsPerSecond = "rounds_per_second"
    }

    /// - Parameters:
    ///   - id: of a tournament that is kept.
    ///   - judgedBefore: rounds that were judged before this command.
    public init(
        _ tournament: Tournament, id: String? = nil, experiment: TournamentExperiment,
        currency: Currency, judgedBefore: Int64 = 0, seconds: Double
    ) {
        self.tournament = id
        digest = tournament.chain.digest
        isDecided = tournament.isDecided
        let labels = TournamentReport.labels(experiment.arms.map(\.strategy.manifest.name))
        let setup = tournament.setup
        let configuration = experiment.arms.first?.configuration
        game = configuration?.game.name ?? ""
        variant = configuration?.variant
        metric = setup.metric.rawValue
        isMoney = setup.metric == .net || setup.metric == .reward
        episodes = tournament.episodes
        episodesPlanned = setup.episodes
        roundsPerEpisode = experiment.roundsPerEpisode
        alpha = setup.alpha
        seed = String(configuration?.seed ?? 0)
        baseline = setup.baseline.map { labels[$0] }
        best = tournament.best.map { labels[$0] }
        arms = tournament.standings(seed: configuration?.seed ?? 0).map { standing in
            Arm(standing, tournament, experiment, labels, currency)
        }
        let discoveries = tournament.discoveries()
        contests = zip(tournament.contests, discoveries).map { contest, discovery in
            Contest(
                first: labels[contest.first], second: labels[contest.second],
                episodes: contest.difference.moments.count,
                meanDifference: contest.difference.mean,
                interval: contest.difference.interval.map { [$0.lower, $0.upper] },
                adjustedP: contest.adjusted, logEvidence: contest.difference.logEvidence,
                discovery: discovery, winner: contest.winner.map { labels[$0] })
        }
        self.seconds = seconds
        var uses = BudgetUses()
        for totals in tournament.totals { uses.add(totals.budgetUses) }
        warnings = uses.list.map { BudgetWarning($0) }
        let rounds =
            tournament.totals.reduce(0.0) { $0 + Double($1.rounds) } - Double(judgedBefore)
        roundsPerSecond = seconds > 0 ? rounds / seconds : 0
    }

    /// The names, numbered where one stands more than once (with other parameters).
    public static func labels(_ names: [String]) -> [String] {
        names.indices.map { index in
            let name = names[index]
            guard names.filter({ $0 == name }).count > 1 else { return name }
            return "\(name) \(names[...index].filter { $0 == name }.count)"
        }
    }
}

extension TournamentReport.Arm {
    init(
        _ standing: Tournament.Standing, _ tournament: Tournament,
        _ experiment: TournamentExperiment, _ labels: [String], _ currency: Currency
    ) {
        func text(_ units: Int64) -> String { Amount(minorUnits: units, currency: currency).text }
        let arm = standing.arm
        let (totals, values) = (tournament.totals[arm], tournament.values[arm])
        let departure = tournament.departures[arm]
        label = labels[arm]
        strategy = experiment.arms[arm].strategy.manifest.name
        version = experiment.arms[arm].strategy.manifest.version
        rating = standing.rating
        ratingInterval = standing.interval.map { [$0.lower, $0.upper] }
        episodes = values.count
        beatenBy = departure?.beatenBy.map { labels[$0] }
        isOut = departure != nil
        mean = values.mean
        standardDeviation = values.standardDeviation
        rounds = totals.rounds
        staked = text(totals.staked)
        paid = text(totals.paid)
        net = text(totals.net)
        returnRate = totals.returnRate
        fuelPerRound = Double(totals.fuel) / Double(max(1, totals.rounds))
        ends = Dictionary(
            uniqueKeysWithValues: totals.ends.map { ($0.key.rawValue, $0.value) })
        refusals = Dictionary(
            uniqueKeysWithValues: totals.refusals.map { ($0.key.rawValue, $0.value) })
        faults = ArmFaults(totals, per: .episode)
    }
}
