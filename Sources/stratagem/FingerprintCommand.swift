// `stratagem fingerprint run --game-id GAME`.
import Accounts
import ArgumentParser
import Fingerprints
import Foundation
import Host
import Play
import Reports
import Scripting

struct FingerprintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint",
        abstract: "Profile and test a game by its outcomes alone.",
        subcommands: [FingerprintRunCommand.self])
}

struct FingerprintRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Play rounds of a game and say what they show of it.",
        discussion: """
            The game is a black box: nothing but its outcomes is looked at. Rounds are played at \
            one stake; where the game needs decisions, name a strategy. Then come the return, \
            volatility, hits and awards with intervals; the symbols, and each reel's strip as far \
            as the windows show it; and the laboratory's tests, which an honest game passes with \
            the chance 1 - alpha, all of them together.
            """)

    @Option(help: "The game, such as slots/double-diamond.")
    var gameID: String

    @Option(parsing: .unconditional, help: "Rounds to play, from 1,000 to 10,000,000.")
    var rounds: Int64 = 1_000_000

    @Option(parsing: .unconditional, help: "Seed of all randomness, from 0 to 2^64 - 1.")
    var seed: UInt64 = 1

    @Option(parsing: .unconditional, help: "The stake of every round (default: the smallest).")
    var stake: String?

    @Option(help: "Variant of the game; see `stratagem games`.")
    var variant: String?

    @Option(help: "A strategy that decides, where one stake a round is not enough.")
    var strategy: String?

    @Option(name: .customLong("param"), help: "A parameter of the strategy, as name=value.")
    var parameters: [String] = []

    @Option(help: "AUD, USD, EUR or JPY (default: AUD).")
    var currency: String?

    @Option(parsing: .unconditional, help: "The chance that an honest game fails any test.")
    var alpha: Double = 0.01

    @Option(help: "A fingerprint printed before with --json: is it of the same game?")
    var against: String?

    @OptionGroup var isolation: IsolationOptions

    @OptionGroup var reports: ReportOptions

    @Flag(help: "Print one JSON object, with every test and payout.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) { try isolation.withCatalogue { try answer($0) } }
    }

    private func answer(_ catalogue: Catalogue) throws {
        let allowed = Int64(Fingerprint.roundsMin)...Int64(Fingerprint.roundsMax)
        guard allowed.contains(rounds) else {
            throw PlayError(
                .invalidInput,
                "--rounds is \(rounds); a fingerprint takes "
                    + "\(Figures.grouped(allowed.lowerBound)) to "
                    + "\(Figures.grouped(allowed.upperBound))")
        }
        guard alpha > 0, alpha <= 0.5 else {
            throw PlayError(
                .invalidInput, "--alpha is \(alpha); it is a chance above 0 and up to 0.5: 0.01")
        }
        let money = try InputParsing.currency(currency ?? Currency.aud.code)
        let earlier = try against.map { try EarlierFingerprint(file: $0) }
        let destination = try reports.destination()
        let blueprint = try blueprint(catalogue, money)
        let run = FingerprintRun(
            blueprint, rounds: rounds, alpha: alpha, keepsLooks: destination != nil)
        let progress = ProgressLine(json: json)
        let wasStopped = try HostRun().run(workerCount: 1) {
            progress.show(line(run.progress))
        } start: { context in
            run.start(context)
        }
        progress.clear()
        guard let result = try finished(run) else {
            writeError("stopped: a fingerprint needs \(Fingerprint.roundsMin) rounds")
            throw ExitCode(130)
        }
        var report = FingerprintReport(
            result.fingerprint,
            origin: FingerprintReport.Origin(
                blueprint: blueprint, currency: money, isFlat: strategy == nil,
                digest: result.digest, end: result.end, playSeconds: result.playSeconds,
                seconds: result.seconds))
        report.against = earlier.map {
            FingerprintReport.Match(
                $0, FingerprintCounts(result.fingerprint), digest: result.digest, alpha: alpha)
        }
        print(json ? JSONText.encode(report) : report.text)
        if let destination {
            let page = ReportPage(
                report, result.fingerprint, looks: result.looks, blueprint.configuration,
                currency: money, command: ReportOptions.command)
            try ReportOptions.write(page, to: destination)
        }
        if wasStopped { throw ExitCode(130) }
    }

    /// The result. Where one stake a round was no legal decision, the game needs a strategy.
    private func finished(_ run: FingerprintRun) throws -> FingerprintRun.Result? {
        do throws(PlayError) {
            return try run.finished()
        } catch {
            guard strategy == nil, let fault = error.fault, fault.role == .strategy else {
                throw error
            }
            throw PlayError(
                .invalidInput,
                "\(gameID) asks for more than a stake (\(fault.message)): name a strategy that "
                    + "plays it, with --strategy; see `stratagem strategies`", fault: fault)
        }
    }

    private func line(_ progress: FingerprintRun.Progress) -> String {
        guard !progress.isJudging else {
            return "\(Figures.grouped(progress.rounds)) rounds · tests"
        }
        let speed = Double(progress.rounds) / max(progress.seconds, 1e-9)
        return ProgressLine.text(
            rounds: progress.rounds, played: progress.rounds, seconds: progress.seconds,
            returnRate: nil,
            secondsLeft: progress.rounds > 0 ? Double(rounds - progress.rounds) / speed : nil)
    }

    /// The game with a strategy and a bankroll that rounds at one stake can not use up.
    private func blueprint(_ catalogue: Catalogue, _ money: Currency) throws -> SessionBlueprint {
        let game = try catalogue.game(gameID)
        guard let strategy else {
            guard parameters.isEmpty else {
                throw PlayError(.invalidInput, "--param is for a strategy; name one (--strategy)")
            }
            let standard = try blueprint(game, flat(1), money, given: [:], bankroll: 0)
            let bet = try InputParsing.stake(stake, of: standard, money)
            return try blueprint(
                game, flat(bet), money, given: [:], bankroll: bankroll(bet))
        }
        guard stake == nil else {
            throw PlayError(
                .invalidInput,
                "--stake is for rounds without a strategy: \(strategy) bets by itself")
        }
        let definition = try catalogue.strategy(strategy)
        let given = try InputParsing.parameters(parameters)
        let standard = try blueprint(game, definition, money, given: given, bankroll: 0)
        // A round of several bets, such as one that is split and doubled, takes a few stakes.
        return try blueprint(
            game, definition, money, given: given, bankroll: bankroll(standard.stakes.first ?? 1))
    }

    private func bankroll(_ stake: Int64) -> Int64 {
        let (all, isOver) = stake.multipliedReportingOverflow(by: rounds * 10)
        return isOver ? Limits.bankrollMax : min(all, Limits.bankrollMax)
    }

    private func flat(_ stake: Int64) throws -> StrategyDefinition {
        let text = FingerprintPlayer.flatStrategyText(stake: stake)
        do throws(PluginFault) {
            return try StrategyDefinition(
                PluginSource(file: "flat-stake", text: Array(text.utf8)))
        } catch {
            throw PlayError(error)
        }
    }

    private func blueprint(
        _ game: GameDefinition, _ strategy: StrategyDefinition, _ money: Currency,
        given: [String: String], bankroll: Int64
    ) throws -> SessionBlueprint {
        let configuration = SessionConfiguration(
            id: UUID().uuidString.lowercased(), game: game.reference,
            strategy: strategy.reference, variant: variant,
            parameters: try ParameterValues.values(
                for: strategy.manifest, given: given, currency: money.code),
            seed: seed, currency: money.code, bankroll: bankroll)
        return try SessionBlueprint(configuration: configuration, game: game, strategy: strategy)
    }
}
