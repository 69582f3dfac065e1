// stratagem verify: whether everything in a store agrees with everything else.
import ArgumentParser
import Host
import Play
import Reports
import Storage

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that nothing in a store is damaged or contradicts itself.",
        discussion: """
            Looks at the file, every chunk and checkpoint, the digest chains, all money and every \
            change of state, and says how many it looked at. It only reads, also beside a \
            process that plays. The exit code is 0 for a sound store and 1 for one with \
            findings. With ids only their rounds are looked at, and the file and ledger as a whole.
            """)

    @Argument(
        help: "Ids of sessions, comparisons or tournaments, or beginnings of them (default: all).")
    var sessions: [String] = []

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Flag(help: "Play all rounds again, too, and compare them with the journal.")
    var replay = false

    @OptionGroup var isolation: IsolationOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) { try isolation.withCatalogue { try verify($0) } }
    }

    private func verify(_ catalogue: Catalogue) throws {
        let journal = try JournalStore(directory: store, mode: .readOnly, engine: Engine.version)
        defer { journal.close() }
        let progress = ProgressLine(json: json)
        var shownAt = ContinuousClock.now
        let report = try VerifyRun(journal: journal, catalogue: catalogue).verify(
            sessions, replays: replay
        ) { text in
            guard shownAt.duration(to: .now) >= .milliseconds(200) else { return }
            shownAt = .now
            progress.show(text)
        }
        progress.clear()
        print(json ? JSONText.encode(report) : report.text)
        if !report.sound { throw ExitCode.failure }
    }
}
