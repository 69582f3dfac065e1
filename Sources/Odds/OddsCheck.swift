// The check of what a game declares for its odds: rounds of `step` and of its stages on the same
// random numbers must draw alike and pay alike, and states with one key must play on alike.
public import Play
internal import Scripting

/// Compares declaration and game. A difference is the game's fault.
public struct OddsCheck {
    private let question: OddsQuestion
    private let walker: OddsWalker
    /// What was compared.
    public private(set) var rounds = 0
    public private(set) var states = 0
    /// Stages of one round, a limit against stages that never end.
    private static let stagesMax = 100_000

    /// Runs the check over all places of a walked graph.
    ///
    /// Throws `plugin_fault` at the first difference.
    public init(_ builder: OddsBuilder, by walker: OddsWalker) throws(PlayError) {
        question = builder.question
        self.walker = walker
        guard question.blueprint.game.manifest.odds != nil else { return }
        let staged = builder.graph.nodes.filter { node in
            guard case .stage(_, _, let stage) = node.place else { return false }
            return stage.isEmpty
        }
        let twins = builder.graph.nodes.filter { !$0.twins.isEmpty }
        do throws(PluginFault) {
            for round in 0..<(staged.isEmpty ? 0 : max(question.checkRounds, staged.count)) {
                try compare(staged[round % staged.count], round: UInt64(round) + 1)
            }
            for node in twins {
                for twin in node.twins { try compare(node, twin: twin) }
            }
        } catch {
            throw PlayError(error)
        }
    }

    private mutating func compare(_ node: OddsNode, round: UInt64) throws(PluginFault) {
        guard case .stage(_, let action, _) = node.place else { return }
        walker.walk.begin(.step(state: node.state, action))
        let played = try walker.walk.roll(round: round, goesOn: false)
        var (paid, drawn): (Int64, UInt64) = (0, 0)
        var waiting: [(stage: [UInt8], times: Int64)] = [([], 1)]
        var stages = 0
        while let (stage, times) = waiting.popLast() {
            if times > 1 { waiting.append((stage, times - 1)) }
            walker.walk.begin(.stage(state: stage.isEmpty ? node.state : [], action, stage: stage))
            let rolled = try walker.walk.roll(round: round, goesOn: stages > 0)
            guard case .stage(let parts, let next, let times) = rolled.result else { return }
            paid = parts.reduce(paid, &+)
            drawn = rolled.drawn
            if times > 0 { waiting.append((next, times)) }
            stages += 1
            guard stages < OddsCheck.stagesMax else { break }
        }
        rounds += 1
        guard played.result == .settled(payout: paid), played.drawn == drawn else {
            throw difference(
                action, round: round, step: OddsCheck.shown(played),
                stages: "pay \(paid) after "
                    + "\(drawn) random numbers")
        }
    }

    private mutating func compare(_ node: OddsNode, twin: [UInt8]) throws(PluginFault) {
        walker.walk.begin(.decide(state: node.state, memory: [], isOpen: true))
        let legal = try walker.walk.legalActions()
        states += 1
        for action in legal where action >= GameManifest.commonActions.count {
            for round in UInt64(1)...8 {
                walker.walk.begin(.step(state: node.state, WalkAction(index: action)))
                let one = try walker.walk.roll(round: round, goesOn: false)
                walker.walk.begin(.step(state: twin, WalkAction(index: action)))
                let other = try walker.walk.roll(round: round, goesOn: false)
                guard one == other else {
                    throw PluginFault(
                        kind: .contract, role: .game, file: question.blueprint.game.source.file,
                        line: nil, call: "odds.key",
                        message: "odds.key says that two states play on alike, but "
                            + "\(question.actionName(action)) on the random numbers of round "
                            + "\(round) does not: \(OddsCheck.shown(one)), or "
                            + "\(OddsCheck.shown(other)). The states are "
                            + "\(shown(node.state)) and \(shown(twin))")
                }
            }
        }
    }

    private func difference(
        _ action: WalkAction, round: UInt64, step: String, stages: String
    ) -> PluginFault {
        PluginFault(
            kind: .contract, role: .game, file: question.blueprint.game.source.file, line: nil,
            call: "odds.stages",
            message: "odds.stages.\(question.actionName(action.index)) is not what step plays: on "
                + "the random numbers of round \(round), seed "
                + "\(question.blueprint.configuration.seed), step \(step), and the stages \(stages)"
                + ". Stages must draw in the order of step, and add up to its payout")
    }

    private func shown(_ state: [UInt8]) -> String {
        PlainData(encoded: state).map { "\($0)" } ?? "unknown"
    }

    private static func shown(_ rolled: (result: WalkResult, drawn: UInt64)) -> String {
        let what =
            switch rolled.result {
            case .settled(let payout): "pays \(payout)"
            case .open(let payout, _): "pays \(payout) and goes on"
            case .stage, .decision: "does something else"
            }
        return what + " after \(rolled.drawn) random numbers"
    }
}
