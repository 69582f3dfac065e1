// What `stratagem replay` says of a comparison: the pairs, and that they came out as journalled.
public import Accounts
public import Play

/// Pairs that were regenerated and agree with the journal.
public struct ComparisonReplayReport: Encodable, Sendable {
    /// What one arm did in a pair. Amounts are decimal strings.
    public struct Arm: Encodable, Sendable {
        public var rounds: Int64
        public var staked: String
        public var paid: String
        public var fees: String
        public var balance: String
        /// Why it stopped before all rounds; null when it played them.
        @Nullable public var end: String?
    }

    /// One pair.
    public struct Pair: Encodable, Sendable {
        public var pair: Int64
        public var a: Arm
        public var b: Arm
    }

    public var comparison: String
    public var game: String
    public var strategyA: String
    public var strategyB: String
    public var checkedFrom: Int64
    public private(set) var checkedTo: Int64
    public var chunks = 0
    /// Those of them whose stored results were given up: only digest and sums were compared.
    public var retiredChunks = 0
    /// Rounds of both arms.
    public private(set) var roundsChecked: Int64 = 0
    /// The comparison's digest after the last checked pair.
    public private(set) var digest = ""
    public private(set) var pairs: [Pair] = []
    /// Whose rounds follow; null when nobody's were asked for.
    @Nullable public private(set) var arm: String?
    public private(set) var rounds: [ReplayReport.Round] = []
    private let currency: Currency

    enum CodingKeys: String, CodingKey {
        case comparison, game, chunks, digest, pairs, arm, rounds
        case strategyA = "strategy_a"
        case strategyB = "strategy_b"
        case checkedFrom = "checked_from"
        case checkedTo = "checked_to"
        case retiredChunks = "retired_chunks"
        case roundsChecked = "rounds_checked"
    }

    /// Before the first of these pairs.
    public init(
        _ configuration: ComparisonConfiguration, pairs: ClosedRange<Int64>, currency: Currency
    ) {
        comparison = configuration.id
        game = configuration.a.game.name
        strategyA = configuration.a.strategy.name
        strategyB = configuration.b.strategy.name
        checkedFrom = pairs.lowerBound
        checkedTo = pairs.lowerBound - 1
        self.currency = currency
    }

    /// Counts a pair that came out as journalled.
    ///
    /// - Parameters:
    ///   - digest: the comparison's after it.
    ///   - isShown: whether its results are listed.
    public mutating func add(_ pair: PairResult, digest: String, isShown: Bool) {
        roundsChecked += pair.a.totals.rounds + pair.b.totals.rounds
        self.digest = digest
        checkedTo = Int64(clamping: pair.index) + 1
        guard isShown else { return }
        pairs.append(
            Pair(
                pair: Int64(clamping: pair.index) + 1, a: Arm(pair.a, currency),
                b: Arm(pair.b, currency)))
    }

    /// Lists the rounds of one arm of the pair.
    public mutating func add(_ records: [RoundRecord], arm: String) {
        self.arm = arm
        rounds = records.enumerated().map { at, record in
            ReplayReport.Round(Int64(at) + 1, record, currency)
        }
    }

    /// A table for people, and what was checked.
    public var text: String {
        guard chunks > 0 else { return "The comparison has no pairs yet." }
        var table = TextTable(
            header: ["pair", "rounds A", "balance A", "end A", "rounds B", "balance B", "end B"],
            rightAligned: [0, 1, 2, 4, 5])
        for pair in pairs {
            table.add([
                "\(pair.pair)", Figures.grouped(pair.a.rounds), pair.a.balance, pair.a.end ?? "-",
                Figures.grouped(pair.b.rounds), pair.b.balance, pair.b.end ?? "-",
            ])
        }
        let checked =
            "Pairs \(Figures.grouped(checkedFrom)) to \(Figures.grouped(checkedTo)) of comparison "
            + "\(comparison) came out as journalled: \(Figures.grouped(roundsChecked)) rounds of "
            + "A (\(strategyA)) and B (\(strategyB)), "
            + ReplayReport.compared("every decision and payout", chunks, retiredChunks)
            + ", digest \(digest)."
        let listed = rounds.isEmpty ? [] : [ReplayReport.table(rounds).text]
        return (listed + [table.text, checked]).joined(separator: "\n")
    }
}

extension ComparisonReplayReport.Arm {
    init(_ result: EpisodeResult, _ currency: Currency) {
        func text(_ units: Int64) -> String { Amount(minorUnits: units, currency: currency).text }
        rounds = result.totals.rounds
        staked = text(result.totals.staked)
        paid = text(result.totals.paid)
        fees = text(result.totals.fees)
        balance = text(result.balance)
        end = result.end?.rawValue
    }
}
