// What the page of a comparison is made of, from its journal: pairs are judged again, one after the
// other, as they were when they were played. So a page is about all pairs, whatever command played
// them, and nothing is collected while they are played.
public import Experiments
public import Play
internal import Statistics
public import Storage

/// Looks, differences, paths and payouts of a stored comparison.
public struct ComparisonEvidence: Sendable {
    struct Look: Sendable {
        var pairs: Int
        var mean: Double
        var interval: Interval?
        /// Of the asymptotic formula, valid or not.
        var nominal: Interval?
        /// Of the test of who wins.
        var logRatio: Double?
    }

    let comparison: Comparison
    private(set) var looks: [Look] = []
    private(set) var differences: DecimalHistogram
    private(set) var paths: [PathSample]
    private(set) var payouts = [PayoutHistogram(), PayoutHistogram()]
    /// Pairs whose rounds are in paths and payouts.
    private(set) var sampled: Int64 = 0

    /// Reads and judges the pairs of a comparison.
    ///
    /// Throws `replay_incompatible` when pairs are missing, damaged, or lead to another digest than
    /// the comparison that is given, and `StorageError`.
    ///
    /// - Parameters:
    ///   - finished: the comparison at its end.
    ///   - whole: gives a chunk its rounds again where the store gave them up.
    ///   - progress: called now and then with the pairs that were read.
    public init(
        of finished: Comparison, _ configuration: ComparisonConfiguration,
        in journal: JournalStore,
        whole: (_ chunk: PairChunk) throws -> PairChunk,
        progress: (_ pairs: Int64) -> Void
    ) throws {
        comparison = finished
        let setup = finished.setup
        differences = DecimalHistogram(
            quantum: ComparisonEvidence.quantum(setup.metric, setup.minorUnits))
        paths = [configuration.a, configuration.b].map { _ in
            PathSample(rounds: configuration.roundsPerPair)
        }
        var again = try Comparison(setup)
        let count = Int64(finished.pairs)
        var next: Int64 = 1
        while next <= count {
            let chunks = try journal.pairChunks(
                of: configuration.id, from: next, through: count, limit: 1)
            guard let chunk = chunks.first, chunk.firstPair <= next else {
                throw ComparisonEvidence.damaged("pair \(next) is missing")
            }
            let body = try PairChunkBody(of: try whole(chunk))
            var cursor = RoundCursor(body)
            for var pair in body.pairs where Int64(clamping: pair.index) < count {
                var rounds = cursor
                pair.expectation = setup.control?.expectation(of: pair, &rounds)
                try again.add(pair)
                look(at: again, isLast: again.pairs == finished.pairs)
                try take(pair, &cursor, configuration, of: count)
            }
            progress(min(chunk.lastPair, count))
            next = chunk.lastPair + 1
        }
        guard again.chain == finished.chain,
            again.statistics.meanDifference == finished.statistics.meanDifference
        else {
            throw ComparisonEvidence.damaged("its pairs do not lead to what was found")
        }
    }

    private static func damaged(_ what: String) -> PlayError {
        PlayError(.replayIncompatible, "the report can not be made from the journal: \(what)")
    }

    /// The first width of a bin of differences.
    private static func quantum(_ metric: Metric, _ minorUnits: Double) -> Double {
        switch metric {
        case .net, .reward: 1 / minorUnits
        case .return: 1e-6
        case .goal, .ruin: 1
        }
    }

    private mutating func look(at comparison: Comparison, isLast: Bool) {
        let statistics = comparison.statistics
        guard isLast || LookSchedule.keeps(comparison.pairs),
            let mean = statistics.meanDifference
        else { return }
        looks.append(
            Look(
                pairs: comparison.pairs, mean: mean, interval: statistics.interval,
                nominal: statistics.nominalInterval, logRatio: comparison.winners?.logRatio))
    }

    private mutating func take(
        _ pair: PairResult, _ cursor: inout RoundCursor,
        _ configuration: ComparisonConfiguration, of count: Int64
    ) throws(PlayError) {
        let setup = comparison.setup
        let judged = setup.judged(pair)
        differences.add(judged.a - judged.b)
        let isSampled = PathSample.takes(Int64(clamping: pair.index), of: count)
        if isSampled { sampled += 1 }
        for (arm, result) in [pair.a, pair.b].enumerated() {
            guard isSampled else {
                cursor.skip(result.totals.rounds)
                continue
            }
            let session = arm == 0 ? configuration.a : configuration.b
            var left = result.totals.rounds
            // Borrowed by the closure below, and given back.
            var (walker, histogram) = (cursor, payouts[arm])
            try paths[arm].add(bankroll: session.bankroll) { () throws(PlayError) -> Int64? in
                guard left > 0, let round = try walker.nextSettled() else { return nil }
                left -= 1
                histogram.add(staked: round.staked, paid: round.paid)
                return round.net(session)
            }
            (cursor, payouts[arm]) = (walker, histogram)
            cursor.skip(left)
        }
    }
}
