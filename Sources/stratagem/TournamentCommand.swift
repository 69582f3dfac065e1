// stratagem tournament: which of many strategies is the best.
import Accounts
import ArgumentParser
import Experiments
import Foundation
import Host
import Play
import Reports
import Scripting
import Storage

struct TournamentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tournament",
        abstract: "Say which of many strategies is the best.",
        discussion: """
            Every episode of the seed is played by all strategies, each from the full bankroll, on \
            the same random numbers. A strategy that was beaten plays no further episodes, unless \
            --keep-all asks for a full cross table. All contests are judged together: the chance \
            that any verdict at all is false is alpha, at every look. Every round is journalled; \
            see `stratagem replay`.
            """)

    @Argument(help: "A name under games/, or a path.")
    var game: String?

    @Argument(help: "Two to 32 strategies.")
    var strategies: [String] = []

    @Option(
        parsing: .unconditional,
        help: "The most episodes to play in total (default: 2000; resumed: as before).")
    var episodes: Int?

    @Option(
        name: .customLong("for"),
        help: "Time to play at most: 90s, 10m, 2h. What is undecided then stays open.")
    var duration: String?

    @Option(
        parsing: .unconditional, help: "Rounds of each episode and strategy (default: 500).")
    var roundsPerEpisode: Int64?

    @Option(help: "net, return, goal, ruin or reward (default: net).")
    var metric: Metric?

    @Option(
        parsing: .unconditional,
        help: "Chance that any verdict is false, over all contests (default: 0.05).")
    var alpha: Double?

    @Option(
        parsing: .unconditional,
        help: "Balance to reach for the metric goal (default: twice the bankroll).")
    var goal: String?

    @Option(help: "Measure all others against this strategy only.")
    var baseline: String?

    @Flag(help: "Let beaten strategies play on, for a full cross table.")
    var keepAll = false

    @OptionGroup var faults: FaultOptions

    @OptionGroup var options: SessionOptions

    @OptionGroup var isolation: IsolationOptions

    @OptionGroup var reports: ReportOptions

    @Option(
        parsing: .unconditional,
        help: "Play workers (default: one per core). The result does not depend on it.")
    var workers: Int?

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Option(help: "Continue this tournament (its id, or the beginning of it).")
    var resume: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    static let episodesStandard = 2000
    static let roundsPerEpisodeStandard: Int64 = 500

    func run() throws {
        try reportingFailure(json: json) { try isolation.withCatalogue { try play($0) } }
    }

    private func play(_ catalogue: Catalogue) throws {
        try InputParsing.positive(roundsPerEpisode, "rounds-per-episode")
        try InputParsing.positive(episodes.map { Int64($0) }, "episodes")
        let count = try InputParsing.workers(workers)
        let seconds = try duration.map { try InputParsing.seconds($0) }
        try refuseOptionsOfResumed()
        let destination = try reports.destination()
        let keepsLooks = destination != nil
        let fresh = resume == nil ? try newStart(catalogue, keepsLooks: keepsLooks) : nil
        // Opened for writing it would be made where it is missing, and there is nothing to resume.
        if fresh == nil { try JournalStore(directory: store, mode: .readOnly).close() }
        let journal = try JournalStore(
            directory: store, mode: .readWrite, engine: Engine.version)
        defer { journal.close() }
        let start = try fresh ?? resumed(journal, catalogue, keepsLooks: keepsLooks)
        let committer = Committer(store: journal, room: try isolation.room(store: store))
        let run = TournamentRun(start, committer: committer, seconds: seconds)
        let progress = ProgressLine(json: json)
        let lines = RoomLines(committer, progress)
        let wasStopped = try HostRun().run(
            workerCount: count, whenStopped: { committer.endWaits() }
        ) {
            lines.show(line(run.tournament))
        } start: { context in
            run.start(context)
        }
        progress.clear()
        try? committer.close()
        let finished: Tournament
        do {
            finished = try run.finished()
        } catch {
            throw UnstoredRounds.explained(
                error, tournament: start.configuration.id, episodes: run.tournament.episodes,
                in: journal)
        }
        try report(finished, start, seconds: run.seconds, to: destination)
        if wasStopped { throw ExitCode(130) }
    }

    private func report(
        _ tournament: Tournament, _ start: TournamentStart, seconds: Double,
        to destination: ReportDestination?
    ) throws {
        let configuration = start.configuration
        let currency = try InputParsing.currency(configuration.arms[0].currency)
        let report = TournamentReport(
            tournament, id: configuration.id, experiment: start.experiment, currency: currency,
            judgedBefore: start.judgedRounds, seconds: seconds)
        print(json ? JSONText.encode(report) : report.text)
        if !json, !report.isDecided {
            let place = store == RunCommand.storeStandard ? "" : " --store \(store)"
            print(
                "continue with: stratagem tournament --resume \(configuration.id.prefix(8)) "
                    + "--episodes N" + place)
        }
        if let destination {
            let page = ReportPage(
                report, tournament, start.experiment, currency: currency,
                command: ReportOptions.command)
            try ReportOptions.write(page, to: destination)
        }
    }

    private func newStart(_ catalogue: Catalogue, keepsLooks: Bool) throws -> TournamentStart {
        guard let game, !strategies.isEmpty else {
            throw PlayError(
                .invalidInput,
                "tournament needs a GAME and strategies, such as: stratagem tournament "
                    + "slots/double-diamond flat random double-after-loss")
        }
        let (arms, reference) = try arms(game, catalogue)
        guard let first = arms.first else {
            preconditionFailure("there is an arm for each strategy")
        }
        let currency = try InputParsing.currency(first.configuration.currency)
        let scale = ComparisonScale(first, currency: currency)
        return try TournamentStart(
            TournamentConfiguration(
                id: UUID().uuidString.lowercased(), arms: arms.map(\.configuration),
                metric: (metric ?? .net).rawValue,
                roundsPerEpisode: roundsPerEpisode ?? TournamentCommand.roundsPerEpisodeStandard,
                alpha: alpha ?? 0.05, goal: try scale.goal(goal), leastStake: scale.leastStake,
                tightestAt: TournamentStart.tightestAt, baseline: reference, keepsAll: keepAll),
            arms: arms, episodes: episodes ?? TournamentCommand.episodesStandard,
            keepsLooks: keepsLooks)
    }

    /// The blueprints, and the number of the baseline. A strategy may be named once only.
    private func arms(
        _ game: String, _ catalogue: Catalogue
    ) throws -> ([SessionBlueprint], Int?) {
        let played = try catalogue.game(game)
        var names = strategies
        if let baseline, !names.contains(baseline) { names.insert(baseline, at: 0) }
        guard Set(names).count == names.count else {
            throw PlayError(.invalidInput, "a strategy is named twice; name each once")
        }
        let found = try names.map { try catalogue.strategy($0) }
        let fallback = try faults.fallback.map { try catalogue.strategy($0) }
        let given = try InputParsing.parameters(options.parameters)
        let declared = Set(found.flatMap { $0.manifest.parameters.map(\.name) })
        if let unknown = given.keys.sorted().first(where: { !declared.contains($0) }) {
            throw PlayError(
                .invalidInput, "--param \(unknown): none of the strategies has this parameter")
        }
        let blueprints = try found.map { strategy in
            let own = Set(strategy.manifest.parameters.map(\.name))
            let configuration = try options.configuration(
                game: played, strategy: strategy, given: given.filter { own.contains($0.key) },
                policy: faults.onFault ?? .stop, fallback: fallback)
            return try SessionBlueprint(
                configuration: configuration, game: played, strategy: strategy, fallback: fallback)
        }
        return (blueprints, baseline.flatMap { names.firstIndex(of: $0) })
    }

    private func line(_ tournament: Tournament) -> String {
        let open = tournament.contests.filter { $0.winner == nil }.count
        return "\(Figures.grouped(Int64(tournament.episodes))) of "
            + "\(Figures.grouped(Int64(tournament.setup.episodes))) episodes · "
            + "\(tournament.playing.count) of \(tournament.armCount) strategies play · \(open) of "
            + "\(tournament.contests.count) contests open"
    }
}
