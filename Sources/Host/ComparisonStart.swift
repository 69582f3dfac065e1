// Where a comparison begins: anew, or after the pairs that are stored.
private import Accounts
public import Experiments
public import Odds
public import Play
internal import Statistics
public import Storage

/// A comparison that is about to be played: what is compared, what is known of it already, and how
/// it is written.
public struct ComparisonStart: Sendable {
    public let configuration: ComparisonConfiguration
    public let experiment: PairedExperiment
    /// Has judged the stored pairs, as far as it takes them.
    public let comparison: Comparison
    /// Pairs that are stored: more than were judged when the verdict comes before them.
    public let storedPairs: Int64
    /// What is known of the game's exact return; `nil` when results count as they are played.
    public let returns: ExactReturns?
    /// Why no control variate is used although one was asked for.
    public let controlRefusal: String?
    private let storedDigest: String
    private let isNew: Bool

    /// A new comparison. Throws `INVALID_INPUT` as `Comparison` does. A control variate that was
    /// asked for is left out of the configuration where it can not be proved right.
    public init(
        _ configuration: ComparisonConfiguration, a: SessionBlueprint, b: SessionBlueprint,
        pairs: Int
    ) throws(PlayError) {
        let proof = try ComparisonStart.returns(configuration, a)
        var settled = configuration
        if proof.returns == nil { settled.control = nil }
        (returns, controlRefusal) = proof
        self.configuration = settled
        let control = returns.map { ComparisonStart.control($0, settled) }
        var experiment = PairedExperiment(a: a, b: b, roundsPerPair: settled.roundsPerPair)
        experiment.control = control
        self.experiment = experiment
        comparison = try Comparison(
            ComparisonStart.setup(settled, pairs: pairs, control: control))
        (storedPairs, storedDigest, isNew) = (0, comparison.chain.digest, true)
    }

    /// A stored comparison that plays on, or is judged again for other pairs: from the plugin texts
    /// in the store, with all that was stored judged as if it had been played now.
    ///
    /// Throws `replay_incompatible` when pairs are from another version of the program or damaged,
    /// what `Comparison` throws, and `StorageError`.
    ///
    /// - Parameters:
    ///   - pairs: the most pairs to play; `nil` for as many as were asked for before.
    ///   - catalogue: says which of its plugins get a process of their own.
    public init(
        resuming stored: StoredComparison, pairs: Int?, in journal: JournalStore,
        catalogue: Catalogue = Catalogue()
    ) throws {
        configuration = stored.configuration
        var experiment = PairedExperiment(
            a: try StoredBlueprint.blueprint(
                of: configuration.a, in: journal, catalogue: catalogue),
            b: try StoredBlueprint.blueprint(
                of: configuration.b, in: journal, catalogue: catalogue),
            roundsPerPair: configuration.roundsPerPair)
        let journalled = JournalledEpisodes(stored, in: journal, for: .continuation)
        let proof = try ComparisonStart.returns(configuration, experiment.a)
        if let why = proof.refusal {
            throw journalled.refusal("it leans on the game's exact return, and \(why)")
        }
        (returns, controlRefusal) = proof
        let control = returns.map { [configuration] in ComparisonStart.control($0, configuration) }
        experiment.control = control
        self.experiment = experiment
        var comparison = try Comparison(
            ComparisonStart.setup(
                configuration, pairs: pairs ?? Int(clamping: stored.pairs), control: control))
        let retired = RetiredPairs(configuration, experiment)
        try journalled.each { chunk in
            var chain = PairChain(digest: chunk.digestBefore)
            let body = try PairChunkBody(of: retired.whole(chunk))
            var cursor = RoundCursor(body)
            for var pair in body.pairs {
                chain.add(pair.digest)
                guard !comparison.isOver else { continue }
                pair.expectation = control?.expectation(of: pair, &cursor)
                try comparison.add(pair)
            }
            return chain
        }
        ComparisonStart.completeFaults(of: &comparison, experiment)
        self.comparison = comparison
        (storedPairs, storedDigest, isNew) = (stored.headPairs, stored.headDigest, false)
    }

    // The journal says that a pair had a fault; which one is found by playing it again. A fault that
    // does not come again (out of time, out of memory) stays unknown.
    private static func completeFaults(
        of comparison: inout Comparison, _ experiment: PairedExperiment
    ) {
        let firsts = Set(
            [comparison.a, comparison.b].filter { $0.firstFault == nil }.compactMap(
                \.firstFaultedPair))
        for index in firsts {
            guard let again = try? experiment.play(pair: index) else { continue }
            comparison.complete(
                firstFaultA: comparison.a.firstFaultedPair == index ? again.firstFaultA : nil,
                firstFaultB: comparison.b.firstFaultedPair == index ? again.firstFaultB : nil)
        }
    }

    private static func setup(
        _ configuration: ComparisonConfiguration, pairs: Int, control: ReturnControl?
    ) throws(PlayError) -> Comparison.Setup {
        guard let metric = Metric(rawValue: configuration.metric),
            let currency = try? Currency(code: configuration.a.currency)
        else {
            throw PlayError(
                .replayIncompatible,
                "the metric \(configuration.metric) in \(configuration.a.currency) is not known "
                    + "to this program")
        }
        var setup = Comparison.Setup(
            metric: metric, pairs: pairs, margin: configuration.margin,
            alpha: configuration.alpha, goal: configuration.goal,
            leastStake: configuration.leastStake, minorUnits: currency.minorDigits == 0 ? 1 : 100,
            precision: configuration.precision, winner: try winner(configuration))
        setup.control = control
        return setup
    }

    private static func winner(
        _ configuration: ComparisonConfiguration
    ) throws(PlayError) -> WinnerPlan? {
        guard let test = configuration.winnerTest else { return nil }
        guard let scale = EloScale(rawValue: test.scale) else {
            throw PlayError(
                .replayIncompatible, "the Elo scale \(test.scale) is not known to this program")
        }
        do throws(StatisticsError) {
            return try WinnerPlan(
                elo0: test.elo0, elo1: test.elo1, scale: scale, alpha: configuration.alpha,
                beta: test.beta)
        } catch {
            throw PlayError(.invalidInput, error.description)
        }
    }

    /// Rounds of both arms that were judged before this command.
    public var judgedRounds: Int64 { comparison.a.rounds + comparison.b.rounds }

    /// What writes it.
    func journal(_ committer: Committer, clock: HostClock) -> EpisodesJournal {
        var beginning = CommitBatch()
        let pairs = Int64(comparison.setup.pairs)
        if isNew {
            beginning.plugins = experiment.a.storedPlugins + experiment.b.storedPlugins
            beginning.comparisons = [
                NewComparison(
                    configuration: configuration, pairs: pairs,
                    createdAt: clock.wallMilliseconds())
            ]
        } else {
            beginning.continuations = [
                StoredContinuation(comparisonID: configuration.id, pairs: pairs)
            ]
        }
        return EpisodesJournal(
            id: configuration.id,
            PairChunkBuilder(configuration, after: storedPairs, digest: storedDigest),
            beginning: beginning, committer: committer, clock: clock)
    }
}
