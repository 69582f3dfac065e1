// stratagem compare --self-test: how often comparisons are wrong, measured.
import ArgumentParser
import Experiments
import Host
import Play
import Reports
import Statistics

extension CompareCommand {
    /// The game and the strategy that are compared with themselves, where none are named.
    private static let standard = (game: "slots/double-diamond", strategy: "flat")
    private static let runsStandard = 200
    private static let pairsStandardOfTest = 100
    private static let roundsStandardOfTest: Int64 = 50

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
        try InputParsing.positive(runs.map { Int64($0) }, "runs")
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
        let setup = Comparison.Setup(
            metric: .net, pairs: pairs ?? CompareCommand.pairsStandardOfTest, margin: 0,
            alpha: level, goal: try scale.goal(goal), leastStake: scale.leastStake,
            minorUnits: scale.minorUnits)
        let count = runs ?? CompareCommand.runsStandard
        let test = ComparisonSelfTest(
            setup,
            size: ComparisonSelfTest.Size(
                runs: count, pairs: setup.pairs,
                rounds: roundsPerPair ?? CompareCommand.roundsStandardOfTest))
        let startedAt = ContinuousClock.now
        var rows = try test.identicalArms(arm)
        do throws(StatisticsError) {
            rows += test.winners(
                try WinnerPlan(
                    elo0: 0, elo1: 20, scale: .logistic, alpha: level,
                    beta: stopping.beta ?? 0.05),
                seed: arm.configuration.seed, runs: count)
        } catch {
            throw PlayError(.invalidInput, error.description)
        }
        let report = SelfTestReport(
            rows, seconds: startedAt.duration(to: .now) / .seconds(1))
        print(json ? JSONText.encode(report) : report.text)
        if !report.keepsItsPromises { throw ExitCode(1) }
    }
}
