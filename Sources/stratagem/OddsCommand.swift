// `stratagem odds GAME [STRATEGY]`.
import Accounts
import ArgumentParser
import Foundation
import Host
import Odds
import Play
import Reports
import Scripting

struct OddsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odds",
        abstract: "Work out the exact odds of a round by walking every draw.",
        discussion: """
            Every number that the game draws is a branch point, and all branches are walked with \
            their exact chances; nothing is simulated. Without a strategy the smallest stake is \
            bet; where the game then asks for decisions, the best ones are worked out if it shows \
            all that they depend on.
            """)

    @Argument(help: "The game, such as slots/double-diamond.")
    var game: String

    @Argument(help: "The strategy that decides, in its first round.")
    var strategy: String?

    @Option(parsing: .unconditional, help: "Without a strategy: the bet (default: the smallest).")
    var stake: String?

    @Option(help: "Variant of the game; see `stratagem games`.")
    var variant: String?

    @Option(help: "AUD, USD, EUR or JPY (default: AUD).")
    var currency: String?

    @Option(parsing: .unconditional, help: "Money that the strategy begins with.")
    var bankroll: String?

    @Option(name: .customLong("param"), help: "A parameter of the strategy, as name=value.")
    var parameters: [String] = []

    @Option(parsing: .unconditional, help: "Branches that may be walked.")
    var branchesMax: Int64 = 1_000_000_000

    @Option(parsing: .unconditional, help: "Cores to use (default: all).")
    var workers: Int?

    @OptionGroup var isolation: IsolationOptions

    @OptionGroup var reports: ReportOptions

    @Flag(help: "Print one JSON object, with every payout.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) { try isolation.withCatalogue { try answer($0) } }
    }

    private func answer(_ catalogue: Catalogue) throws {
        try InputParsing.positive(branchesMax, "branches-max")
        try InputParsing.positive(workers.map { Int64($0) }, "workers")
        let money = try InputParsing.currency(currency ?? Currency.aud.code)
        let destination = try reports.destination()
        let question = try question(catalogue, money)
        let run = OddsRun(question)
        let progress = ProgressLine(json: json)
        let wasStopped = try HostRun().run(workerCount: workers ?? WorkerPool.coreCount) {
            progress.show(OddsCommand.line(run.progress))
        } start: { context in
            run.start(context)
        }
        progress.clear()
        guard let (odds, seconds) = try run.finished() else {
            if wasStopped { writeError("stopped: odds are exact or nothing, so there are none") }
            throw ExitCode(130)
        }
        let report = OddsReport(odds, question: question, currency: money, seconds: seconds)
        print(json ? JSONText.encode(report) : report.text)
        if let destination {
            let page = ReportPage(
                report, question: question, currency: money, command: ReportOptions.command)
            try ReportOptions.write(page, to: destination)
        }
        if wasStopped { throw ExitCode(130) }
    }

    private func question(
        _ catalogue: Catalogue, _ money: Currency
    ) throws -> OddsQuestion {
        let game = try catalogue.game(game)
        guard let strategy else { return try questionWithoutStrategy(game, money) }
        guard stake == nil else {
            throw PlayError(
                .invalidInput, "--stake is for odds without a strategy: \(strategy) bets by itself")
        }
        let definition = try catalogue.strategy(strategy)
        return OddsQuestion(
            blueprint: try blueprint(
                game, definition, money, given: try InputParsing.parameters(parameters)),
            player: .strategy, branchesMax: branchesMax)
    }

    private func questionWithoutStrategy(
        _ game: GameDefinition, _ money: Currency
    ) throws -> OddsQuestion {
        guard parameters.isEmpty, bankroll == nil else {
            throw PlayError(
                .invalidInput, "--param and --bankroll are for odds of a strategy; name one")
        }
        let nobody: StrategyDefinition
        do throws(PluginFault) {
            nobody = try StrategyDefinition(
                PluginSource(file: "nobody", text: Array(OddsQuestion.noStrategyText.utf8)))
        } catch {
            throw PlayError(error)
        }
        let blueprint = try blueprint(game, nobody, money, given: [:])
        let bet = try InputParsing.stake(stake, of: blueprint, money)
        return OddsQuestion(
            blueprint: blueprint, player: .best(stake: bet), branchesMax: branchesMax)
    }

    private func blueprint(
        _ game: GameDefinition, _ strategy: StrategyDefinition, _ money: Currency,
        given: [String: String]
    ) throws -> SessionBlueprint {
        let configuration = SessionConfiguration(
            id: UUID().uuidString.lowercased(), game: game.reference,
            strategy: strategy.reference, variant: variant,
            parameters: try ParameterValues.values(
                for: strategy.manifest, given: given, currency: money.code),
            seed: 1, currency: money.code,
            bankroll: try InputParsing.bankroll(bankroll, money))
        return try SessionBlueprint(configuration: configuration, game: game, strategy: strategy)
    }

    static func line(_ progress: OddsRun.Progress) -> String {
        let known = progress.leavesExpected
        var count = Figures.grouped(progress.leaves)
        if known > Double(progress.leaves), let expected = Int64(exactly: known.rounded()) {
            count += " of about \(Figures.grouped(expected))"
        }
        var parts = [count + " branches"]
        guard progress.seconds > 0, progress.leaves > 0 else { return parts[0] }
        let speed = Double(progress.leaves) / progress.seconds
        parts.append("\(Figures.rate(speed)) branches/s")
        if known > Double(progress.leaves) {
            let left = (known - Double(progress.leaves)) / speed
            parts.append("\(Figures.duration(seconds: left)) left or more")
        }
        return parts.joined(separator: " · ")
    }
}
