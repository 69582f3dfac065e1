// --report and --csv: what a command found, as a page and as tables.
import ArgumentParser
import Foundation
import Play
import Reports

struct ReportOptions: ParsableArguments {
    @Option(
        help: """
            Write a page with charts and tables to this file (HTML, complete in itself); an \
            existing file is replaced.
            """)
    var report: String?

    @Option(help: "Write everything plotted to CSV files in this folder.")
    var csv: String?

    var isGiven: Bool { report != nil || csv != nil }

    /// Where it goes; what can not be written is refused now. `nil` when nothing was asked for.
    func destination() throws -> ReportDestination? {
        isGiven ? try ReportDestination(page: report, folder: csv) : nil
    }

    /// The words of this command line.
    static var command: [String] { ["stratagem"] + CommandLine.arguments.dropFirst() }

    /// Writes a report and says where, on standard error: standard output is of the result.
    static func write(_ page: ReportPage, to destination: ReportDestination) throws {
        for line in try destination.write(page) { writeError(line) }
    }
}
