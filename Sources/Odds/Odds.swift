// The exact odds of a round.
public import Play
internal import Scripting

/// What a walked and solved round is worth. Multiples are of what the round staked.
public struct Odds: Sendable {
    /// A payout and its chance.
    public struct Row: Hashable, Sendable {
        /// Payout / stake.
        public var multiple: Fraction
        public var chance: Fraction
    }

    /// Something that a round may go on to: a declared stage.
    public struct Feature: Hashable, Sendable {
        public var name: String
        public var chance: Fraction
        /// Mean of what is paid from there on, in stakes.
        public var mean: Fraction
    }

    /// Mean stake of a round in minor units; every stake is the same when it is whole and
    /// `stakeVaries` is false.
    public var meanStake: Fraction
    public var stakeVaries: Bool
    /// Mean payout / mean stake.
    public var returnRate: Fraction
    /// The return by the parts that the game declares.
    public var parts: [(name: String, share: Fraction)]
    /// Variance of payout - stake, in mean stakes squared.
    public var variance: Fraction
    /// Chance that something is paid.
    public var hitFrequency: Fraction?
    /// Chance that more is paid than staked.
    public var winFrequency: Fraction?
    /// Payouts of whole rounds, ascending; `nil` where there are endlessly many or too many.
    public var rows: [Row]?
    /// Where `rows` is `nil`: the first game of a round only, without what it goes on to.
    public var firstGameRows: [Row]
    public var features: [Feature]

    // How it was found.
    public var leaves: Int64
    public var places: Int
    /// Groups of places that were solved as linear systems.
    public var cycles: Int
    public var isDeclared: Bool
    /// Whether the best decision was worked out, rather than a strategy's taken.
    public var choosesBest: Bool
    /// Rounds and states that the check of the declaration compared.
    public var checkedRounds = 0
    public var checkedStates = 0

    /// Solves a walked graph. Throws `INVALID_INPUT` when the round has no mean.
    public init(_ builder: OddsBuilder, leaves: Int64) throws(PlayError) {
        precondition(builder.isComplete, "odds of a walk that is not over")
        let graph = builder.graph
        let question = builder.question
        let declaration = question.declaration
        let solution = try OddsSolution(graph, partCount: declaration.partCount)
        guard let solved = solution.values.first ?? nil else {
            preconditionFailure("odds of an empty graph")
        }
        let value = solved.moments
        let stake = value.staked
        guard stake > .zero else {
            throw PlayError(.invalidInput, "nothing is staked in the first round: it has no odds")
        }
        meanStake = stake
        returnRate = value.payout / stake
        let names = declaration.parts.isEmpty ? [] : declaration.parts
        parts = zip(names, value.parts).map { ($0, $1 / stake) }
        variance = (value.netSquared - value.net * value.net) / (stake * stake)
        hitFrequency = value.nothingPaid.map { .one - $0 }
        let totals = solved.distribution?.chances
        rows = totals.map { Odds.rows($0) }
        stakeVaries = Set((totals ?? [:]).keys.map(\.staked)).count > 1
        let first = FirstGame(graph, solution, stake: stake)
        firstGameRows = first.rows
        features = first.features
        winFrequency =
            totals.map { totals in
                totals.filter { $0.key.payout > $0.key.staked }.values.reduce(.zero, +)
            } ?? first.winFrequency
        self.leaves = leaves
        places = graph.nodes.count
        cycles = solution.cycles
        isDeclared = question.blueprint.game.manifest.odds != nil
        choosesBest = graph.nodes.contains(where: \.chooses)
    }

    static func rows(_ totals: [RoundTotal: Fraction]) -> [Row] {
        var chances: [Fraction: Fraction] = [:]
        for (total, chance) in totals {
            let multiple =
                total.staked > 0 ? Fraction(total.payout, over: total.staked) : .zero
            chances[multiple, default: .zero] += chance
        }
        return chances.map { Row(multiple: $0.key, chance: $0.value) }
            .sorted { $0.multiple < $1.multiple }
    }

    public var standardDeviation: Double { variance.double.squareRoot() }

    /// In stakes, of the first game of a round without what it goes on to; `nil` when `rows` has
    /// whole rounds.
    public var firstGameDeviation: Double? {
        guard rows == nil, !firstGameRows.isEmpty else { return nil }
        let mean = firstGameRows.reduce(Fraction.zero) { $0 + $1.multiple * $1.chance }
        let squares = firstGameRows.reduce(Fraction.zero) {
            $0 + $1.multiple * $1.multiple * $1.chance
        }
        return (squares - mean * mean).double.squareRoot()
    }

    /// The highest payout, and its chance; of the first game where `rows` is `nil`.
    public var topAward: Row? { (rows ?? firstGameRows).last { $0.chance > .zero } }
}

/// The first declared game of a round, where the round begins with one.
private struct FirstGame {
    var rows: [Odds.Row] = []
    var features: [Odds.Feature] = []
    /// `nil` where it depends on what the features pay.
    var winFrequency: Fraction?

    init(_ graph: OddsGraph, _ solution: OddsSolution, stake: Fraction) {
        guard let start = graph.nodes.first, start.edges.count == 1, let bet = start.edges.first,
            let index = bet.next, case .stage = graph.nodes[index].place
        else { return }
        var totals: [RoundTotal: Fraction] = [:]
        var chances: [Int: (chance: Fraction, mean: Fraction)] = [:]
        var wins: Fraction? = .zero
        for edge in graph.nodes[index].edges {
            totals[RoundTotal(payout: edge.payout, staked: bet.staked), default: .zero] +=
                edge.chance
            if edge.payout > bet.staked {
                wins = wins.map { $0 + edge.chance }
            } else if edge.next != nil {
                wins = nil
            }
            guard let next = edge.next, let after = solution.values[next]?.moments else { continue }
            let known = chances[next] ?? (.zero, .zero)
            chances[next] = (
                known.chance + edge.chance,
                known.mean + edge.chance * Fraction(edge.times) * after.payout
            )
        }
        rows = Odds.rows(totals)
        winFrequency = wins
        features = chances.map { next, sums in
            Odds.Feature(
                name: FirstGame.name(of: graph.nodes[next].place), chance: sums.chance,
                mean: sums.mean / sums.chance / stake)
        }.sorted { $0.name < $1.name }
    }

    private static func name(of place: OddsPlace) -> String {
        guard case .stage(_, _, let bytes) = place, let stage = PlainData(encoded: bytes) else {
            return "stage"
        }
        if case .text(let name) = stage { return name }
        return "\(stage)"
    }
}
