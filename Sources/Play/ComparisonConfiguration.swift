// Everything that decides what a comparison plays and how it judges, but the count of pairs.

/// The configuration of one comparison. How many pairs it may play is not part of it, because more
/// can be asked for later.
public struct ComparisonConfiguration: Hashable, Sendable, Codable {
    /// A lower-case UUID. Part of no stream and no digest.
    public var id: String
    /// Both arms with episode 0. Their ids name their accounts in the ledger.
    public var a: SessionConfiguration
    public var b: SessionConfiguration
    /// What is measured: a raw value of `Metric`.
    public var metric: String
    public var roundsPerPair: Int64
    /// In units of the metric.
    public var margin: Double
    public var alpha: Double
    /// Balance to reach, minor units.
    public var goal: Int64
    /// The smallest stake with its fees, minor units.
    public var leastStake: Int64
    /// Half the width of the interval at which it stops; `nil` to stop at a winner.
    public var precision: Double?
    /// The test of who wins that decides; `nil` when the interval does.
    public var winnerTest: WinnerTest?
    /// The exact return that stands in for what rounds paid; `nil` when results count as played,
    /// and in comparisons from before there was one.
    public var control: Control?

    /// A control variate.
    public struct Control: Hashable, Sendable, Codable {
        /// Branches of one bet that may be walked to prove its return.
        public var branchesMax: Int64

        public init(branchesMax: Int64) { self.branchesMax = branchesMax }
    }

    /// A test of who wins more pairs.
    public struct WinnerTest: Hashable, Sendable, Codable {
        public var elo0: Double
        public var elo1: Double
        /// "normalized" or "logistic".
        public var scale: String
        public var beta: Double

        public init(elo0: Double, elo1: Double, scale: String, beta: Double) {
            self.elo0 = elo0
            self.elo1 = elo1
            self.scale = scale
            self.beta = beta
        }
    }

    public init(
        id: String, a: SessionConfiguration, b: SessionConfiguration, metric: String,
        roundsPerPair: Int64, margin: Double, alpha: Double, goal: Int64, leastStake: Int64,
        precision: Double? = nil, winnerTest: WinnerTest? = nil, control: Control? = nil
    ) {
        self.id = id
        self.a = a
        self.b = b
        self.metric = metric
        self.roundsPerPair = roundsPerPair
        self.margin = margin
        self.alpha = alpha
        self.goal = goal
        self.leastStake = leastStake
        self.precision = precision
        self.winnerTest = winnerTest
        self.control = control
    }
}

/// Why a comparison stopped, and what it said then.
public struct ComparisonEnd: Hashable, Sendable {
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        /// The verdict is in.
        case verdict
        /// All pairs that were asked for are played.
        case pairs
        /// The time that was asked for is over.
        case time
        /// The user or the system asked it to stop.
        case interrupted
        /// A plugin failed in the pair after the last one.
        case fault
    }

    public var reason: Reason
    /// A raw value of `ComparisonVerdict`.
    public var verdict: String
    /// Pairs that the verdict rests on; more may be stored, from when more were asked for.
    public var judgedPairs: Int64

    public init(reason: Reason, verdict: String, judgedPairs: Int64) {
        self.reason = reason
        self.verdict = verdict
        self.judgedPairs = judgedPairs
    }
}
