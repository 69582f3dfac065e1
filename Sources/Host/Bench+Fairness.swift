// The fairness table of the bench.
public import Reports

extension Bench {
    /// Measures what sessions get beside hostile ones; `note` is told what is measured now.
    ///
    /// Throws when game or strategy of the table are missing or fail.
    ///
    /// - Parameters:
    ///   - sessions: that behave, on all cores.
    ///   - seconds: of each row.
    public func fairness(
        sessions: Int = 50, seconds: Double = 5, note: (String) -> Void
    ) throws -> FairnessReport {
        try BenchFairness(sessions: sessions, seconds: seconds).report(
            behaving: try blueprint("slots/double-diamond", "flat"), note: note)
    }
}
