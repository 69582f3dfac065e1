// stratagem retain: old rounds are given up, segment by segment.
import ArgumentParser
import Host
import Play
import Reports
import Storage

struct RetainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retain",
        abstract: "Keep rounds only so long or so many, and give up older segments.",
        discussion: """
            Whole segments go, the oldest first. Figures, money, checkpoints and digests of their \
            rounds stay: sessions go on, `verify` checks them, and `replay` regenerates their \
            rounds and compares digests. Sessions that `stratagem keep` names stay whole. Without \
            --max-age, --max-bytes and --segment it lists the segments. A running `stratagem up` \
            does what the part segments of stratagem.yaml says.
            """)

    @Option(help: "Rounds that were stored longer ago go: 12h, 30d.")
    var maxAge: String?

    @Option(help: "The oldest go until all segments have at most so many bytes: 500MB, 20GiB.")
    var maxBytes: String?

    @Option(help: "This one goes, such as seg-000003.db; also when its file is lost or damaged.")
    var segment: [String] = []

    @Flag(help: "Say what would go, and change nothing.")
    var dryRun = false

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) { try retain() }
    }

    private func retain() throws {
        let policy = RetentionPolicy(
            maxAgeMilliseconds: try maxAge.map { try InputParsing.milliseconds($0, "max-age") },
            maxBytes: try maxBytes.map { try InputParsing.bytes($0, "max-bytes") },
            numbers: Set(try segment.map { try number($0) }))
        let changesNothing = dryRun || policy.isEmpty
        try InputParsing.requireStore(store)
        let journal = try JournalStore(
            directory: store, mode: changesNothing ? .readOnly : .readWrite,
            engine: Engine.version)
        defer { journal.close() }
        let retention = Retention(journal)
        let items = try changesNothing ? retention.plan(policy) : retention.run(policy)
        let report = RetentionReport(
            items, segments: try journal.segments(), store: journal.directory, isDryRun: dryRun,
            isListing: policy.isEmpty)
        print(json ? JSONText.encode(report) : report.text)
    }

    private func number(_ text: String) throws -> Int64 {
        let digits = text.hasPrefix("seg-") ? text.dropFirst(4) : text[...]
        guard let number = Int64(digits.hasSuffix(".db") ? digits.dropLast(3) : digits), number > 0
        else {
            throw PlayError(
                .invalidInput, "--segment is \"\(text)\"; write its name, such as seg-000003.db")
        }
        return number
    }
}
