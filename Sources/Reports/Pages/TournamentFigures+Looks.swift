// How a tournament came about: differences and means look by look, and single episodes.
internal import Experiments
internal import Statistics

extension TournamentFigures {
    private static let contestsShown = 4
    private static let linesMax = 8

    private var history: [TournamentLooks.Look] { tournament.looks?.looks ?? [] }

    private var quantityUnit: String { "\(report.metric) (\(unit))" }

    /// Contests of the best arms first: the pictures show these.
    private var order: [Int] {
        let place = Dictionary(
            uniqueKeysWithValues: report.arms.enumerated().map { ($1.label, $0) })
        func rank(_ contest: Tournament.Contest) -> [Int] {
            [contest.first, contest.second].map { place[labels[$0]] ?? .max }.sorted()
        }
        return tournament.contests.indices.sorted {
            rank(tournament.contests[$0]).lexicographicallyPrecedes(rank(tournament.contests[$1]))
        }
    }

    /// The difference of the foremost contests, look by look.
    var looks: [ReportPage.Figure] {
        guard !history.isEmpty else { return [] }
        let shown = order.prefix(TournamentFigures.contestsShown)
        let charts = shown.compactMap { index -> IntervalChart? in
            let contest = tournament.contests[index]
            let looks = history.compactMap { look in
                look.differences[index].map {
                    IntervalChart.Look(
                        count: look.episodes, mean: $0.mean, interval: $0.interval)
                }
            }
            guard let last = looks.last else { return nil }
            let name = "\(labels[contest.first]) - \(labels[contest.second])"
            return IntervalChart(
                title: name,
                summary: "After \(last.count) episodes the mean difference is "
                    + "\(Figures.signed(last.mean, 4)).",
                looks: looks, margin: 0, unit: "episodes", quantity: "\(name), \(quantityUnit)")
        }
        var table = DataTable(
            name: "looks", title: "Looks at all contests",
            columns: [
                .init("episodes"), .init("first"), .init("second"), .init("mean", unit),
                .init("lower", unit), .init("upper", unit),
            ])
        // On the page are the contests that are drawn, at so many looks that it stays short.
        let every = max(1, history.count * shown.count / DataTable.pageRowsMax + 1)
        var pageRows: [Int] = []
        for (place, look) in history.enumerated() {
            for (index, difference) in look.differences.enumerated() {
                guard let difference else { continue }
                if shown.contains(index), place % every == 0 || place == history.count - 1 {
                    pageRows.append(table.rows.count)
                }
                let contest = tournament.contests[index]
                table.add([
                    .count(Int64(look.episodes)), .text(labels[contest.first]),
                    .text(labels[contest.second]), .number(difference.mean, decimals: 6),
                    .optional(difference.interval?.lower, decimals: 6),
                    .optional(difference.interval?.upper, decimals: 6),
                ])
            }
        }
        table.pageRows = pageRows
        let left =
            tournament.contests.count > shown.count
            ? " Shown are the contests of the highest ratings; the CSV file has all." : ""
        return [
            .init(
                heading: "Contests, look by look",
                caption: "The band holds the true mean difference, at all looks and in all "
                    + "contests together; where there is none nothing valid is known yet.\(left)",
                charts: charts, tables: [table])
        ]
    }

    /// The mean of each arm, look by look.
    var means: [ReportPage.Figure] {
        guard let last = history.last else { return [] }
        let styles = ["line-a", "line-b", "line-c", "line-d"]
        let arms = report.arms.compactMap { arm in labels.firstIndex(of: arm.label) }
        let lines = arms.prefix(TournamentFigures.linesMax).enumerated().map { place, arm in
            LinesChart.Line(
                name: labels[arm], style: styles[place % styles.count],
                points: history.compactMap { look in
                    // The first tenth swings too widely for the rest to be seen.
                    guard look.episodes * 10 >= last.episodes else { return nil }
                    return look.means[arm].map { (Double(look.episodes), $0) }
                })
        }
        var table = DataTable(
            name: "means", title: "Means look by look",
            columns: [.init("episodes")] + labels.map { .init($0, unit) })
        for look in history {
            table.add(
                [.count(Int64(look.episodes))]
                    + look.means.map { .optional($0, decimals: 4) })
        }
        let chart = LinesChart(
            title: "Means over the episodes",
            summary: zip(labels, last.means).map { name, mean in
                "\(name) \(mean.map { Figures.signed($0, 2) } ?? "out")"
            }.joined(separator: ", "),
            lines: lines.filter { $0.points.count > 1 }, across: "episodes",
            upwards: "mean \(quantityUnit)")
        return [
            .init(
                heading: "Means over the episodes",
                caption: "From a tenth of the episodes on. A strategy that is out has no further "
                    + "points.",
                charts: chart.lines.isEmpty ? [] : [chart], tables: [table])
        ]
    }

    /// How single episodes went.
    var episodes: [ReportPage.Figure] {
        guard let values = tournament.looks?.values, !values.isEmpty else { return [] }
        var table = DataTable(
            name: "episodes", title: "Quantiles of single episodes",
            columns: [.init("strategy"), .init("episodes counted")]
                + PathsChart.shares.map {
                    .init(Figures.percent($0, decimals: 0), unit)
                })
        var rows: [ForestChart.Row] = []
        for arm in report.arms {
            guard let index = labels.firstIndex(of: arm.label), !values[index].isEmpty else {
                continue
            }
            let sorted = values[index].sorted()
            let quantiles = PathsChart.shares.map { PathSample.quantile($0, of: sorted) }
            rows.append(
                .init(
                    name: arm.label, value: quantiles[2], low: quantiles[0], high: quantiles[4],
                    note: "median \(Figures.signed(quantiles[2], report.isMoney ? 2 : 4))"))
            table.add(
                [.text(arm.label), .count(Int64(sorted.count))]
                    + quantiles.map { .number($0, decimals: report.isMoney ? 2 : 6) })
        }
        let chart = ForestChart(
            title: "Single episodes",
            summary: rows.map { "\($0.name): \($0.note)" }
                .joined(separator: ", "),
            rows: rows, across: "\(quantityUnit) of an episode, median and 90 %", reference: 0)
        return [
            .init(
                heading: "Single episodes",
                caption: "The median, and where nine of ten episodes lie. Of many episodes at most "
                    + "\(Figures.grouped(Int64(TournamentLooks.valuesMax))) are counted, at equal "
                    + "distances.",
                charts: rows.isEmpty ? [] : [chart], tables: [table])
        ]
    }
}
