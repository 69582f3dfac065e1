// Whether a comparison takes the luck out of results.
import ArgumentParser
import Experiments
import Odds
import Play

struct ReturnControlOptions: ParsableArguments {
    /// What takes the place of what rounds paid.
    enum Control: String, CaseIterable, ExpressibleByArgument {
        /// The exact mean payout of each bet, where it can be proved.
        case exact
        /// Nothing: results count as they were played.
        case none
    }

    @Option(
        help: """
            exact: with net and reward, bets count with the exact mean payout where the game lets \
            it be proved; none: results count as played (default: exact).
            """)
    var control: Control?

    @Option(
        parsing: .unconditional,
        help: "Branches of one bet that --control exact may walk (default: 1000000).")
    var controlBranches: Int64?

    /// Those that a comparison keeps, by name, where they were given.
    var given: [String] {
        [("--control", control != nil), ("--control-branches", controlBranches != nil)]
            .filter(\.1).map(\.0)
    }

    /// What is stored with the comparison; `nil` for none, and for metrics and tests that have no
    /// use for it.
    func control(
        _ metric: Metric, _ stopping: StoppingOptions
    ) throws -> ComparisonConfiguration.Control? {
        try InputParsing.positive(controlBranches, "control-branches")
        let isUseful = (metric == .net || metric == .reward) && stopping.test != .sprt
        guard isUseful || control != .exact else {
            throw PlayError(
                .invalidInput,
                "--control exact is for the interval of net and reward; leave it out")
        }
        guard isUseful, control != Control.none else { return nil }
        return ComparisonConfiguration.Control(
            branchesMax: controlBranches ?? ExactReturns.branchesStandard)
    }
}
