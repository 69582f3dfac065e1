// stratagem replay: regenerate rounds from the journal, compare digests, print them.
import Accounts
import ArgumentParser
import Host
import Play
import Reports
import Storage

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Play journalled rounds again, compare them with the journal, print them.",
        discussion: """
            The rounds are regenerated from the plugin texts in the store and compared with the \
            journal: every round's decisions and payouts, and the digest over what it showed. \
            Without --from and --to all rounds are checked and the last ten are printed.
            """)

    @Argument(help: "The session's id, or the beginning of it.")
    var session: String

    @Option(help: "First round to print.")
    var from: Int64?

    @Option(help: "Last round to print.")
    var to: Int64?

    @Option(help: "Folder of the store.")
    var store: String = ".stratagem"

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) { try replay() }
    }

    private func replay() throws {
        let journal = try JournalStore(directory: store, mode: .readOnly, engine: Engine.version)
        defer { journal.close() }
        let stored = try journal.session(session)
        let last = min(to ?? stored.headRound, stored.headRound)
        let first = from ?? (to == nil ? max(1, last - 9) : 1)
        guard first >= 1, first <= max(1, last) else {
            throw PlayError(
                .invalidInput,
                "session \(stored.id) has rounds 1 to \(stored.headRound): --from \(first) --to "
                    + "\(to ?? last) is not among them")
        }
        let checked = from == nil && to == nil ? 1 : first
        let run = ReplayRun(journal: journal, stored: stored)
        let report = try run.replay(checkingFrom: checked, printing: first...max(first, last))
        print(json ? JSONText.encode(report) : report.text)
    }
}
