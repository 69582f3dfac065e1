// stratagem compare: which of two strategies is better, on common random numbers.
import Accounts
import ArgumentParser
import Experiments
import Host
import Play
import Reports
import Scripting
import Statistics

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Say which of two strategies is better.",
        discussion: """
            Pair i plays episode i of the seed with both strategies, each from the full bankroll. \
            The verdict may be looked at any time: it holds with confidence 1 - alpha over all \
            looks together, so the command stops as soon as it is in.
            """)

    @Argument(help: "A name under games/, or a path.")
    var game: String

    @Argument(help: "Strategy A.")
    var a: String

    @Argument(help: "Strategy B.")
    var b: String

    @Option(parsing: .unconditional, help: "The most pairs to play.")
    var pairs: Int = 2000

    @Option(parsing: .unconditional, help: "Rounds of each pair and strategy.")
    var roundsPerPair: Int64 = 500

    @Option(help: "net, return, goal, ruin or reward.")
    var metric: Metric = .net

    @Option(
        parsing: .unconditional,
        help: "Differences up to this count as equivalent (units of the metric).")
    var margin: Double = 0

    @Option(parsing: .unconditional, help: "Chance of a false verdict.")
    var alpha: Double = 0.05

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

    @OptionGroup var options: SessionOptions

    @Option(
        parsing: .unconditional,
        help: "Play workers (default: one per core). The result does not depend on it.")
    var workers: Int?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) { try compare() }
    }

    private func compare() throws {
        try InputParsing.positive(roundsPerPair, "rounds-per-pair")
        try InputParsing.positive(Int64(pairs), "pairs")
        let count = try InputParsing.workers(workers)
        let catalogue = Catalogue()
        let played = try catalogue.game(game)
        let armA = try blueprint(played, try catalogue.strategy(a), parametersA)
        let armB = try blueprint(played, try catalogue.strategy(b), parametersB)
        let currency = try InputParsing.currency(armA.configuration.currency)
        let experiment = PairedExperiment(a: armA, b: armB, roundsPerPair: roundsPerPair)
        let scale = ComparisonScale(armA, currency: currency)
        let comparison = try Comparison(
            Comparison.Setup(
                metric: metric, pairs: pairs, margin: margin, alpha: alpha,
                goal: try scale.goal(goal), leastStake: scale.leastStake,
                minorUnits: scale.minorUnits))
        let run = ComparisonRun(experiment, comparison)
        let progress = ProgressLine(json: json)
        let wasStopped = try HostRun().run(workerCount: count) {
            progress.show(line(run.comparison))
        } start: { context in
            run.start(context)
        }
        progress.clear()
        let finished = try run.finished()
        let report = ComparisonReport(
            finished, experiment: experiment, currency: currency, seconds: run.seconds)
        print(json ? JSONText.encode(report) : report.text)
        if wasStopped { throw ExitCode(130) }
    }

    /// Shared parameters go to every arm that declares them; --param-a and --param-b win.
    private func blueprint(
        _ game: GameDefinition, _ strategy: StrategyDefinition, _ own: [String]
    ) throws -> SessionBlueprint {
        let declared = Set(strategy.manifest.parameters.map(\.name))
        let shared = try InputParsing.parameters(options.parameters)
        var given = shared.filter { declared.contains($0.key) }
        for name in shared.keys.sorted() where !declared.contains(name) {
            guard try !otherDeclares(name) else { continue }
            given[name] = shared[name]
        }
        given.merge(try InputParsing.parameters(own)) { _, mine in mine }
        let configuration = try options.configuration(game: game, strategy: strategy, given: given)
        return try SessionBlueprint(configuration: configuration, game: game, strategy: strategy)
    }

    private func otherDeclares(_ name: String) throws -> Bool {
        let catalogue = Catalogue()
        return try [a, b].contains { strategy in
            try catalogue.strategy(strategy).manifest.parameters.contains { $0.name == name }
        }
    }

    private func line(_ comparison: Comparison) -> String {
        var parts = [
            "\(Figures.grouped(Int64(comparison.pairs))) of \(Figures.grouped(Int64(pairs))) pairs"
        ]
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
