// stratagem compare --self-test: how often comparisons are wrong, measured.
import ArgumentParser
import Experiments
import Host
import Play
import Reports
import Statistics

/// What `--self-test` measures.
struct SelfTestOptions: ParsableArguments {
    @Flag(
        help: """
            Measure how often comparisons are wrong instead: GAME and A with itself, --runs times, \
            and known differences.
            """)
    var selfTest = false

    @Option(
        help: """
            With --self-test: looks (a strategy against itself, looked at after every pair) or \
            power (sprt [0, 5], [0, 10] and [0, 20]: errors and lengths); default: looks and \
            sprt [0, 20].
            """)
    var part: ComparisonSelfTest.Part?

    @Option(
        parsing: .unconditional,
        help: "Runs of each method of --self-test (default: 200, with --part 2000).")
    var runs: Int?
}

extension CompareCommand {
    /// The game and the strategy that are compared with themselves, where none are named.
    private static let standard = (game: "slots/double-diamond", strategy: "flat")
    private static let pairsStandardOfTest = 100

    /// Runs the self-test and prints it; exits with 1 when a method is wrong too often.
    func testItself(_ catalogue: Catalogue) throws {
        guard b == nil, resume == nil else {
            throw PlayError(
                .invalidInput,
                "--self-test compares one strategy with itself: give a GAME and a strategy, or "
                    + "neither")
        }
        try InputParsing.positive(roundsPerPair, "rounds-per-pair")
        try InputParsing.positive(pairs.map { Int64($0) }, "pairs")
        try InputParsing.positive(testing.runs.map { Int64($0) }, "runs")
        let run = SelfTestRun(try selfTest(catalogue))
        let progress = ProgressLine(json: json)
        let wasStopped = try HostRun().run(workerCount: try InputParsing.workers(workers)) {
            let (played, seconds) = run.progress
            let left =
                played > 0
                ? seconds / Double(played) * Double(run.test.unitCount - played) : .infinity
            progress.show(
                "\(Figures.grouped(Int64(played))) of "
                    + "\(Figures.grouped(Int64(run.test.unitCount))) runs"
                    + (left.isFinite ? " · \(Figures.duration(seconds: left)) left" : ""))
        } start: { context in
            run.start(context)
        }
        progress.clear()
        let (rows, seconds) = try run.finished()
        let report = SelfTestReport(rows, seconds: seconds)
        print(json ? JSONText.encode(report) : report.text)
        if wasStopped { throw ExitCode(130) }
        if !report.keepsItsPromises { throw ExitCode(1) }
    }

    private func selfTest(_ catalogue: Catalogue) throws -> ComparisonSelfTest {
        let played = try catalogue.game(game ?? CompareCommand.standard.game)
        let strategy = try catalogue.strategy(a ?? CompareCommand.standard.strategy)
        let arm = try SessionBlueprint(
            configuration: try options.configuration(
                game: played, strategy: strategy,
                given: try InputParsing.parameters(options.parameters)),
            game: played, strategy: strategy)
        let scale = ComparisonScale(
            arm, currency: try InputParsing.currency(arm.configuration.currency))
        let level = alpha ?? 0.05
        let isLong = testing.part != nil
        let setup = Comparison.Setup(
            metric: .net, pairs: pairs ?? CompareCommand.pairsStandardOfTest, margin: 0,
            alpha: level, goal: try scale.goal(goal), leastStake: scale.leastStake,
            minorUnits: scale.minorUnits)
        do throws(StatisticsError) {
            var winners: [WinnerPlan] = []
            for elo1 in testing.part == .power ? [5.0, 10, 20] : [20] {
                winners.append(
                    try WinnerPlan(
                        elo0: 0, elo1: elo1, scale: .logistic, alpha: level,
                        beta: stopping.beta ?? 0.05))
            }
            return ComparisonSelfTest(
                setup,
                size: ComparisonSelfTest.Size(
                    runs: testing.runs ?? (isLong ? 2000 : 200), pairs: setup.pairs,
                    rounds: roundsPerPair ?? (isLong ? 1000 : 50)),
                parts: testing.part.map { [$0] } ?? [.looks, .power], arm: arm, winners: winners)
        } catch {
            throw PlayError(.invalidInput, error.description)
        }
    }
}
