// What `stratagem replay` says of a comparison: the pairs, and that they came out as journalled.
public import Accounts
public import Play

/// Pairs that were regenerated and agree with the journal.
public struct ComparisonReplayReport: Encodable, Sendable {
    /// One pair.
    public struct Pair: Encodable, Sendable {
        public var pair: Int64
        public var a: ReplayedEpisodes.Arm
        public var b: ReplayedEpisodes.Arm
    }

    public var comparison: String
    public var game: String
    public var strategyA: String
    public var strategyB: String
    public private(set) var pairs: [Pair] = []
    public var checked: ReplayedEpisodes

    enum CodingKeys: String, CodingKey {
        case comparison, game, pairs
        case strategyA = "strategy_a"
        case strategyB = "strategy_b"
    }

    /// Before the first of these pairs.
    public init(
        _ configuration: ComparisonConfiguration, pairs: ClosedRange<Int64>, currency: Currency
    ) {
        comparison = configuration.id
        game = configuration.a.game.name
        strategyA = configuration.a.strategy.name
        strategyB = configuration.b.strategy.name
        checked = ReplayedEpisodes(pairs, currency: currency)
    }

    /// What was checked stands beside the rest.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(comparison, forKey: .comparison)
        try container.encode(game, forKey: .game)
        try container.encode(strategyA, forKey: .strategyA)
        try container.encode(strategyB, forKey: .strategyB)
        try container.encode(pairs, forKey: .pairs)
        try checked.encode(to: encoder)
    }

    /// Counts a pair that came out as journalled.
    ///
    /// - Parameters:
    ///   - digest: the comparison's after it.
    ///   - isShown: whether its results are listed.
    public mutating func add(_ pair: PairResult, digest: String, isShown: Bool) {
        checked.count(pair.index, [pair.a, pair.b], digest: digest)
        guard isShown else { return }
        pairs.append(
            Pair(pair: checked.checkedTo, a: checked.arm(pair.a), b: checked.arm(pair.b)))
    }

    /// A table for people, and what was checked.
    public var text: String {
        guard checked.chunks > 0 else { return "The comparison has no pairs yet." }
        var table = TextTable(
            header: ["pair", "rounds A", "balance A", "end A", "rounds B", "balance B", "end B"],
            rightAligned: [0, 1, 2, 4, 5])
        for pair in pairs {
            table.add([
                "\(pair.pair)", Figures.grouped(pair.a.rounds), pair.a.balance, pair.a.end ?? "-",
                Figures.grouped(pair.b.rounds), pair.b.balance, pair.b.end ?? "-",
            ])
        }
        return checked.text(
            table, ("Pairs", "comparison \(comparison)"),
            arms: "A (\(strategyA)) and B (\(strategyB))")
    }
}
