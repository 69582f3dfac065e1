// stratagem sessions: what is in the store, newest first.
import Accounts
import ArgumentParser
import Play
import Reports
import Storage

struct SessionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "List the sessions and comparisons in the store, newest first.")

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Option(parsing: .unconditional, help: "The most sessions, and comparisons, to list.")
    var limit: Int = 100

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            guard limit > 0 else {
                throw PlayError(.invalidInput, "--limit is \(limit); it must be 1 or more")
            }
            let journal = try JournalStore(
                directory: store, mode: .readOnly, engine: Engine.version)
            defer { journal.close() }
            let report = SessionListReport(
                try journal.sessions(limit: limit),
                comparisons: try journal.comparisons(limit: limit))
            print(json ? JSONText.encode(report) : report.text)
        }
    }
}
