// stratagem rollback: a plugin's file gets a text back that played before.
import ArgumentParser
import Host
import Play
import Storage

struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Give a plugin's file a text back that the store keeps.",
        discussion: """
            The file is replaced in one step, after the text was loaded once more. A running \
            session that watches the file takes it as it takes any edit.
            """)

    @Argument(help: "A game or strategy: its name, or the path of its file.")
    var plugin: String

    @Argument(help: "The text's hash, or the beginning of it: see `stratagem versions`.")
    var hash: String

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @OptionGroup var isolation: IsolationOptions

    func run() throws {
        try reportingFailure(json: false) { try isolation.withCatalogue { try rollBack($0) } }
    }

    private func rollBack(_ catalogue: Catalogue) throws {
        let journal = try JournalStore(directory: store, mode: .readOnly, engine: Engine.version)
        defer { journal.close() }
        let history = try PluginHistory(of: plugin, in: journal, catalogue: catalogue)
        let done = try history.rollBack(to: hash)
        guard done.replaced != done.hash else {
            print("\(done.file) says \(done.hash.prefix(12)) already")
            return
        }
        let before = done.replaced.map { " instead of \($0.prefix(12))" } ?? ""
        print("\(done.file) says \(done.hash.prefix(12)) now\(before)")
        if let kept = done.keptAs {
            print("nothing had played the replaced text, which is kept as \(kept)")
        } else if let replaced = done.replaced {
            print("back with: stratagem rollback \(plugin) \(replaced.prefix(12))")
        }
    }
}
