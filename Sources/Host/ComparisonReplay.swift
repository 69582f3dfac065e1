// Checking a stored comparison against its journal, pair by pair.
private import Accounts
internal import Experiments
internal import Play
public import Reports
public import Storage

/// Replays a stored comparison. One thread.
public struct ComparisonReplay {
    /// One of the two strategies.
    public enum Arm: String, CaseIterable, Sendable {
        case a
        case b
    }

    private let journal: JournalStore
    private let stored: StoredComparison
    private let catalogue: Catalogue

    /// - Parameter catalogue: says which of its plugins get a process of their own.
    public init(
        journal: JournalStore, stored: StoredComparison, catalogue: Catalogue = Catalogue()
    ) {
        self.journal = journal
        self.stored = stored
        self.catalogue = catalogue
    }

    /// Regenerates the pairs of a range, from the plugin texts in the store, and keeps the last
    /// ones' results.
    ///
    /// Throws `PlayError` with `replay_incompatible` when anything differs, and `StorageError`.
    ///
    /// - Parameters:
    ///   - pairs: numbers of stored pairs.
    ///   - shown: how many of the last pairs are kept for the report.
    ///   - arm: whose rounds are kept as well; then the range has one pair.
    ///   - progress: called after each pair with its number and all rounds so far.
    public func replay(
        pairs: ClosedRange<Int64>, shown: Int, arm: Arm? = nil,
        progress: (_ pair: Int64, _ rounds: Int64) -> Void
    ) throws -> ComparisonReplayReport {
        let configuration = stored.configuration
        let a = try StoredBlueprint.blueprint(
            of: configuration.a, in: journal, catalogue: catalogue)
        let b = try StoredBlueprint.blueprint(
            of: configuration.b, in: journal, catalogue: catalogue)
        let replay = PairReplay(a: a, b: b)
        let retired = RetiredPairs(
            configuration,
            PairedExperiment(a: a, b: b, roundsPerPair: configuration.roundsPerPair))
        var report = ComparisonReplayReport(
            configuration, pairs: pairs, currency: try Currency(code: configuration.a.currency))
        try JournalledEpisodes(stored, in: journal, for: .replay).each(of: pairs) { chunk in
            if chunk.isBodyRetired { report.checked.retiredChunks += 1 }
            let body = try PairChunkBody(of: retired.whole(chunk))
            var cursor = RoundCursor(body)
            var chain = PairChain(digest: chunk.digestBefore)
            for pair in body.pairs {
                let number = Int64(clamping: pair.index) + 1
                chain.add(pair.digest)
                guard pairs.contains(number) else {
                    cursor.skip(pair.a.totals.rounds)
                    cursor.skip(pair.b.totals.rounds)
                    continue
                }
                let again = try replay.pair(
                    pair, &cursor, roundsPerPair: configuration.roundsPerPair,
                    keepsRecords: arm != nil)
                report.add(
                    pair, digest: chain.digest, isShown: number > pairs.upperBound - Int64(shown))
                switch arm {
                case .a: report.checked.list(again.a, of: "a")
                case .b: report.checked.list(again.b, of: "b")
                case nil: break
                }
                progress(number, report.checked.roundsChecked)
            }
            report.checked.chunks += 1
            return chain
        }
        return report
    }
}
