// stratagem up: plays the sessions of a run file until they are done or somebody stops it.
import ArgumentParser
import Foundation
import Host
import Play
import Reports
import Synchronization

struct UpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Play the sessions of a run file, for days if need be.",
        discussion: """
            The run file says which sessions there are and what ends them; Config/run.yaml shows \
            every key. Sessions go on from where they were: after an end on request, after kill -9, \
            after a power cut. Ctrl-C and SIGTERM let them end in order; SIGHUP reads the run file \
            again. See `stratagem status`, `stop`, `pause` and `resume`.
            """)

    @Argument(help: "The run file, in YAML.")
    var runFile: String

    @Flag(help: "Check the run file, its plugins and the store, and start nothing.")
    var check = false

    @Option(help: "Folder of the store (default: what the run file says, or .stratagem).")
    var store: String?

    @Option(help: "Play workers (default: what the run file says, or one per core).")
    var workers: Int?

    @Option(
        help: "Lines of the log: plain or json (default: a table on a terminal, else plain).")
    var log: RunFile.LogForm?

    @Flag(help: "Log lines instead of the table, also on a terminal.")
    var noTable = false

    @OptionGroup var isolation: IsolationOptions

    func run() throws {
        try reportingFailure(json: false) {
            let file = try RunFile.read(runFile)
            var settings = FleetRun.Settings(
                runFile: runFile, store: store ?? file.store ?? RunCommand.storeStandard,
                configuration: try HostConfiguration.read(file: isolation.config),
                isolation: isolation.isolation)
            settings.workers = try workers.map { try InputParsing.workers($0) }
            if check {
                report(try FleetRun.check(settings), settings)
            } else {
                try play(settings, file)
            }
        }
    }

    private func report(_ plan: FleetPlan, _ settings: FleetRun.Settings) {
        let stored = plan.items.count { $0.isStored }
        for note in plan.notes { writeError("note: \(note)") }
        var table = TextTable(
            header: ["group", "game", "strategy", "sessions", "in the store"],
            rightAligned: [3, 4])
        for (index, group) in plan.file.groups.enumerated() {
            let items = plan.items.filter { $0.groupIndex == index }
            table.add([
                group.name, group.game, group.strategy, "\(items.count)",
                "\(items.count { $0.isStored })",
            ])
        }
        print(table.text)
        print(
            "\(runFile) is fine: \(plan.items.count) sessions, \(stored) of them go on in the store "
                + settings.store)
    }

    private func play(_ settings: FleetRun.Settings, _ file: RunFile) throws {
        let form = log ?? file.log
        let hasTable = !noTable && form == nil && isatty(STDOUT_FILENO) == 1
        let table = Mutex(LiveTableBox())
        let lines = FleetLog(form ?? .plain) { line in
            if hasTable {
                table.withLock { $0.table.note(line) }
            } else {
                StandardStream.offer(line, to: .standardOutput)
            }
        }
        let period = Mutex(0)
        let run = FleetRun(settings) { event in
            // The table says where each session stands; below it is what went wrong.
            if !hasTable || event.level != .info { lines.note(event) }
        } whenLooked: { status in
            if hasTable {
                table.withLock { $0.table.draw(status) }
                return
            }
            let isDue = period.withLock { count in
                count += 1
                return count % UpCommand.secondsPerFigures == 0
            }
            if isDue { lines.note(UpCommand.figures(status)) }
        }
        let ending = try run.run()
        let failed = ending.status.states["failed"] ?? 0
        if !hasTable { lines.note(UpCommand.figures(ending.status)) }
        let end = FleetEvent(.info, "ended: everything is on the disk")
        if hasTable { print(end.message) } else { lines.note(end) }
        if ending.wasInterrupted { throw ExitCode(130) }
        if failed > 0, !ending.status.isDraining { throw ExitCode.failure }
    }

    /// Seconds between two lines with figures.
    private static let secondsPerFigures = 10

    /// The figures as one event.
    private static func figures(_ status: FleetStatus) -> FleetEvent {
        var details = [
            "rounds": "\(status.rounds)", "faults": "\(status.faults)",
            "rounds_per_second": Figures.decimals(status.roundsPerSecond, 0),
            "journal_lag_ms": Figures.decimals(status.journal.lagMilliseconds, 0),
            "memory_mib": Figures.decimals(Double(status.memoryBytes) / 1_048_576, 0),
            "restarts": "\(status.restarts)",
        ]
        if let recovery = status.recovery {
            details["recovering"] = "\(recovery.left) of \(recovery.of)"
        }
        for (state, count) in status.states { details[state] = "\(count)" }
        return FleetEvent(.info, "figures", details)
    }
}

/// Holds the table for a mutex, which takes values.
private struct LiveTableBox: ~Copyable {
    let table = LiveTable()
}
