// stratagem compare: which of two strategies is better, on common random numbers.
import Accounts
import ArgumentParser
import Experiments
import Foundation
import Host
import Play
import Reports
import Scripting
import Statistics
import Storage

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Say which of two strategies is better.",
        discussion: """
            Pair n plays episode n - 1 of the seed with both strategies, each from the full bankroll. \
            The verdict may be looked at any time: it holds with confidence 1 - alpha over all \
            looks together, so the command stops as soon as it is in. Every round is journalled; \
            see `stratagem replay`.
            """)

    @Argument(help: "A name under games/, or a path.")
    var game: String?

    @Argument(help: "Strategy A.")
    var a: String?

    @Argument(help: "Strategy B.")
    var b: String?

    @Option(
        parsing: .unconditional,
        help: """
            The most pairs to play in total (default: 2000, with --for, --precision and --test sprt \
            any number; resumed: as before).
            """)
    var pairs: Int?

    @Option(
        parsing: .unconditional, help: "Rounds of each pair and strategy (default: 500).")
    var roundsPerPair: Int64?

    @Option(help: "net, return, goal, ruin or reward (default: net).")
    var metric: Metric?

    @Option(
        parsing: .unconditional,
        help: "Differences up to this count as equivalent (units of the metric; default: 0).")
    var margin: Double?

    @Option(parsing: .unconditional, help: "Chance of a false verdict (default: 0.05).")
    var alpha: Double?

    @Option(
        parsing: .unconditional,
        help: "Balance to reach for the metric goal (default: twice the bankroll).")
    var goal: String?

    @Option(
        name: .customLong("param-a"), help: "A parameter of strategy A only, as name=value.")
    var parametersA: [String] = []

    @Option(
        name: .customLong("param-b"), help: "A parameter of strategy B only, as name=value.")
    var parametersB: [String] = []

    @OptionGroup var stopping: StoppingOptions

    @OptionGroup var controlling: ReturnControlOptions

    @OptionGroup var options: SessionOptions

    @OptionGroup var faults: FaultOptions

    @OptionGroup var isolation: IsolationOptions

    @OptionGroup var reports: ReportOptions

    @Option(
        parsing: .unconditional,
        help: "Play workers (default: one per core). The result does not depend on it.")
    var workers: Int?

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Option(help: "Continue this comparison (its id, or the beginning of it).")
    var resume: String?

    @OptionGroup var testing: SelfTestOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    static let pairsStandard = 2000
    static let roundsPerPairStandard: Int64 = 500

    func run() throws {
        try reportingFailure(json: json) {
            if testing.selfTest, reports.isGiven {
                throw PlayError(
                    .invalidInput, "--self-test prints a table: leave out --report and --csv")
            }
            try isolation.withCatalogue { testing.selfTest ? try testItself($0) : try compare($0) }
        }
    }

    private func compare(_ catalogue: Catalogue) throws {
        try InputParsing.positive(roundsPerPair, "rounds-per-pair")
        try InputParsing.positive(pairs.map { Int64($0) }, "pairs")
        guard testing.part == nil, testing.runs == nil else {
            throw PlayError(.invalidInput, "--part and --runs need --self-test")
        }
        let count = try InputParsing.workers(workers)
        let seconds = try stopping.seconds()
        try refuseOptionsOfResumed()
        let destination = try reports.destination()
        let fresh = resume == nil ? try newStart(catalogue) : nil
        // Opened for writing it would be made where it is missing, and there is nothing to resume.
        if fresh == nil { try JournalStore(directory: store, mode: .readOnly).close() }
        let journal = try JournalStore(
            directory: store, mode: .readWrite, engine: Engine.version)
        defer { journal.close() }
        let start = try fresh ?? resumed(journal, catalogue)
        let committer = Committer(store: journal, room: try isolation.room(store: store))
        let run = ComparisonRun(start, committer: committer, seconds: seconds)
        let progress = ProgressLine(json: json)
        let lines = RoomLines(committer, progress)
        let planned = start.comparison.setup.pairs
        let wasStopped = try HostRun().run(
            workerCount: count, whenStopped: { committer.endWaits() }
        ) {
            lines.show(line(run.comparison, planned))
        } start: { context in
            run.start(context)
        }
        progress.clear()
        try? committer.close()
        let finished: Comparison
        do {
            finished = try run.finished()
        } catch {
            throw UnstoredRounds.explained(
                error, comparison: start.configuration.id, pairs: run.comparison.pairs, in: journal)
        }
        let report = try report(finished, start, seconds: run.seconds, wasStopped: wasStopped)
        if let destination {
            try write(report, finished, start, journal, to: destination)
        }
        if wasStopped { throw ExitCode(130) }
    }

    private func report(
        _ comparison: Comparison, _ start: ComparisonStart, seconds: Double, wasStopped: Bool
    ) throws -> ComparisonReport {
        let report = ComparisonReport(
            comparison, id: start.configuration.id, experiment: start.experiment,
            currency: try InputParsing.currency(start.configuration.a.currency),
            judgedBefore: start.judgedRounds, seconds: seconds, isInterrupted: wasStopped,
            returns: start.returns, controlRefusal: start.controlRefusal)
        print(json ? JSONText.encode(report) : report.text)
        if !json, !report.isDecided {
            let place = store == RunCommand.storeStandard ? "" : " --store \(store)"
            print(
                "continue with: stratagem compare --resume \(report.comparison.prefix(8)) --pairs N"
                    + place)
        }
        return report
    }

    private func newStart(_ catalogue: Catalogue) throws -> ComparisonStart {
        guard let game, let a, let b else {
            throw PlayError(
                .invalidInput,
                "compare needs a GAME and two strategies, such as: stratagem compare "
                    + "slots/double-diamond flat random")
        }
        let played = try catalogue.game(game)
        let strategies = (a: try catalogue.strategy(a), b: try catalogue.strategy(b))
        let fallback = try faults.fallback.map { try catalogue.strategy($0) }
        let armA = try blueprint(played, strategies.a, parametersA, strategies, fallback)
        let armB = try blueprint(played, strategies.b, parametersB, strategies, fallback)
        let currency = try InputParsing.currency(armA.configuration.currency)
        let scale = ComparisonScale(armA, currency: currency)
        return try ComparisonStart(
            ComparisonConfiguration(
                id: UUID().uuidString.lowercased(), a: armA.configuration,
                b: armB.configuration, metric: (metric ?? .net).rawValue,
                roundsPerPair: roundsPerPair ?? CompareCommand.roundsPerPairStandard,
                margin: margin ?? 0, alpha: alpha ?? 0.05,
                goal: try scale.goal(goal), leastStake: scale.leastStake,
                precision: stopping.precision, winnerTest: try stopping.winnerTest(),
                control: try controlling.control(metric ?? .net, stopping)),
            a: armA, b: armB,
            pairs: pairs
                ?? (stopping.isOpenEnded
                    ? Comparison.Setup.pairsUnlimited : CompareCommand.pairsStandard))
    }

    /// Shared parameters go to every arm that declares them; --param-a and --param-b win.
    private func blueprint(
        _ game: GameDefinition, _ strategy: StrategyDefinition, _ own: [String],
        _ strategies: (a: StrategyDefinition, b: StrategyDefinition),
        _ fallback: StrategyDefinition?
    ) throws -> SessionBlueprint {
        let declared = Set(strategy.manifest.parameters.map(\.name))
        let shared = try InputParsing.parameters(options.parameters)
        var given = shared.filter { declared.contains($0.key) }
        let all = [strategies.a, strategies.b].flatMap { $0.manifest.parameters.map(\.name) }
        for name in shared.keys.sorted() where !all.contains(name) {
            given[name] = shared[name]
        }
        given.merge(try InputParsing.parameters(own)) { _, mine in mine }
        let configuration = try options.configuration(
            game: game, strategy: strategy, given: given, policy: faults.onFault ?? .stop,
            fallback: fallback)
        return try SessionBlueprint(
            configuration: configuration, game: game, strategy: strategy, fallback: fallback)
    }

    private func line(_ comparison: Comparison, _ planned: Int) -> String {
        let most =
            planned == Comparison.Setup.pairsUnlimited
            ? "" : " of \(Figures.grouped(Int64(planned)))"
        var parts = ["\(Figures.grouped(Int64(comparison.pairs)))\(most) pairs"]
        if let winners = comparison.winners {
            parts.append("log ratio \(Figures.signed(winners.logRatio, 2))")
        }
        if let difference = comparison.statistics.meanDifference {
            parts.append("mean of A - B \(Figures.signed(difference, 4))")
        }
        if let interval = comparison.statistics.interval {
            parts.append(
                "interval \(Figures.signed(interval.lower, 4)) to "
                    + Figures.signed(interval.upper, 4))
        }
        return parts.joined(separator: " · ")
    }
}
