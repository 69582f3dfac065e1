// The two strategies of a comparison: figures, bankrolls and payouts.
internal import Accounts
internal import Experiments
internal import Play

extension ComparisonFigures {
    private var labels: [(arm: String, name: String, report: ComparisonReport.Arm)] {
        [("a", "A \(report.a.strategy)", report.a), ("b", "B \(report.b.strategy)", report.b)]
    }

    /// What both did, as `compare` prints it.
    var arms: ReportPage.Figure {
        var table = DataTable(
            name: "arms", title: "Both strategies",
            columns: [.init("")] + labels.map { .init($0.name) })
        table.columns[0].name = "figure"
        func row(_ name: String, _ cell: (ComparisonReport.Arm) -> DataCell) {
            table.add([.text(name)] + labels.map { cell($0.report) })
        }
        row("mean \(report.metric) of a pair (\(unit))") { .number($0.mean, decimals: decimals) }
        row("standard deviation (\(unit))") { .optional($0.standardDeviation, decimals: decimals) }
        row("rounds") { .count($0.rounds) }
        row("staked (\(currency.code))") { .figure($0.staked) }
        row("paid (\(currency.code))") { .figure($0.paid) }
        row("fees (\(currency.code))") { .figure($0.fees) }
        row("net (\(currency.code))") { .figure($0.net) }
        row("return (share of the stake)") { .optional($0.returnRate, decimals: 6) }
        row("pairs that reached the goal") { .count(Int64($0.goal.pairs)) }
        row("share that reached the goal") { .number($0.goal.share, decimals: 6) }
        row("its interval") { .figure($0.goal.range) }
        row("pairs that were ruined") { .count(Int64($0.ruin.pairs)) }
        row("share that was ruined") { .number($0.ruin.share, decimals: 6) }
        row("its interval") { .figure($0.ruin.range) }
        row("faults") { .count($0.faults.count) }
        row("fuel of a decision") { .number($0.fuelPerDecision, decimals: 1) }
        return .init(
            heading: "The two strategies", caption: "", charts: [], tables: [table])
    }

    /// Bankrolls over the rounds of a pair.
    var bankrolls: ReportPage.Figure {
        var charts: [any Chart] = []
        var tables: [DataTable] = []
        let minorUnits = evidence.comparison.setup.minorUnits
        for (sample, label) in zip(evidence.paths, labels) {
            let quantiles = sample.quantiles(PathsChart.shares, minorUnits: minorUnits)
            let last = quantiles.last?.values ?? []
            charts.append(
                PathsChart(
                    title: "Bankroll of \(label.name)",
                    summary: "After the last round the middle half of the bankrolls lies between "
                        + "\(text(last, 1)) and \(text(last, 3)), the median is \(text(last, 2)).",
                    quantiles: quantiles,
                    paths: chosen(sample.paths).map { $0.map { Double($0) / minorUnits } },
                    upwards: "bankroll of \(label.name) (\(currency.code))", arm: label.arm))
            tables.append(quantileTable(quantiles, label.arm, label.name))
            tables.append(pathTable(sample, label.arm, label.name))
        }
        return .init(
            heading: "Bankrolls over the rounds",
            caption: "The line is the median, the dark band holds the middle half and the light "
                + "one 90 % of the bankrolls; the thin lines are single pairs. \(sampleText) A pair "
                + "that ended early stays where it was.",
            charts: charts, tables: tables)
    }

    private func text(_ values: [Double], _ place: Int) -> String {
        values.indices.contains(place) ? Figures.decimals(values[place], currency.minorDigits) : "-"
    }

    private var sampleText: String {
        let all = Int64(report.pairs)
        return evidence.sampled == all
            ? "All \(Figures.grouped(all)) pairs are counted."
            : "Of \(Figures.grouped(all)) pairs \(Figures.grouped(evidence.sampled)) are counted, "
                + "chosen at equal distances."
    }

    /// Twenty of the paths, at equal distances.
    private func chosen(_ paths: [[Int64]]) -> [[Int64]] {
        let count = min(20, paths.count)
        return (0..<count).map { paths[$0 * paths.count / count] }
    }

    private func quantileTable(
        _ quantiles: [PathsChart.Quantiles], _ arm: String, _ name: String
    ) -> DataTable {
        var table = DataTable(
            name: "bankroll-quantiles-\(arm)", title: "Quantiles of the bankroll of \(name)",
            columns: [.init("round")]
                + PathsChart.shares.map {
                    .init("\(Figures.percent($0, decimals: 0))", currency.code)
                })
        for quantile in quantiles {
            table.add(
                [.count(quantile.round)]
                    + quantile.values.map { .number($0, decimals: currency.minorDigits) })
        }
        return table
    }

    private func pathTable(_ sample: PathSample, _ arm: String, _ name: String) -> DataTable {
        let paths = chosen(sample.paths)
        var table = DataTable(
            name: "bankroll-paths-\(arm)", title: "Some bankrolls of \(name)",
            columns: [.init("round")]
                + paths.indices.map { .init("path \($0 + 1)", currency.code) })
        for (step, round) in sample.grid.enumerated() {
            table.add([.count(round)] + paths.map { .money($0[step], currency) })
        }
        table.isOnPage = false
        return table
    }

    /// Payouts of single rounds.
    var payouts: ReportPage.Figure {
        var figure = ReportPage.Figure(
            heading: "What rounds paid",
            caption: "Payouts of single rounds in stakes, both axes logarithmic; the grey bar is "
                + "of rounds that paid nothing. \(sampleText)",
            charts: [], tables: [])
        for (histogram, label) in zip(evidence.payouts, labels) {
            let (chart, table) = histogram.figure(
                "Payouts of \(label.name)", file: "payouts-\(label.arm)",
                style: label.arm == "a" ? "bar" : "bar-b")
            figure.charts.append(chart)
            figure.tables.append(table)
        }
        return figure
    }
}

extension ComparisonReport.Share {
    /// Both ends for people.
    var range: String {
        guard interval.count == 2 else { return "-" }
        return "\(Figures.decimals(interval[0], 4)) to \(Figures.decimals(interval[1], 4))"
    }
}
