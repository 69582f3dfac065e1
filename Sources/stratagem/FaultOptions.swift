// What happens when a plugin fails in a comparison or tournament: for all arms alike.
import ArgumentParser
import Host
import Play

struct FaultOptions: ParsableArguments {
    @Option(
        help: """
            On a plugin's fault: stop ends the arm's episode there, skip voids the round, fallback \
            plays on with another strategy (default: stop).
            """)
    var onFault: FaultPolicy?

    @Option(help: "Strategy that plays on with --on-fault fallback.")
    var fallback: String?

    /// Those that were given, by name.
    var given: [String] {
        [("--on-fault", onFault != nil), ("--fallback", fallback != nil)]
            .filter(\.1).map(\.0)
    }
}
