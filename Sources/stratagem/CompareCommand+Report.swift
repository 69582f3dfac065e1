// compare --report: the page of all pairs, from the journal.
import Experiments
import Host
import Play
import Reports
import Storage

extension CompareCommand {
    /// Reads the pairs again and writes what was asked for.
    func write(
        _ report: ComparisonReport, _ comparison: Comparison, _ start: ComparisonStart,
        _ journal: JournalStore, to destination: ReportDestination
    ) throws {
        let progress = ProgressLine(json: json)
        let evidence = try start.evidence(of: comparison, in: journal) { pairs in
            progress.show("report: \(Figures.grouped(pairs)) pairs read")
        }
        progress.clear()
        let page = ReportPage(
            report, evidence, start.configuration,
            currency: try InputParsing.currency(start.configuration.a.currency),
            command: ReportOptions.command)
        try ReportOptions.write(page, to: destination)
    }
}
