// What the page of a comparison is made of: its pairs, judged again as they were when it was played.
public import Experiments
internal import Play
public import Reports
public import Storage

extension ComparisonStart {
    /// Reads and judges the pairs of this comparison once more, for a report.
    ///
    /// Throws as `ComparisonEvidence` does.
    ///
    /// - Parameters:
    ///   - finished: the comparison at its end.
    ///   - progress: called now and then with the pairs that were read.
    public func evidence(
        of finished: Comparison, in journal: JournalStore, progress: (_ pairs: Int64) -> Void
    ) throws -> ComparisonEvidence {
        try ComparisonEvidence(
            of: finished, configuration, in: journal,
            whole: { chunk in try RetiredPairs(configuration, experiment).whole(chunk) },
            progress: progress)
    }
}
