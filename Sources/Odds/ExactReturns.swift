// What a bet returns on the mean, exactly, where that can be proved: the control variate of
// `stratagem compare`.
//
// What is proved of a stake s: whatever a strategy did before, a round that bets s pays E(s) on the
// mean. It holds when all of this does, and each part is looked at, not believed:
//   - The game has no actions of its own, so a round is one PlaceBet of s (Spin becomes one).
//   - `start` draws nothing, so every episode begins with one state.
//   - `step` was called for every outcome of its draws from that state, with s: none needs another
//     decision, none leaves another state, none fails. What it pays, weighted, is E(s).
//   - `actions` and `observe`, which a session asks before a decision, leave the state alone.
//   - Nothing that the game's functions can reach changed meanwhile: no counter in a local
//     variable, no cache. This is looked at after the first three calls and then after every
//     `keptEvery`, a prime, so that a pattern in the calls does not hide a change from it.
// Then by induction every round begins where the walk began. The draws of a round are independent
// of all before (Philox keyed by round), and no strategy sees them: the stake is settled before.
private import BigInt
public import Play
internal import Scripting
private import Synchronization

/// Exact mean payouts by stake, each proved when it is first asked for. Any thread.
public final class ExactReturns: Sendable {
    /// What became of a proof.
    private enum Proof: Sendable {
        case mean(Fraction)
        case refused(String)
    }

    /// Branches of one bet that are walked: about a second.
    public static let branchesStandard: Int64 = 1_000_000
    /// Branches of all stakes together that `excess` walks: some seconds.
    private static let branchesAllMax = 20_000_000.0
    private static let samples: UInt64 = 30
    /// Calls between two looks at what the game keeps.
    private static let keptEvery: Int64 = 997

    private let blueprint: SessionBlueprint
    private let branchesMax: Int64
    private let proofs = Mutex<[Int64: Proof]>([:])

    /// - Parameters:
    ///   - arm: its game, variant and currency; its strategy plays no part.
    ///   - branchesMax: branches of one bet that may be walked.
    /// - Throws: what a session of the game is refused with.
    public init(
        of arm: SessionBlueprint, branchesMax: Int64 = ExactReturns.branchesStandard
    ) throws(PlayError) {
        let nobody: StrategyDefinition
        do throws(PluginFault) {
            nobody = try StrategyDefinition(
                PluginSource(file: "nobody", text: Array(OddsQuestion.noStrategyText.utf8)))
        } catch {
            throw PlayError(error)
        }
        var configuration = arm.configuration
        configuration.strategy = nobody.reference
        configuration.parameters = [:]
        configuration.faultPolicy = .stop
        blueprint = try SessionBlueprint(
            configuration: configuration, game: arm.game, strategy: nobody)
        self.branchesMax = branchesMax
    }

    /// Mean payout of a bet of so many minor units, in minor units; `nil` when it is not proved.
    public func meanPayout(stake: Int64) -> Fraction? {
        guard case .mean(let mean) = proof(of: stake) else { return nil }
        return mean
    }

    /// Why the mean payout of the smallest stake is not proved; `nil` when it is.
    public var refusal: String? {
        guard let least = blueprint.stakes.first else {
            return "\(blueprint.game.manifest.name) takes any stake"
        }
        guard case .refused(let why) = proof(of: least) else { return nil }
        return why
    }

    /// Stakes that were asked for and proved, ascending, with mean payout / stake.
    public var returns: [(stake: Int64, rate: Fraction)] {
        proofs.withLock { $0 }.compactMap { stake, proof in
            guard case .mean(let mean) = proof else { return nil }
            return (stake, mean / Fraction(stake))
        }.sorted { $0.stake < $1.stake }
    }

