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
            Without --from and --to all rounds are checked and the last ten are printed. Of a \
            comparison --from and --to name pairs, of a tournament episodes, and --arm prints the \
            rounds of one of them.
            """)

    @Argument(help: "The id of a session, comparison or tournament, or the beginning of it.")
    var session: String

    @Option(
        parsing: .unconditional,
        help: "First round to print, or first pair or episode to check.")
    var from: Int64?

    @Option(
        parsing: .unconditional, help: "Last round to print, or last pair or episode to check.")
    var to: Int64?

    @Option(
        help: """
            Print the rounds of one pair of a comparison, those of strategy a or b; or of one \
            episode of a tournament, those of the strategy of this name.
            """)
    var arm: String?

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
        let record = try journal.recordID(session)
        switch record.kind {
        case .session:
            try replaySession(try journal.session(record.id), journal, catalogue)
        case .comparison:
            try replayComparison(try journal.comparison(record.id), journal, catalogue)
        case .tournament:
            try replayTournament(try journal.tournament(record.id), journal, catalogue)
        }
    }

    private func replaySession(
        _ stored: StoredSession, _ journal: JournalStore, _ catalogue: Catalogue
    ) throws {
        guard arm == nil else {
            throw PlayError(.invalidInput, "\(stored.id) is a session, which has no --arm")
        }
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
        let progress = ProgressLine(json: json)
        var shownAt = ContinuousClock.now
        let report = try run.replay(
            checkingFrom: checked, printing: first...max(first, last)
        ) { round in
            guard shownAt.duration(to: .now) >= .milliseconds(200) else { return }
            shownAt = .now
            progress.show(
                "\(Figures.grouped(round)) of \(Figures.grouped(last)) rounds as journalled")
        }
        progress.clear()
        print(json ? JSONText.encode(report) : report.text)
    }
}
