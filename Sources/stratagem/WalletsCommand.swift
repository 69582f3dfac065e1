// stratagem wallets: the wallets that sessions share.
import ArgumentParser
import Play
import Reports
import Storage

struct WalletsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallets", abstract: "List the wallets that sessions share.",
        discussion: """
            What sessions hold is theirs until they end; free is what a new one can take. Of the \
            day, spent is committed, granted is promised to sessions, and the rest can still be \
            granted.
            """)

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            let journal = try JournalStore(
                directory: store, mode: .readOnly, engine: Engine.version)
            defer { journal.close() }
            try WalletsCommand.show(journal, json: json)
        }
    }

    /// Prints all wallets, or one.
    static func show(_ journal: JournalStore, only name: String? = nil, json: Bool) throws {
        let wallets = try name.map { [try journal.wallet($0)] } ?? (try journal.wallets())
        let report = WalletListReport(wallets)
        print(json ? JSONText.encode(report) : report.text)
    }
}
