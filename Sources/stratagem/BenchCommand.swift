// stratagem bench: the performance table.
import ArgumentParser
import Host
import Play
import Reports

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure rounds per second against a bare Lua loop, as ratios in one run.")

    @Option(help: "Repetitions of every row; the table shows medians.")
    var repetitions: Int = 5

    @Option(help: "Rounds of each row and repetition.")
    var rounds: Int64 = 2_000_000

    @Flag(help: "Measure only what sessions get beside hostile ones.")
    var fairness = false

    @Option(help: "Sessions that behave, for --fairness.")
    var sessions: Int = 50

    @Flag(
        help: ArgumentHelp(
            "Measure only how soon sessions play again after a kill, in stores of --rounds rounds.")
    )
    var recovery = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            guard (1...1000).contains(repetitions), rounds >= 1000 else {
                throw PlayError(
                    .invalidInput, "--repetitions goes from 1 to 1000, --rounds from 1000 on")
            }
            let progress = ProgressLine(json: json)
            let bench = Bench(
                catalogue: Catalogue(),
                effort: Bench.Effort(repetitions: repetitions, rounds: rounds),
                program: CommandLine.arguments.first.map(resolved) ?? "")
            if fairness {
                try measureFairness(bench, progress)
                return
            }
            if recovery {
                let report = try bench.recovery(rounds: rounds) { step in progress.show(step) }
                progress.clear()
                print(json ? JSONText.encode(report) : report.text)
                return
            }
            let report = try bench.run { step in progress.show(step) }
            progress.clear()
            print(json ? JSONText.encode(report) : report.text)
        }
    }

    private func measureFairness(_ bench: Bench, _ progress: ProgressLine) throws {
        guard (1...10_000).contains(sessions) else {
            throw PlayError(.invalidInput, "--sessions goes from 1 to 10000")
        }
        let report = try bench.fairness(sessions: sessions) { step in progress.show(step) }
        progress.clear()
        print(json ? JSONText.encode(report) : report.text)
    }

    /// The program's own path, also when it was found through PATH.
    private func resolved(_ name: String) -> String { Bench.ownProgram ?? name }
}
