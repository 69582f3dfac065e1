// stratagem sessions: what is in the store, newest first, or one session whole.
import Accounts
import ArgumentParser
import Host
import Play
import Reports
import Storage

struct SessionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract:
            "List what is in the store, newest first: sessions, comparisons, tournaments; or show one "
            + "session.",
        discussion: """
            With SESSION it shows that one whole: configuration, figures, changes of state, faults \
            and its last rounds, whose symbols are regenerated and checked against the journal.
            """)

    @Argument(help: "A session's id, or the beginning of it; without it all are listed.")
    var session: String?

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Option(
        parsing: .unconditional,
        help: "The most of each kind to list, or rounds to show of one session.")
    var limit: Int?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            if let limit, limit < 1 {
                throw PlayError(.invalidInput, "--limit is \(limit); it must be 1 or more")
            }
            let journal = try JournalStore(
                directory: store, mode: .readOnly, engine: Engine.version)
            defer { journal.close() }
            if let session {
                try show(journal.session(session), journal)
            } else {
                let report = SessionListReport(
                    try journal.sessions(limit: limit ?? 100),
                    comparisons: try journal.comparisons(limit: limit ?? 100),
                    tournaments: try journal.tournaments(limit: limit ?? 100))
                print(json ? JSONText.encode(report) : report.text)
            }
        }
    }

    /// What can not be regenerated is shown without its rounds, and then fails with the reason.
    private func show(_ stored: StoredSession, _ journal: JournalStore) throws {
        var replayed: ReplayReport?
        var failure: PlayError?
        let first = max(1, stored.headRound - Int64(limit ?? 10) + 1)
        if stored.headRound > 0 {
            do {
                replayed = try ReplayRun(journal: journal, stored: stored).replay(
                    checkingFrom: first, printing: first...stored.headRound)
            } catch let error as PlayError {
                failure = error
            }
        }
        let report = try SessionReport(
            stored, transitions: journal.transitions(of: stored.id),
            faults: journal.faults(of: stored.id), reloads: journal.reloads(of: stored.id),
            refusals: journal.reloadRefusals(of: stored.id),
            refusalsDropped: journal.reloadRefusalsDropped(of: stored.id), replayed: replayed)
        if let failure {
            if !json { print(report.text) }
            throw failure
        }
        print(json ? JSONText.encode(report) : report.text)
    }
}
