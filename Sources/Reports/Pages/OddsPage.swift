// The page of exact odds.
public import Accounts
private import Foundation
public import Odds
internal import Play

extension ReportPage {
    /// The page of exact odds, from what `odds` says.
    ///
    /// - Parameter command: the words of the command line.
    public init(
        _ report: OddsReport, question: OddsQuestion, currency: Currency, command: [String]
    ) {
        let configuration = question.blueprint.configuration
        var facts: [Fact] = []
        if let variant = report.variant { facts.append(.init(name: "variant", value: variant)) }
        facts.append(.init(name: "stake", value: "\(report.stake) \(currency.code)"))
        facts += SessionFacts.plugin(configuration.game, "game")
        if case .strategy = question.player {
            facts += SessionFacts.plugin(configuration.strategy, "strategy")
            facts += SessionFacts.settings(configuration, currency)
        }
        facts.append(.init(name: "how it was found", value: report.method))
        facts.append(.init(name: "branches walked", value: Figures.grouped(report.branches)))
        facts.append(.init(name: "program", value: Engine.version))
        let figures = OddsFigures(report: report)
        self.init(
            title: "\(report.game): exact odds", verdict: report.headline,
            figures: [figures.payouts, figures.figures], command: command, facts: facts)
    }
}

/// The figures of exact odds.
struct OddsFigures {
    let report: OddsReport

    /// Rows that get a bar of their own.
    private static let barsMax = 80

    /// The chance of each payout.
    var payouts: ReportPage.Figure {
        let rows = report.payouts.compactMap { row -> (multiple: Double, chance: Double)? in
            guard let multiple = Double(row.multiple.decimal),
                let chance = Double(row.chance.decimal)
            else { return nil }
            return (multiple, chance)
        }
        let nothing = rows.filter { $0.multiple == 0 }.reduce(0) { $0 + $1.chance }
        let some = rows.filter { $0.multiple > 0 }.sorted { $0.multiple < $1.multiple }
        let chart = PayoutChart(
            title: "Chance of each payout",
            summary: "\(rows.count) different payouts; the highest is "
                + "\(Figures.decimals(some.last?.multiple ?? 0, 2)) stakes.",
            zero: nothing,
            bars: some.count <= OddsFigures.barsMax
                ? some.map { .init(from: $0.multiple, to: $0.multiple, height: $0.chance) }
                : OddsFigures.grouped(some),
            upwards: "chance")
        var table = DataTable(
            name: "payouts", title: "Payouts and their chances",
            columns: [
                .init("payout", "stakes"), .init("payout as a fraction"), .init("chance"),
                .init("chance as a fraction"),
            ])
        for row in report.payouts {
            table.add([
                .figure(OddsFigures.trimmed(row.multiple.decimal)), .text(row.multiple.fraction),
                .figure(row.chance.decimal), .text(row.chance.fraction),
            ])
        }
        return .init(
            heading: report.isComplete
                ? "What a round pays" : "What the first game of a round pays",
            caption: "Exact chances, in stakes, both axes logarithmic; the grey bar is of nothing."
                + (some.count > OddsFigures.barsMax
                    ? " Payouts that are close to each other share a bar; the table has each."
                    : ""),
            charts: some.isEmpty ? [] : [chart], tables: [table])
    }

    /// Without zeros at the end of the fraction.
    private static func trimmed(_ decimal: String) -> String {
        guard decimal.contains(".") else { return decimal }
        let kept = String(decimal.reversed().drop { $0 == "0" }.reversed())
        return kept.hasSuffix(".") ? String(kept.dropLast()) : kept
    }

    /// Bars as the payouts of rounds have them: 20 for each power of ten.
    private static func grouped(
        _ rows: [(multiple: Double, chance: Double)]
    ) -> [PayoutChart.Bar] {
        var bars: [PayoutChart.Bar] = []
        var last: Double?
        for row in rows {
            let place = floor(log10(row.multiple) * PayoutHistogram.perDecade + 1e-9)
            if place == last {
                bars[bars.count - 1].to = row.multiple
                bars[bars.count - 1].height += row.chance
            } else {
                bars.append(.init(from: row.multiple, to: row.multiple, height: row.chance))
            }
            last = place
        }
        return bars
    }

    /// What `odds` prints beside the payouts.
    var figures: ReportPage.Figure {
        var table = DataTable(
            name: "figures", title: "Figures",
            columns: [.init("figure"), .init("decimal"), .init("fraction")])
        func row(_ name: String, _ figure: ExactFigure?) {
            guard let figure else { return }
            table.add([.text(name), .figure(figure.decimal), .text(figure.fraction)])
        }
        row("return", report.returnRate)
        for part in report.parts where report.parts.count > 1 { row(part.name, part.share) }
        row("hit frequency", report.hitFrequency)
        row("pays over stake", report.winFrequency)
        row("variance (stakes squared)", report.variance)
        table.add([
            .text("standard deviation (stakes)"), .number(report.standardDeviation, decimals: 6),
            .none,
        ])
        for feature in report.features {
            row("\(feature.name), chance", feature.chance)
            row("\(feature.name), mean (stakes)", feature.mean)
        }
        row("chance of the top award", report.topAward?.chance)
        return .init(heading: "Figures", caption: "", charts: [], tables: [table])
    }
}
