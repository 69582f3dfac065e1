// stratagem keep: sessions whose rounds are never retired.
import ArgumentParser
import Host
import Play
import Reports
import Storage

struct KeepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keep",
        abstract: "Keep the rounds of a session for good, whatever `retain` gives up.",
        discussion: """
            Where old segments are retired, by `stratagem retain` or by a running `stratagem up`, \
            the rounds of these sessions, comparisons and tournaments move on to new ones. Without \
            SESSION it lists them.
            """)

    @Argument(help: "Ids of sessions, comparisons or tournaments, or beginnings of them.")
    var sessions: [String] = []

    @Flag(help: "Let them go again.")
    var release = false

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            guard !release || !sessions.isEmpty else {
                throw PlayError(.invalidInput, "--release needs the sessions to let go")
            }
            try InputParsing.requireStore(store)
            let journal = try JournalStore(directory: store, mode: .readOnly)
            defer { journal.close() }
            // None is changed when one of them is not there.
            let ids = try sessions.map { try journal.recordID($0).id }
            let retired = ids.isEmpty ? 0 : try keep(ids)
            let report = KeptReport(
                try journal.kept(), retiredBefore: release ? 0 : retired)
            print(json ? JSONText.encode(report) : report.text)
        }
    }

    /// A `stratagem up` that has the store is asked to do it.
    private func keep(_ ids: [String]) throws -> Int64 {
        do throws(StorageError) {
            let journal = try JournalStore(
                directory: store, mode: .readWrite, engine: Engine.version)
            defer { journal.close() }
            var retired: Int64 = 0
            for id in ids { retired += try journal.keep(id, isKept: !release) }
            return retired
        } catch {
            let host = try ControlClient(insteadOf: error, store: store)
            return try ids.reduce(0) { sum, id in
                let request = ControlRequest(.keep, session: id, release: release)
                return sum + (try host.ask(request).retired ?? 0)
            }
        }
    }
}
