// What `stratagem odds` says.
public import Accounts
public import Odds
internal import Play
private import Scripting

/// A number that is known exactly: the fraction, and a decimal of it.
public struct ExactFigure: Encodable, Sendable {
    public var fraction: String
    public var decimal: String

    /// Digits after the point of decimals.
    static let digits = 12

    init(_ value: Fraction) {
        fraction = "\(value)"
        decimal = value.decimal(ExactFigure.digits)
    }
}

/// The exact odds of a round. Multiples are payouts in stakes.
public struct OddsReport: Encodable, Sendable {
    public struct Row: Encodable, Sendable {
        public var multiple: ExactFigure
        public var chance: ExactFigure

        enum CodingKeys: String, CodingKey { case multiple, chance }
    }

    public struct Part: Encodable, Sendable {
        public var name: String
        public var share: ExactFigure
    }

    public struct Feature: Encodable, Sendable {
        public var name: String
        public var chance: ExactFigure
        public var mean: ExactFigure
    }

    public var game: String
    @Nullable public var variant: String?
    /// Who decides: a strategy's name, "best" or "one bet".
    public var player: String
    /// Decimal text in major units; the mean where stakes differ.
    public var stake: String
    public var stakeVaries: Bool
    public var returnRate: ExactFigure
    public var parts: [Part]
    @Nullable public var hitFrequency: ExactFigure?
    @Nullable public var winFrequency: ExactFigure?
    public var variance: ExactFigure
    public var standardDeviation: Double
    /// Of the first game of a round alone; `null` when `payouts` are of whole rounds.
    @Nullable public var firstGameDeviation: Double?
    @Nullable public var topAward: Row?
    /// Whether `payouts` are of whole rounds; else of the first game of a round.
    public var isComplete: Bool
    public var payouts: [Row]
    public var features: [Feature]
    /// How it was found, as a sentence.
    public var method: String
    public var branches: Int64
    public var places: Int
    public var cycles: Int
    public var checkedRounds: Int
    public var seconds: Double

    enum CodingKeys: String, CodingKey {
        case game, variant, player, stake, parts, variance, payouts, features, method, branches
        case places, cycles, seconds
        case stakeVaries = "stake_varies"
        case returnRate = "return"
        case hitFrequency = "hit_frequency"
        case winFrequency = "win_frequency"
        case standardDeviation = "standard_deviation"
        case firstGameDeviation = "first_game_standard_deviation"
        case topAward = "top_award"
        case isComplete = "is_complete"
        case checkedRounds = "checked_rounds"
    }

    public init(_ odds: Odds, question: OddsQuestion, currency: Currency, seconds: Double) {
        let blueprint = question.blueprint
        game = blueprint.game.manifest.name
        variant = blueprint.configuration.variant
        if case .strategy = question.player {
            player = blueprint.strategy.manifest.name
        } else {
            player = odds.choosesBest ? "best" : "one bet"
        }
        stake = OddsReport.amount(odds.meanStake, currency)
        stakeVaries = odds.stakeVaries
        returnRate = ExactFigure(odds.returnRate)
        parts = odds.parts.map { Part(name: $0.name, share: ExactFigure($0.share)) }
        hitFrequency = odds.hitFrequency.map { ExactFigure($0) }
        winFrequency = odds.winFrequency.map { ExactFigure($0) }
        variance = ExactFigure(odds.variance)
        standardDeviation = odds.standardDeviation
        firstGameDeviation = odds.firstGameDeviation
        topAward = odds.topAward.map { Row($0) }
        isComplete = odds.rows != nil
        payouts = (odds.rows ?? odds.firstGameRows).map { Row($0) }
        features = odds.features.map {
            Feature(
                name: $0.name, chance: ExactFigure($0.chance), mean: ExactFigure($0.mean))
        }
        method = OddsReport.method(odds)
        branches = odds.leaves
        places = odds.places
        cycles = odds.cycles
        checkedRounds = odds.checkedRounds
        self.seconds = seconds
    }

    /// Major units; a mean that is no whole number of minor units gets four digits more.
    private static func amount(_ units: Fraction, _ currency: Currency) -> String {
        let scale = (0..<currency.minorDigits).reduce(Int64(1)) { scale, _ in scale * 10 }
        let major = units / Fraction(scale)
        let short = major.decimal(currency.minorDigits)
        let isWhole = "\(units)".hasSuffix("/1")
        return isWhole ? short : major.decimal(currency.minorDigits + 4)
    }

    private static func method(_ odds: Odds) -> String {
        var parts = ["complete enumeration of every draw"]
        if odds.places > 2 {
            parts.append("equal places of a round walked once")
        }
        if odds.cycles > 0 {
            parts.append("places that come back solved as linear equations")
        }
        if odds.choosesBest { parts.append("the best decision worked out at every place") }
        if odds.isDeclared {
            parts.append("stages as the game declares them, checked against its step")
        }
        return parts.joined(separator: "; ")
    }
}

extension OddsReport.Row {
    init(_ row: Odds.Row) {
        self.init(multiple: ExactFigure(row.multiple), chance: ExactFigure(row.chance))
    }
}
