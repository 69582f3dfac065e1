// What odds are asked for.
public import Play
internal import Scripting

/// A game, how its first round is played, and how much may be walked.
public struct OddsQuestion: Sendable {
    /// Who decides.
    public enum Player: Sendable {
        /// The strategy of the blueprint.
        case strategy
        /// One bet of so many minor units, then the best of the game's own actions.
        case best(stake: Int64)
    }

    public let blueprint: SessionBlueprint
    public let player: Player
    /// Leaves that may be walked in all.
    public let branchesMax: Int64
    /// Rounds of the check of what the game declares.
    public let checkRounds: Int

    public init(
        blueprint: SessionBlueprint, player: Player, branchesMax: Int64, checkRounds: Int = 20_000
    ) {
        self.blueprint = blueprint
        self.player = player
        self.branchesMax = branchesMax
        self.checkRounds = checkRounds
    }

    var declaration: OddsQuestion.Declaration {
        Declaration(
            parts: blueprint.game.manifest.odds?.parts ?? [],
            staged: Set(blueprint.game.manifest.odds?.stagedActions ?? []))
    }

    struct Declaration {
        var parts: [String]
        var staged: Set<String>
        var partCount: Int { max(1, parts.count) }
    }

    func actionName(_ index: Int) -> String {
        let names = blueprint.game.manifest.actions
        return names.indices.contains(index) ? names[index] : "action \(index)"
    }

    /// A strategy that is never asked: the blueprint of a question without one needs it.
    public static let noStrategyText = """
        return {
          name = "nobody", version = "1.0.0", api = 1, games = { "*", "*/*" },
          decide = function() return { type = "CashOut" } end,
        }
        """
}

extension OddsQuestion {
    /// The refusal of a walk that is too long, with what to do instead.
    static func tooMany(_ what: String, most: Int64) -> PlayError {
        PlayError(
            .invalidInput,
            what + ", and at most \(shown(Double(most))) are walked. Play rounds instead "
                + "(stratagem run, stratagem compare), allow more with --branches-max, or change "
                + "the game: draw from fewer, weighted values (rng:pick(weights)), or declare what "
                + "a step plays one after the other as odds.stages")
    }

    /// A count for people: 97336, 2.6e+08.
    static func shown(_ count: Double) -> String {
        if count < 1e7 { return "\(Int64(count.rounded()))" }
        var (mantissa, exponent) = (count, 0)
        while mantissa >= 10, exponent < 400 {
            mantissa /= 10
            exponent += 1
        }
        return "\((mantissa * 10).rounded() / 10)e\(exponent)"
    }

    /// A time for people, without false precision.
    static func shown(seconds: Double) -> String {
        let units: [(Double, String)] = [
            (31_556_952, "years"), (86_400, "days"), (3600, "hours"), (60, "minutes"),
        ]
        for (length, name) in units where seconds >= 2 * length {
            return "about \(shown((seconds / length).rounded())) \(name)"
        }
        return seconds < 1.5 ? "about a second" : "about \(shown(seconds.rounded())) seconds"
    }
}

extension OddsQuestion {
    /// The refusal once more leaves were walked than allowed.
    public var tooManyLeaves: PlayError {
        OddsQuestion.tooMany(
            "a round of \(blueprint.game.manifest.name) has more than "
                + "\(OddsQuestion.shown(Double(branchesMax))) branches", most: branchesMax)
    }
}
