// When a comparison stops, and which test decides.
import ArgumentParser
import Host
import Play
import Statistics

struct StoppingOptions: ParsableArguments {
    /// What decides a comparison.
    enum Test: String, CaseIterable, ExpressibleByArgument {
        /// The interval of the metric.
        case interval
        /// Who wins more pairs.
        case sprt
    }

    @Option(
        name: .customLong("for"),
        help: "Time to play at most: 90s, 10m, 2h. An open verdict is then inconclusive.")
    var duration: String?

    @Option(
        parsing: .unconditional,
        help: "Stop when half the width of the interval is this (units of the metric).")
    var precision: Double?

    @Option(
        help: """
            interval: decide by the interval of the metric; sprt: by who wins more pairs (default: \
            interval).
            """)
    var test: Test?

    @Option(parsing: .unconditional, help: "With --test sprt: not better (default: 0).")
    var elo0: Double?

    @Option(parsing: .unconditional, help: "With --test sprt: better (default: 5).")
    var elo1: Double?

    @Option(help: "With --test sprt: the scale of Elo (default: normalized).")
    var model: EloScale?

    @Option(
        parsing: .unconditional,
        help: "With --test sprt: chance to miss a true --elo1 (default: 0.05).")
    var beta: Double?

    /// Those that a comparison keeps, by name, where they were given.
    var given: [String] {
        [
            ("--precision", precision != nil), ("--test", test != nil), ("--elo0", elo0 != nil),
            ("--elo1", elo1 != nil), ("--model", model != nil), ("--beta", beta != nil),
        ].filter(\.1).map(\.0)
    }

    /// Whether something else than a number of pairs ends it.
    var isOpenEnded: Bool { duration != nil || precision != nil || test == .sprt }

    /// Seconds to play at most.
    func seconds() throws -> Double? { try duration.map { try InputParsing.seconds($0) } }

    /// The test of who wins, if that decides.
    func winnerTest() throws -> ComparisonConfiguration.WinnerTest? {
        guard test == .sprt else {
            let own = given.filter { !["--precision", "--test"].contains($0) }
            guard own.isEmpty else {
                throw PlayError(
                    .invalidInput, "\(own.joined(separator: ", ")) needs --test sprt")
            }
            return nil
        }
        guard precision == nil else {
            throw PlayError(
                .invalidInput,
                "--precision is about the interval and --test sprt decides without it: give one")
        }
        return ComparisonConfiguration.WinnerTest(
            elo0: elo0 ?? 0, elo1: elo1 ?? 5, scale: (model ?? .normalized).rawValue,
            beta: beta ?? 0.05)
    }
}
