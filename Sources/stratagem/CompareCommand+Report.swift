// compare --report: the page of all pairs, from the journal.
import Experiments
import Play
import Reports
import Storage

extension CompareCommand {
    /// Reads the pairs again and writes what was asked for.
    func write(
        _ report: ComparisonReport, _ comparison: Comparison,
        _ configuration: ComparisonConfiguration, _ journal: JournalStore,
        to destination: ReportDestination
    ) throws {
        let progress = ProgressLine(json: json)
        let evidence = try ComparisonEvidence(of: comparison, configuration, in: journal) { pairs in
            progress.show("report: \(Figures.grouped(pairs)) pairs read")
        }
        progress.clear()
        let page = ReportPage(
            report, evidence, configuration,
            currency: try InputParsing.currency(configuration.a.currency),
            command: ReportOptions.command)
        try ReportOptions.write(page, to: destination)
    }
}
