// One worker's walk: plugins of its own, in which it makes the calls of a piece.
public import Play
internal import Scripting

/// Walks pieces. One thread at a time.
public final class OddsWalker {
    private let question: OddsQuestion
    let walk: RoundWalk
    /// Memory and state as `start` left them.
    let memory: [UInt8]
    let state: [UInt8]
    /// Leaves between two looks at the clock and the stop flag: some tens of milliseconds.
    private static let sliceLeaves: Int64 = 10_000
    /// A call with more leaves is cut into pieces for all workers.
    private static let pieceLeaves = 100_000.0
    private static let samples: UInt64 = 400

    /// Loads and starts the plugins. Throws `plugin_fault` when one fails.
    public init(_ question: OddsQuestion) throws(PlayError) {
        self.question = question
        walk = try question.blueprint.makeWalk()
        do throws(PluginFault) {
            (memory, state) = try walk.save()
        } catch {
            throw PlayError(error)
        }
    }

    /// What the work needs of the thread it is done on.
    public struct Surroundings {
        /// Whether to stop.
        public var isStopped: () -> Bool
        /// Told how many leaves were walked since the last time.
        public var walked: (Int64) -> Void
        /// A clock that never goes back.
        public var nanoseconds: () -> UInt64

        public init(
            isStopped: @escaping () -> Bool, walked: @escaping (Int64) -> Void,
            nanoseconds: @escaping () -> UInt64
        ) {
            self.isStopped = isStopped
            self.walked = walked
            self.nanoseconds = nanoseconds
        }
    }

    /// Does a piece of work. Throws `plugin_fault` when a plugin fails or draws what can not be
    /// walked, and `INVALID_INPUT` when there is too much to walk.
    public func run(_ work: OddsWork, in around: Surroundings) throws(PlayError) -> OddsPiece {
        let estimate: Estimate?
        do throws(PluginFault) {
            guard let call = call(of: work) else { return try choices(of: work) }
            walk.begin(call)
            if let branches = work.branches {
                walk.restrict(to: branches, of: work.branchCount)
                return try finish(around)
            }
            let startedAt = around.nanoseconds()
            around.walked(try walk.walk(leaves: OddsWalker.sliceLeaves))
            if walk.isOver { return .walked(walk.branches()) }
            let seconds = Double(around.nanoseconds() &- startedAt) / 1e9
            let found = try sampled(secondsPerLeaf: seconds / Double(OddsWalker.sliceLeaves))
            around.walked(-OddsWalker.sliceLeaves)  // walked again
            if found.leaves <= OddsWalker.pieceLeaves || found.branches < 2 {
                walk.begin(call)
                if found.leaves <= Double(question.branchesMax) { return try finish(around) }
            }
            estimate = found
        } catch {
            throw PlayError(error)
        }
        guard let estimate else { return .stopped }
        guard estimate.leaves <= Double(question.branchesMax) else {
            throw tooMany(work, estimate)
        }
        return .split(branches: estimate.branches, leaves: estimate.leaves)
    }

    private func finish(_ around: Surroundings) throws(PluginFault) -> OddsPiece {
        while !walk.isOver {
            if around.isStopped() { return .stopped }
            around.walked(try walk.walk(leaves: OddsWalker.sliceLeaves))
        }
        return .walked(walk.branches())
    }

    private struct Estimate {
        var leaves: Double
        /// Of the first draw.
        var branches: UInt64
        var seconds: Double
    }

    private func sampled(secondsPerLeaf: Double) throws(PluginFault) -> Estimate {
        var (sum, branches) = (0.0, UInt64(1))
        for number in 0..<OddsWalker.samples {
            let sample = try walk.sample(number)
            sum += sample.leaves
            branches = sample.first
        }
        let leaves = sum / Double(OddsWalker.samples)
        return Estimate(leaves: leaves, branches: branches, seconds: leaves * secondsPerLeaf)
    }

    private func tooMany(_ work: OddsWork, _ estimate: Estimate) -> PlayError {
        let what =
            switch work.place {
            case .decision: "decide of \(question.blueprint.strategy.manifest.name)"
            case .step(_, _, _, let action): "step for \(question.actionName(action.index))"
            case .stage(_, let action, _):
                "odds.stages.\(question.actionName(action.index))"
            }
        return OddsQuestion.tooMany(
            "one call of \(what) in \(question.blueprint.game.source.file) has about "
                + "\(OddsQuestion.shown(estimate.leaves)) branches (estimated from "
                + "\(OddsWalker.samples) samples; \(OddsQuestion.shown(seconds: estimate.seconds)) "
                + "on one core)", most: question.branchesMax)
    }

    private func call(of work: OddsWork) -> WalkCall? {
        switch work.place {
        case .decision(_, let memory, let balance, let isOpen):
            guard case .strategy = question.player else { return nil }
            walk.setBalance(balance)
            return .decide(state: work.state, memory: memory, isOpen: isOpen)
        case .step(_, _, _, let action): return .step(state: work.state, action)
        case .stage(_, let action, let stage):
            return .stage(state: work.state, action, stage: stage)
        }
    }

    private func choices(of work: OddsWork) throws(PluginFault) -> OddsPiece {
        walk.begin(.decide(state: work.state, memory: [], isOpen: true))
        return .legal(try walk.legalActions(), view: try walk.view())
    }
}