    /// From the least to the most of mean payout - stake over all stakes of the game up to
    /// `stakeMax`, minor units; `nil` unless all are proved, or when that takes more than some
    /// seconds.
    public func excess(stakeMax: Int64 = .max) -> ClosedRange<Double>? {
        var (least, most) = (Double.infinity, -Double.infinity)
        let stakes = blueprint.stakes.filter { $0 <= stakeMax }
        guard let first = stakes.first, let branches = try? branches(stake: first),
            branches * Double(stakes.count) <= ExactReturns.branchesAllMax
        else { return nil }
        for stake in stakes {
            guard let mean = meanPayout(stake: stake) else { return nil }
            let excess = (mean - Fraction(stake)).double
            (least, most) = (min(least, excess), max(most, excess))
        }
        return least <= most ? least...most : nil
    }

    private func branches(stake: Int64) throws(PlayError) -> Double {
        let walk = try blueprint.makeWalk()
        do throws(PluginFault) {
            let state = try walk.save().state
            walk.begin(.step(state: state, WalkAction(index: 0, amount: stake)))
            return try ExactReturns.branches(walk)
        } catch {
            throw PlayError(error)
        }
    }

    // MARK: One stake

    // One proof at a time: others that need it would only make it twice.
    private func proof(of stake: Int64) -> Proof {
        proofs.withLock { proofs in
            if let known = proofs[stake] { return known }
            let proof: Proof
            do throws(PlayError) {
                proof = try prove(stake)
            } catch {
                proof = .refused(error.description)
            }
            proofs[stake] = proof
            return proof
        }
    }

    private func prove(_ stake: Int64) throws(PlayError) -> Proof {
        let name = blueprint.game.manifest.name
        guard blueprint.game.manifest.actions.count == GameManifest.commonActions.count else {
            return .refused("what \(name) returns depends on decisions after the bet")
        }
        if case .process = blueprint.game.source.tier {
            return .refused("\(name) has a process of its own, where its draws can not be walked")
        }
        guard blueprint.stakes.contains(stake) else {
            return .refused("\(stake) is no stake of \(name)")
        }
        let walk = try blueprint.makeWalk()
        guard !walk.startDrew else {
            return .refused("each episode of \(name) begins differently, because start draws")
        }
        do throws(PluginFault) {
            return try prove(walk, stake)
        } catch {
            throw PlayError(error)
        }
    }

    private func prove(_ walk: borrowing RoundWalk, _ stake: Int64) throws(PluginFault) -> Proof {
        let name = blueprint.game.manifest.name
        let keeps = Proof.refused(
            "\(name) keeps data from round to round, so its rounds are not all alike")
        let state = try walk.save().state
        guard let kept = walk.kept() else {
            return .refused("\(name) uses a coroutine or an iterator that can not be looked into")
        }
        let call = WalkCall.step(state: state, WalkAction(index: 0, amount: stake))
        walk.begin(call)
        guard try !walk.look(), walk.kept() == kept else { return keeps }
        let branches = try ExactReturns.branches(walk)
        guard branches <= 2 * Double(branchesMax) else { return .refused(tooMany(branches)) }
        walk.begin(call)
        var walked: Int64 = 0
        while !walk.isOver {
            walked += try walk.walk(leaves: walked < 3 ? 1 : ExactReturns.keptEvery)
            guard !walk.stateChanged, walk.kept() == kept else { return keeps }
            guard walked <= branchesMax else { return .refused(tooMany(Double(walked))) }
        }
        var mean = Fraction.zero
        for branch in walk.branches() {
            guard case .settled(let payout) = branch.result else {
                return .refused("what \(name) returns depends on decisions after the bet")
            }
            let chance = Fraction(whole: BigInt(branch.weight), over: BigInt(branch.total))
            mean += chance * Fraction(payout)
        }
        return .mean(mean)
    }

    /// About how many branches the call has that the walk stands at.
    private static func branches(_ walk: borrowing RoundWalk) throws(PluginFault) -> Double {
        var sum = 0.0
        for number in 0..<samples { sum += try walk.sample(number).leaves }
        return sum / Double(samples)
    }

    private func tooMany(_ branches: Double) -> String {
        "a round of \(blueprint.game.manifest.name) has about \(OddsQuestion.shown(branches)) "
            + "branches, and at most \(branchesMax) are walked for it"
    }
}
