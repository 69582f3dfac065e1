// Options of the commands that run plugins: where plugins live.
import ArgumentParser
import EventLoop
import Host
import Storage

struct IsolationOptions: ParsableArguments {
    @Option(
        help: """
            process: give each plugin a process of its own that may do nothing else; none: give \
            none (default: what the configuration says).
            """)
    var isolation: IsolationRules.Tier?

    @Option(help: "Configuration of the host (default: stratagem.yaml, where there is one).")
    var config: String?

    /// Where the committer of a store looks for room, as the configuration says.
    func room(store: String) throws -> StorageRoom {
        try HostConfiguration.read(file: config).room(store: store)
    }

    /// Calls the body with a catalogue whose plugins live where options and configuration say, and
    /// ends the processes afterwards.
    func withCatalogue<Result>(_ body: (Catalogue) throws -> Result) throws -> Result {
        let configuration = try HostConfiguration.read(file: config)
        let warden = PluginWarden(patience: configuration.patience)
        defer {
            let open = warden.shutdown()
            precondition(open.isEmpty, "left open at the end: \(open.map(\.description))")
        }
        let rules = IsolationRules(
            rules: configuration.isolation ?? [], everywhere: isolation, warden: warden)
        return try body(Catalogue(isolation: rules))
    }
}
