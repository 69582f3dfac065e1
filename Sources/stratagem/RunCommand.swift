// stratagem run: one session, journalled, from the first round or from where it stopped.
import Accounts
import ArgumentParser
import Host
import Play
import Reports
import Storage
import Synchronization

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Play a game with a strategy, or continue a session.")

    @Argument(help: "A name under games/, or a path.")
    var game: String?

    @Argument(help: "A name under strategies/, or a path.")
    var strategy: String?

    @Option(
        parsing: .unconditional,
        help: "Rounds that the session should reach in total (default: 100000).")
    var rounds: Int64?

    @Option(name: .customLong("for"), help: "Time to play instead: 90s, 10m, 2h.")
    var duration: String?

    @OptionGroup var options: SessionOptions

    @Option(
        help: """
            On a plugin's fault: stop, skip the round, or fallback to another strategy (default: \
            stop).
            """)
    var onFault: FaultPolicy?

    @Option(help: "Strategy that plays on with --on-fault fallback.")
    var fallback: String?

    @Option(help: "A wallet that sessions share; it sets currency, limits and fees.")
    var wallet: String?

    @Option(
        help: """
            full: keep every round; seed: keep what regenerates them (default: full).
            """)
    var journal: JournalMode?

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Option(help: "Continue this session (its id, or the beginning of it).")
    var resume: String?

    @OptionGroup var isolation: IsolationOptions

    @OptionGroup var reports: ReportOptions

    @Flag(help: "Take edits of the game's and the strategy's file into the running session.")
    var watch = false

    @Flag(help: "Print one JSON object.")
    var json = false

    static let roundsStandard: Int64 = 100_000
    static let storeStandard = ".stratagem"

    func run() throws {
        try reportingFailure(json: json) { try isolation.withCatalogue { try play($0) } }
    }

    private func play(_ catalogue: Catalogue) throws {
        try InputParsing.positive(rounds, "rounds")
        let seconds = try duration.map { try InputParsing.seconds($0) }
        try refuseOptionsOfResumed()
        let destination = try reports.destination()
        let fresh = resume == nil ? try newBlueprint(catalogue) : nil
        // Opened for writing it would be made where it is missing, and there is nothing to resume.
        if fresh == nil { try JournalStore(directory: store, mode: .readOnly).close() }
        let journal = try JournalStore(
            directory: store, mode: .readWrite, engine: Engine.version)
        defer { journal.close() }
        let (blueprint, beginning, allowance) =
            try fresh.map { try begun($0, journal) } ?? (try resumed(journal, catalogue))
        let committer = Committer(store: journal, room: try isolation.room(store: store))
        let progress = ProgressLine(json: json)
        let lines = RoomLines(committer, progress)
        let outcome = Mutex<Result<SessionTask.Outcome, any Error>?>(nil)
        let goal = SessionTask.Goal(
            rounds: rounds ?? (seconds == nil ? RunCommand.roundsStandard : nil), seconds: seconds)
        let shown = Mutex<SessionTask?>(nil)
        let watching = try watch ? WatchedRun(catalogue, progress) : nil
        defer { watching?.close() }
        let wasStopped = try HostRun().run(workerCount: 1, whenStopped: { committer.endWaits() }) {
            if let task = shown.withLock({ $0 }) { lines.show(line(task.progress, goal)) }
        } start: { context in
            let task = SessionTask(
                blueprint, beginning: beginning, goal: goal, committer: committer,
                stop: context.stop, reloadAction: { watching?.show($0) }, allowance: allowance
            ) { result in
                outcome.withLock { $0 = result }
                context.done()
            }
            shown.withLock { $0 = task }
            watching?.follow(task)
            task.start(on: context.workers.scheduler(0))
        }
        progress.clear()
        try? committer.close()
        guard let result = outcome.withLock({ $0 }) else { return }
        let played: SessionTask.Outcome
        do {
            played = try result.get()
        } catch {
            let rounds = shown.withLock { $0?.progress.totals.rounds } ?? 0
            let id = blueprint.configuration.id
            throw UnstoredRounds.explained(
                error, sessions: [(id, id, rounds)], in: journal)
        }
        let report = try report(played, blueprint, journal)
        if let destination { try write(report, journal, to: destination) }
        if wasStopped { throw ExitCode(130) }
        if played.end.reason == .fault { throw ExitCode.failure }
    }

    private func newBlueprint(_ catalogue: Catalogue) throws -> SessionBlueprint {
        guard let game, let strategy else {
            throw PlayError(
                .invalidInput,
                "run needs a GAME and a STRATEGY, such as: stratagem run slots/double-diamond flat")
        }
        let played = try catalogue.game(game)
        let player = try catalogue.strategy(strategy)
        let second = try fallback.map { try catalogue.strategy($0) }
        let shared = try sharedWallet()
        var options = options
        options.currency = shared?.wallet.currency.code ?? options.currency
        var configuration = try options.configuration(
            game: played, strategy: player,
            given: try InputParsing.parameters(options.parameters), policy: onFault ?? .stop,
            fallback: second)
        configuration.journal = journal == .seed ? .seed : nil
        if let shared { configuration = WalletSession.configuration(configuration, on: shared) }
        return try SessionBlueprint(
            configuration: configuration, game: played, strategy: player, fallback: second)
    }

    /// The wallet that was named, before anything is written.
    private func sharedWallet() throws -> StoredWallet? {
        guard let wallet else { return nil }
        let set = [
            ("--currency", options.currency), ("--max-bet", options.maxBet),
            ("--daily-limit", options.dailyLimit), ("--spin-fee", options.spinFee),
            ("--query-fee", options.queryFee),
        ].filter { $0.1 != nil }.map(\.0)
        guard set.isEmpty else {
            throw PlayError(
                .invalidInput,
                "wallet \(wallet) sets currency, limits and fees of its sessions: leave out "
                    + set.joined(separator: ", "))
        }
        let journal = try JournalStore(directory: store, mode: .readOnly)
        defer { journal.close() }
        return try journal.wallet(wallet)
    }

    private func begun(
        _ blueprint: SessionBlueprint, _ journal: JournalStore
    ) throws -> (SessionBlueprint, SessionTask.Beginning, AllowanceGrant?) {
        let allowance = try wallet.map {
            try WalletSession.begin(blueprint, wallet: $0, in: journal)
        }
        return (blueprint, .fresh, allowance)
    }

    /// What decides the rounds is settled when a session begins, and must not seem to change.
    private func refuseOptionsOfResumed() throws {
        let extra = [
            ("--on-fault", onFault != nil), ("--fallback", fallback != nil),
            ("--wallet", wallet != nil), ("--journal", journal != nil),
        ]
        let given = options.given + extra.filter(\.1).map(\.0)
        guard resume != nil, !given.isEmpty else { return }
        throw PlayError(
            .invalidInput,
            "a resumed session keeps its own settings: leave out "
                + given.joined(separator: ", ") + ", or begin a new session without --resume")
    }

    /// The stored session, checked against what was named on the command line.
    private func resumed(
        _ journal: JournalStore, _ catalogue: Catalogue
    ) throws -> (SessionBlueprint, SessionTask.Beginning, AllowanceGrant?) {
        let stored = try journal.session(resume ?? "")
        let names = [
            (game, stored.configuration.game.name, "game"),
            (strategy, stored.configuration.strategy.name, "strategy"),
        ]
        for (given, played, kind) in names {
            guard let given, given != played else { continue }
            throw PlayError(
                .invalidInput,
                "session \(stored.id) was played with the \(kind) \(played), not \(given): leave "
                    + "it out with --resume")
        }
        guard stored.isResumable else {
            throw PlayError(
                .stateError,
                "session \(stored.id) is over (\(stored.end?.detail ?? "completed")) and can not "
                    + "be continued")
        }
        let blueprint = try StoredBlueprint.blueprint(
            of: stored, in: journal, catalogue: catalogue)
        let (beginning, allowance) = try WalletSession.resume(stored, in: journal)
        return (blueprint, beginning, allowance)
    }

    private func line(_ progress: SessionTask.Progress, _ goal: SessionTask.Goal) -> String {
        let totals = progress.totals
        var left = goal.seconds.map { max(0, $0 - progress.seconds) }
        if let rounds = goal.rounds, progress.played > 0 {
            left = Double(rounds - totals.rounds) * progress.seconds / Double(progress.played)
        }
        return ProgressLine.text(
            rounds: totals.rounds, played: progress.played, seconds: progress.seconds,
            returnRate: totals.staked > 0 ? Double(totals.paid) / Double(totals.staked) : nil,
            secondsLeft: left)
    }

    private func report(
        _ outcome: SessionTask.Outcome, _ blueprint: SessionBlueprint, _ journal: JournalStore
    ) throws -> RunReport {
        let report = RunReport(
            configuration: blueprint.configuration,
            currency: try InputParsing.currency(blueprint.configuration.currency),
            state: outcome.state, totals: outcome.totals, balance: outcome.balance,
            digest: outcome.digest, faults: outcome.faults, end: outcome.end,
            played: outcome.played, seconds: outcome.seconds, store: journal.directory,
            budgetUses: outcome.budgetUses)
        if json {
            print(JSONText.encode(report))
        } else {
            for line in outcome.logs { writeError("log: \(line)") }
            print(report.text)
            if report.resumable {
                let place = store == RunCommand.storeStandard ? "" : " --store \(store)"
                print(
                    "continue with: stratagem run --resume \(report.session.prefix(8)) --rounds N"
                        + place)
            }
        }
        return report
    }

    /// The page of all rounds, from the journal.
    private func write(
        _ report: RunReport, _ journal: JournalStore, to destination: ReportDestination
    ) throws {
        let progress = ProgressLine(json: json)
        let evidence = try SessionEvidence(of: report.session, in: journal) { rounds in
            progress.show("report: \(Figures.grouped(rounds)) rounds read")
        }
        progress.clear()
        let page = ReportPage(
            report, evidence, currency: try InputParsing.currency(report.currency),
            command: ReportOptions.command)
        try ReportOptions.write(page, to: destination)
    }
}
