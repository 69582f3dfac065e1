// stratagem replay of comparisons and tournaments: pairs and episodes.
import Host
import Play
import Reports
import Storage

extension ReplayCommand {
    /// The pairs or episodes that were asked for.
    private struct Range {
        let numbers: ClosedRange<Int64>
        /// How many of the last are printed.
        let shown: Int

        /// - Parameters:
        ///   - name: "comparison ID".
        ///   - unit: "pair".
        init(
            _ command: ReplayCommand, head: Int64, name: String, unit: String
        ) throws(PlayError) {
            let (from, to, arm) = (command.from, command.to, command.arm)
            let last = min(to ?? (arm == nil ? nil : from) ?? head, head)
            let first = from ?? (arm == nil ? 1 : last)
            let isWhole = from == nil && to == nil && arm == nil
            guard first >= 1, first <= last || (isWhole && last == 0) else {
                let has = head == 0 ? "no \(unit)s yet" : "\(unit)s 1 to \(head)"
                throw PlayError(
                    .invalidInput,
                    "\(name) has \(has), and --from \(first) --to \(to ?? last) names none of them")
            }
            guard arm == nil || first == last else {
                throw PlayError(
                    .invalidInput,
                    "--arm prints one \(unit), and --from \(first) --to \(last) names "
                        + "\(last - first + 1): give --from alone")
            }
            numbers = first...max(first, last)
            shown = isWhole ? Range.shownMost : Int(clamping: last - first + 1)
        }

        private static let shownMost = 10
    }

    func replayComparison(
        _ stored: StoredComparison, _ journal: JournalStore, _ catalogue: Catalogue
    ) throws {
        let range = try Range(
            self, head: stored.headPairs, name: "comparison \(stored.id)", unit: "pair")
        let arm = try arm.map { name throws(PlayError) in
            guard let arm = ComparisonReplay.Arm(rawValue: name) else {
                throw PlayError(.invalidInput, "--arm of a comparison is a or b, not \(name)")
            }
            return arm
        }
        let (progress, show) = progress(of: range, unit: "pair")
        let report = try ComparisonReplay(
            journal: journal, stored: stored, catalogue: catalogue
        ).replay(pairs: range.numbers, shown: range.shown, arm: arm, progress: show)
        progress.clear()
        print(json ? JSONText.encode(report) : report.text)
    }

    func replayTournament(
        _ stored: StoredTournament, _ journal: JournalStore, _ catalogue: Catalogue
    ) throws {
        let range = try Range(
            self, head: stored.headEpisodes, name: "tournament \(stored.id)", unit: "episode")
        let labels = TournamentReport.labels(stored.configuration.arms.map(\.strategy.name))
        let arm = try arm.map { name throws(PlayError) in
            guard let arm = labels.firstIndex(of: name) else {
                throw PlayError(
                    .invalidInput,
                    "--arm of this tournament is one of \(labels.joined(separator: ", ")), not "
                        + name)
            }
            return arm
        }
        let (progress, show) = progress(of: range, unit: "episode")
        let report = try TournamentReplay(
            journal: journal, stored: stored, catalogue: catalogue
        ).replay(episodes: range.numbers, shown: range.shown, arm: arm, progress: show)
        progress.clear()
        print(json ? JSONText.encode(report) : report.text)
    }

    /// A line for people, and what writes to it five times a second.
    private func progress(
        of range: Range, unit: String
    ) -> (line: ProgressLine, show: (Int64, Int64) -> Void) {
        let line = ProgressLine(json: json)
        var shownAt = ContinuousClock.now
        return (
            line,
            { number, rounds in
                guard shownAt.duration(to: .now) >= .milliseconds(200) else { return }
                shownAt = .now
                line.show(
                    "\(Figures.grouped(number)) of \(Figures.grouped(range.numbers.upperBound)) "
                        + "\(unit)s · \(Figures.grouped(rounds)) rounds as journalled")
            }
        )
    }
}
