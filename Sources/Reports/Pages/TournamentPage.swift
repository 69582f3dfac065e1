// The page of a tournament.
public import Accounts
public import Experiments
internal import Play
private import Scripting

extension ReportPage {
    /// The page of a tournament, from what `tournament` says and what was kept of its looks.
    ///
    /// - Parameter command: the words of the command line.
    public init(
        _ report: TournamentReport, _ tournament: Tournament, _ experiment: TournamentExperiment,
        currency: Currency, command: [String]
    ) {
        let figures = TournamentFigures(
            report: report, tournament: tournament,
            labels: TournamentReport.labels(experiment.arms.map(\.strategy.manifest.name)),
            unit: report.isMoney ? currency.code : "share")
        var facts = [
            Fact(name: "metric", value: "\(report.metric): \(tournament.setup.metric.about)"),
            Fact(name: "seed", value: report.seed, isCode: true),
            Fact(name: "digest", value: report.digest, isCode: true),
            Fact(name: "episodes", value: Figures.grouped(Int64(report.episodes))),
            Fact(name: "rounds of each episode", value: Figures.grouped(report.roundsPerEpisode)),
            Fact(name: "alpha", value: "\(report.alpha)"),
        ]
        if let id = report.tournament {
            facts.insert(Fact(name: "tournament", value: id, isCode: true), at: 0)
        }
        if let variant = report.variant { facts.append(.init(name: "variant", value: variant)) }
        if let first = experiment.arms.first?.configuration {
            facts += SessionFacts.plugin(first.game, "game")
        }
        for (label, arm) in zip(figures.labels, experiment.arms) {
            facts += SessionFacts.plugin(arm.configuration.strategy, "strategy \(label)")
            facts += SessionFacts.settings(arm.configuration, currency).map {
                Fact(name: "\(label): \($0.name)", value: $0.value)
            }
        }
        facts.append(.init(name: "program", value: Engine.version))
        self.init(
            title: "\(report.game): tournament of \(report.arms.count) strategies",
            verdict: report.headline,
            remarks: report.arms.compactMap { $0.faults.remark($0.label) },
            figures: figures.all, command: command, facts: facts)
    }
}

/// The figures of a tournament.
struct TournamentFigures {
    let report: TournamentReport
    let tournament: Tournament
    /// By arm.
    let labels: [String]
    let unit: String

    private var decimals: Int { report.isMoney ? 4 : 6 }

    var all: [ReportPage.Figure] {
        [ranking, cross, contests] + looks + means + episodes
    }

    private var ranking: ReportPage.Figure {
        let chart = ForestChart(
            title: "Ratings",
            summary: report.arms.map { "\($0.label) \(Figures.signed($0.rating, 0))" }
                .joined(separator: ", "),
            rows: report.arms.map { arm in
                .init(
                    name: arm.label, value: arm.rating, low: arm.ratingInterval?[0],
                    high: arm.ratingInterval?[1],
                    note: Figures.signed(arm.rating, 0)
                        + (arm.beatenBy.map { ", beaten by \($0)" } ?? ""))
            }, across: "rating in Elo, mean 0, with 95 % intervals", reference: 0)
        var table = DataTable(
            name: "ranking", title: "Ranking",
            columns: [
                .init("place"), .init("strategy"), .init("rating", "Elo"), .init("lower", "Elo"),
                .init("upper", "Elo"), .init("episodes"), .init("mean \(report.metric)", unit),
                .init("standard deviation", unit), .init("return", "share"), .init("rounds"),
                .init("faults"), .init("beaten by"),
            ])
        for (place, arm) in report.arms.enumerated() {
            table.add([
                .count(Int64(place + 1)), .text(arm.label), .number(arm.rating, decimals: 1),
                .optional(arm.ratingInterval?[0], decimals: 1),
                .optional(arm.ratingInterval?[1], decimals: 1), .count(Int64(arm.episodes)),
                .number(arm.mean, decimals: decimals),
                .optional(arm.standardDeviation, decimals: decimals),
                .optional(arm.returnRate, decimals: 6), .count(arm.rounds),
                .count(arm.faults.count),
                arm.beatenBy.map { .text($0) } ?? .none,
            ])
        }
        return .init(
            heading: "Ranking",
            caption: "Bradley-Terry ratings over who did better in each episode; intervals by the "
                + "bootstrap over seeds.",
            charts: [chart], tables: [table])
    }

    private var cross: ReportPage.Figure {
        var table = DataTable(
            name: "cross", title: "Row minus column, mean \(report.metric) of an episode (\(unit))",
            columns: [.init("row - column")] + report.arms.map { .init($0.label) })
        for row in report.arms {
            table.add(
                [.text(row.label)]
                    + report.arms.map { column in cell(row.label, column.label) })
        }
        return .init(
            heading: "Everyone against everyone",
            caption: "A star: shown, with a probability of \(Figures.percent(report.alpha)) that "
                + "any star at all is false, at every look (Holm).",
            charts: [], tables: [table])
    }

    private func cell(_ row: String, _ column: String) -> DataCell {
        let contest = report.contests.first {
            ($0.first, $0.second) == (row, column) || ($0.first, $0.second) == (column, row)
        }
        guard row != column, let contest, let mean = contest.meanDifference else { return .none }
        let signed = contest.first == row ? mean : -mean
        return .starred(
            signed, decimals: report.isMoney ? 2 : 4, isReal: contest.winner != nil)
    }

    /// Contests that a picture shows at the most.
    private static let contestsMax = 24

    private func name(_ contest: TournamentReport.Contest) -> String {
        "\(contest.first) - \(contest.second)"
    }

    private var contests: ReportPage.Figure {
        let shown = Array(
            report.contests.filter { $0.meanDifference != nil }
                .prefix(TournamentFigures.contestsMax))
        let chart = ForestChart(
            title: "Differences of contests",
            summary: "\(report.contests.count { $0.winner != nil }) of \(report.contests.count) "
                + "contests are decided.",
            rows: shown.map { contest in
                .init(
                    name: name(contest), value: contest.meanDifference ?? 0,
                    low: contest.interval?[0], high: contest.interval?[1],
                    note: contest.winner.map { "\($0) is better" } ?? "open")
            }, across: "difference of the mean \(report.metric) (\(unit))", reference: 0)
        var table = DataTable(
            name: "contests", title: "Contests",
            columns: [
                .init("first"), .init("second"), .init("episodes"),
                .init("first - second", unit), .init("lower", unit), .init("upper", unit),
                .init("corrected p-value"), .init("log of the evidence"), .init("better"),
            ])
        for contest in report.contests {
            table.add([
                .text(contest.first), .text(contest.second), .count(Int64(contest.episodes)),
                .optional(contest.meanDifference, decimals: decimals),
                .optional(contest.interval?[0], decimals: decimals),
                .optional(contest.interval?[1], decimals: decimals),
                .number(contest.adjustedP, decimals: 6), .number(contest.logEvidence, decimals: 3),
                contest.winner.map { .text($0) } ?? .none,
            ])
        }
        let left =
            report.contests.count > shown.count
            ? " The picture shows \(shown.count) of \(report.contests.count)." : ""
        return .init(
            heading: "Contests",
            caption: "Intervals hold for all contests together, at every look; without one none is "
                + "valid yet.\(left)",
            charts: shown.isEmpty ? [] : [chart], tables: [table])
    }
}
