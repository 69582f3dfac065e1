// stratagem tournament: which of many strategies is the best.
import Accounts
import ArgumentParser
import Experiments
import Host
import Play
import Reports
import Scripting

struct TournamentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tournament",
        abstract: "Say which of many strategies is the best.",
        discussion: """
            Every episode of the seed is played by all strategies, each from the full bankroll, on \
            the same random numbers. A strategy that was beaten plays no further episodes, unless \
            --keep-all asks for a full cross table. All contests are judged together: the chance \
            that any verdict at all is false is alpha, at every look.
            """)

    @Argument(help: "A name under games/, or a path.")
    var game: String

    @Argument(help: "Two to 32 strategies.")
    var strategies: [String]

    @Option(parsing: .unconditional, help: "The most episodes to play.")
    var episodes: Int = 2000

    @Option(parsing: .unconditional, help: "Rounds of each episode and strategy.")
    var roundsPerEpisode: Int64 = 500

    @Option(help: "net, return, goal, ruin or reward.")
    var metric: Metric = .net

    @Option(
        parsing: .unconditional, help: "Chance that any verdict is false, over all contests.")
    var alpha: Double = 0.05

    @Option(
        parsing: .unconditional,
        help: "Balance to reach for the metric goal (default: twice the bankroll).")
    var goal: String?

    @Option(help: "Measure all others against this strategy only.")
    var baseline: String?

    @Flag(help: "Let beaten strategies play on, for a full cross table.")
    var keepAll = false

    @OptionGroup var options: SessionOptions

    @OptionGroup var isolation: IsolationOptions

    @OptionGroup var reports: ReportOptions

    @Option(
        parsing: .unconditional,
        help: "Play workers (default: one per core). The result does not depend on it.")
    var workers: Int?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) { try isolation.withCatalogue { try play($0) } }
    }

    private func play(_ catalogue: Catalogue) throws {
        try InputParsing.positive(roundsPerEpisode, "rounds-per-episode")
        try InputParsing.positive(Int64(episodes), "episodes")
        let count = try InputParsing.workers(workers)
        let destination = try reports.destination()
        let (arms, reference) = try arms(catalogue)
        guard let first = arms.first else { return }
        let currency = try InputParsing.currency(first.configuration.currency)
        let experiment = TournamentExperiment(arms: arms, roundsPerEpisode: roundsPerEpisode)
        let scale = ComparisonScale(first, currency: currency)
        var tournament = try Tournament(
            Tournament.Setup(
                metric: metric, episodes: episodes, alpha: alpha, goal: try scale.goal(goal),
                leastStake: scale.leastStake, minorUnits: scale.minorUnits, baseline: reference,
                keepsAll: keepAll), arms: arms.count)
        if destination != nil { tournament.looks = TournamentLooks() }
        let run = TournamentRun(experiment, tournament)
        let progress = ProgressLine(json: json)
        let wasStopped = try HostRun().run(workerCount: count) {
            progress.show(line(run.tournament))
        } start: { context in
            run.start(context)
        }
        progress.clear()
        let finished = try run.finished()
        let report = TournamentReport(
            finished, experiment: experiment, currency: currency, seconds: run.seconds)
        print(json ? JSONText.encode(report) : report.text)
        if let destination {
            let page = ReportPage(
                report, finished, experiment, currency: currency, command: ReportOptions.command)
            try ReportOptions.write(page, to: destination)
        }
        if wasStopped { throw ExitCode(130) }
    }

    /// The blueprints, and the number of the baseline. A strategy may be named once only.
    private func arms(_ catalogue: Catalogue) throws -> ([SessionBlueprint], Int?) {
        let played = try catalogue.game(game)
        var names = strategies
        if let baseline, !names.contains(baseline) { names.insert(baseline, at: 0) }
        guard Set(names).count == names.count else {
            throw PlayError(.invalidInput, "a strategy is named twice; name each once")
        }
        let found = try names.map { try catalogue.strategy($0) }
        let given = try InputParsing.parameters(options.parameters)
        let declared = Set(found.flatMap { $0.manifest.parameters.map(\.name) })
        if let unknown = given.keys.sorted().first(where: { !declared.contains($0) }) {
            throw PlayError(
                .invalidInput, "--param \(unknown): none of the strategies has this parameter")
        }
        let blueprints = try found.map { strategy in
            let own = Set(strategy.manifest.parameters.map(\.name))
            let configuration = try options.configuration(
                game: played, strategy: strategy, given: given.filter { own.contains($0.key) })
            return try SessionBlueprint(
                configuration: configuration, game: played, strategy: strategy)
        }
        return (blueprints, baseline.flatMap { names.firstIndex(of: $0) })
    }

    private func line(_ tournament: Tournament) -> String {
        let open = tournament.contests.filter { $0.winner == nil }.count
        return "\(Figures.grouped(Int64(tournament.episodes))) of "
            + "\(Figures.grouped(Int64(episodes))) episodes · \(tournament.playing.count) of "
            + "\(tournament.armCount) strategies play · \(open) of \(tournament.contests.count) "
            + "contests open"
    }
}
