// The graph while it is walked: gives work out and takes results in, in any order.
internal import BigInt
public import Play
internal import Scripting

/// Grows the graph of a round from where it begins. Value; the owner guards it.
public struct OddsBuilder: Sendable {
    public let question: OddsQuestion
    private(set) var graph = OddsGraph()
    /// Leaves that are expected in all, as far as it is known.
    public private(set) var leavesExpected = 0.0
    private var indexes: [OddsPlace: Int] = [:]
    private var waiting: [OddsWork] = []
    private var unfinished: [Int: Sums] = [:]
    /// Where a view was seen, for the best decision.
    private var views: [[UInt8]: Int] = [:]
    private let declaration: OddsQuestion.Declaration
    private let bankroll: Int64
    /// Places that a graph may have: memory of a few hundred bytes each.
    private static let placesMax = 2_000_000
    private static let piecesMax: UInt64 = 64
    private static let twinsMax = 3

    private struct Sums: Sendable {
        var piecesLeft = 1
        /// Chances as weights over each total that occurs.
        var weights: [WalkResult: [UInt128: UInt128]] = [:]
        /// Of open rounds: states with the result's key, the first and some others.
        var states: [WalkResult: [[UInt8]]] = [:]
    }

    /// - Parameter walker: of any worker; all begin with the same data.
    public init(_ question: OddsQuestion, from walker: OddsWalker) throws(PlayError) {
        self.question = question
        declaration = question.declaration
        bankroll = question.blueprint.configuration.bankroll
        let first = OddsPlace.decision(
            key: walker.state, memory: walker.memory, balance: bankroll, isOpen: false)
        if case .best(let stake) = question.player {
            // The one bet needs no call.
            let index = try place(
                .decision(key: walker.state, memory: [], balance: 0, isOpen: false), walker.state)
            waiting = []
            unfinished = [:]
            let action = WalkAction(index: 0, amount: stake)
            let next = try place(
                after(action, key: walker.state, memory: [], balance: 0), walker.state)
            graph.nodes[index].edges = [
                OddsEdge(chance: .one, parts: noParts, staked: stake, next: next)
            ]
        } else {
            _ = try place(first, walker.state)
        }
    }

    private var noParts: [Int64] { Array(repeating: 0, count: declaration.partCount) }

    /// Whether everything has been walked.
    public var isComplete: Bool { unfinished.isEmpty }

    /// Work that a worker may do now; `nil`: none, though there may be some later.
    public mutating func take() -> OddsWork? { waiting.popLast() }

    /// Takes in what became of a piece of work.
    ///
    /// Throws `INVALID_INPUT` when the round can not be walked on.
    public mutating func add(_ piece: OddsPiece, of work: OddsWork) throws(PlayError) {
        switch piece {
        case .stopped: return
        case .split(let branches, let leaves):
            leavesExpected += leaves
            split(work, branches)
        case .walked(let results):
            for result in results { add(result, to: work.node) }
            unfinished[work.node]?.piecesLeft -= 1
            guard let sums = unfinished[work.node], sums.piecesLeft == 0 else { return }
            unfinished[work.node] = nil
            try finish(work.node, sums)
        case .legal(let actions, let view):
            unfinished[work.node] = nil
            guard views.updateValue(work.node, forKey: view) == nil else { throw hidden }
            try offer(actions, at: work.node)
        }
    }

    private mutating func split(_ work: OddsWork, _ branches: UInt64) {
        let pieces = min(branches, OddsBuilder.piecesMax)
        unfinished[work.node] = Sums(piecesLeft: Int(pieces))
        for piece in 0..<pieces {
            // 128 bits: branches may be near 2^64.
            let from = UInt64(UInt128(branches) * UInt128(piece) / UInt128(pieces))
            let end = UInt64(UInt128(branches) * UInt128(piece + 1) / UInt128(pieces))
            var part = work
            part.branches = from..<end
            part.branchCount = branches
            waiting.append(part)
        }
    }

    private mutating func add(_ branch: WalkBranch, to node: Int) {
        unfinished[node]?.weights[branch.result, default: [:]][branch.total, default: 0] +=
            branch.weight
        let known = unfinished[node]?.states[branch.result] ?? []
        if !branch.state.isEmpty, known.count <= OddsBuilder.twinsMax, !known.contains(branch.state)
        {
            unfinished[node]?.states[branch.result, default: []].append(branch.state)
        }
    }

    /// The index of a place; a new one is to be walked.
    private mutating func place(_ place: OddsPlace, _ state: [UInt8]) throws(PlayError) -> Int {
        if let index = indexes[place] {
            let node = graph.nodes[index]
            if node.state != state, node.twins.count < OddsBuilder.twinsMax,
                !node.twins.contains(state)
            {
                graph.nodes[index].twins.append(state)
            }
            return index
        }
        let index = graph.nodes.count
        guard index < OddsBuilder.placesMax else {
            throw OddsQuestion.tooMany(
                "a round of \(question.blueprint.game.manifest.name) can stand in more than "
                    + "\(OddsBuilder.placesMax) places (odds.key may say which are alike)",
                most: question.branchesMax)
        }
        indexes[place] = index
        graph.nodes.append(OddsNode(place: place, state: state))
        unfinished[index] = Sums()
        waiting.append(OddsWork(node: index, place: place, state: state))
        return index
    }

