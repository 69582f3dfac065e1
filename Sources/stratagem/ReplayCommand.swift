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

    @Option(parsing: .unconditional, help: "First round to print.")
    var from: Int64?

    @Option(parsing: .unconditional, help: "Last round to print.")
    var to: Int64?

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @OptionGroup var isolation: IsolationOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) { try isolation.withCatalogue { try replay($0) } }
    }

    private func replay(_ catalogue: Catalogue) throws {
        let journal = try JournalStore(directory: store, mode: .readOnly, engine: Engine.version)
        defer { journal.close() }
        let stored = try journal.session(session)
        let last = min(to ?? stored.headRound, stored.headRound)
        let first = from ?? (to == nil ? max(1, last - 9) : 1)
        // A session without rounds is shown as such, unless some are asked for.
        let isWhole = from == nil && to == nil
        guard isWhole || (first >= 1 && first <= last) else {
            let has =
                stored.headRound == 0 ? "no rounds yet" : "rounds 1 to \(stored.headRound)"
            throw PlayError(
                .invalidInput,
                "session \(stored.id) has \(has), and --from \(first) --to \(to ?? last) names "
                    + "none of them")
        }
        let checked = isWhole ? 1 : first
        let run = ReplayRun(journal: journal, stored: stored, catalogue: catalogue)
        let report = try run.replay(checkingFrom: checked, printing: first...max(first, last))
        print(json ? JSONText.encode(report) : report.text)
    }
}
