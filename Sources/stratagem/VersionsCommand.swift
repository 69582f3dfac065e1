// stratagem versions: every text of a plugin that the store keeps.
import ArgumentParser
import Foundation
import Host
import Play
import Reports
import Storage

struct VersionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions",
        abstract: "List the texts of a plugin that played, and what played them, or print one.",
        discussion: """
            A text is kept when it first plays, under its SHA-256. Go back to one with \
            `stratagem rollback`.
            """)

    @Argument(help: "A game or strategy: its name, or the path of its file.")
    var plugin: String

    @Option(help: "Print the text with this hash (or the beginning of it), and nothing else.")
    var show: String?

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            let journal = try JournalStore(
                directory: store, mode: .readOnly, engine: Engine.version)
            defer { journal.close() }
            let history = try PluginHistory(of: plugin, in: journal, catalogue: Catalogue())
            if let show {
                let text = try history.version(show).plugin.text
                try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
                return
            }
            let report = VersionsReport(
                plugin: history.name, file: history.file, liveHash: history.live?.hash,
                versions: history.versions)
            print(json ? JSONText.encode(report) : report.text)
        }
    }
}