    // MARK: From results to edges

    private mutating func finish(_ index: Int, _ sums: Sums) throws(PlayError) {
        var edges: [OddsEdge] = []
        var whole = Fraction.zero
        for (result, weights) in sums.weights {
            let chance = weights.reduce(Fraction.zero) { sum, entry in
                sum + Fraction(whole: BigInt(entry.value), over: BigInt(entry.key))
            }
            whole += chance
            edges.append(
                try edge(result, chance, states: sums.states[result] ?? [], from: index))
        }
        precondition(whole == .one, "the chances of a call add up to \(whole)")
        graph.nodes[index].edges = edges
    }

    private mutating func edge(
        _ result: WalkResult, _ chance: Fraction, states: [[UInt8]], from index: Int
    ) throws(PlayError) -> OddsEdge {
        let node = graph.nodes[index]
        switch result {
        case .settled(let payout):
            return OddsEdge(chance: chance, parts: parts(payout))
        case .open(let payout, let key):
            let open = openDecision(after: node.place, payout: payout, key: key)
            let next = try place(open, states.first ?? [])
            for twin in states.dropFirst() { _ = try place(open, twin) }
            return OddsEdge(chance: chance, parts: parts(payout), next: next)
        case .stage(let amounts, let stage, let times):
            guard times > 0, case .stage(_, let action, _) = node.place else {
                return OddsEdge(chance: chance, parts: amounts)
            }
            let next = try place(.stage(key: [], action: action, stage: stage), [])
            return OddsEdge(chance: chance, parts: amounts, next: next, times: times)
        case .decision(let action, let memory):
            return try decided(action, memory, chance, at: node)
        }
    }

    private func parts(_ payout: Int64) -> [Int64] {
        var parts = noParts
        parts[0] = payout
        return parts
    }

    private func openDecision(after place: OddsPlace, payout: Int64, key: [UInt8]) -> OddsPlace {
        guard case .step(_, let memory, let balance, _) = place, case .strategy = question.player
        else { return .decision(key: key, memory: [], balance: 0, isOpen: true) }
        return .decision(key: key, memory: memory, balance: balance &+ payout, isOpen: true)
    }

    private func after(
        _ action: WalkAction, key: [UInt8], memory: [UInt8], balance: Int64
    ) -> OddsPlace {
        declaration.staged.contains(question.actionName(action.index))
            ? .stage(key: key, action: action, stage: [])
            : .step(key: key, memory: memory, balance: balance, action: action)
    }

    private mutating func decided(
        _ action: WalkAction, _ memory: [UInt8], _ chance: Fraction, at node: OddsNode
    ) throws(PlayError) -> OddsEdge {
        guard case .decision(let key, _, let balance, _) = node.place else {
            preconditionFailure("a decision where none was due")
        }
        let name = question.blueprint.strategy.manifest.name
        guard action.index != 2 else {
            throw PlayError(
                .invalidInput,
                "\(name) cashes out in the first round, so it has no odds; with another "
                    + "--bankroll or other parameters it may bet")
        }
        guard action.amount <= balance else {
            throw PlayError(
                .invalidInput,
                "\(name) bets more in the first round than its bankroll holds; give a larger "
                    + "--bankroll")
        }
        let next = try place(
            after(action, key: key, memory: memory, balance: balance - action.amount), node.state)
        return OddsEdge(chance: chance, parts: noParts, staked: action.amount, next: next)
    }

    /// Two places that look alike: the best decision would use what a player can not see.
    private var hidden: PlayError {
        let name = question.blueprint.game.manifest.name
        return PlayError(
            .invalidInput,
            "\(name) asks for decisions and does not show all that they depend on, so the best one "
                + "is not worked out; name a strategy: stratagem odds \(name) STRATEGY (see "
                + "`stratagem strategies`)")
    }

    /// The game's own actions as ways out, of which the best is taken.
    private mutating func offer(_ actions: [Int], at index: Int) throws(PlayError) {
        let node = graph.nodes[index]
        guard case .decision(let key, _, _, _) = node.place else {
            preconditionFailure("choices where no decision was due")
        }
        let common = GameManifest.commonActions.count
        let own = actions.filter { $0 >= common }
        guard !own.isEmpty else {
            throw PlayError(
                .invalidInput,
                "the best decision can not be worked out: the round needs another decision and "
                    + "\(question.blueprint.game.manifest.name) has no action of its own there; "
                    + "name a strategy: stratagem odds GAME STRATEGY")
        }
        graph.nodes[index].chooses = true
        for action in own {
            let next = try place(
                after(WalkAction(index: action), key: key, memory: [], balance: 0), node.state)
            graph.nodes[index].edges.append(
                OddsEdge(chance: .one, parts: noParts, next: next))
        }
    }
}
