// Odds for people: the return, then the payouts with "1 in N".
private import Foundation

extension OddsReport {
    /// Payouts that the table shows: all, or the most frequent and the highest of many.
    private static let rowsMax = 40

    /// Figures, then the table of payouts.
    public var text: String {
        var lines = [headline, "", figures.text, "", tableTitle, payoutTable.text]
        let hidden = payouts.count - shownRows.count
        if hidden > 0 {
            lines.append(
                "\(Figures.grouped(Int64(hidden))) more payouts are left out; --json gives all.")
        }
        return lines.joined(separator: "\n")
    }

    /// The answer as a sentence.
    var headline: String {
        let what = game + (variant.map { " (\($0))" } ?? "")
        let who =
            switch player {
            case "best": "played best"
            case "one bet": "at a bet of \(stake)"
            default: "played by \(player), first round"
            }
        return "\(what), \(who): return \(percent(returnRate)), exactly."
    }

    private var figures: TextTable {
        var table = TextTable(header: [])
        table.add(["return", "\(returnRate.decimal)  = \(short(returnRate))"])
        for part in parts where parts.count > 1 {
            table.add(["  \(part.name)", "\(part.share.decimal)  = \(short(part.share))"])
        }
        if let hitFrequency {
            table.add(["hit frequency", "\(hitFrequency.decimal)  = \(short(hitFrequency))"])
        }
        if let winFrequency {
            table.add(["pays over stake", "\(winFrequency.decimal)  = \(short(winFrequency))"])
        }
        table.add(["variance", "\(variance.decimal)  stakes squared"])
        table.add(["standard deviation", "\(Figures.decimals(standardDeviation, 6))  stakes"])
        if let firstGameDeviation {
            table.add([
                "  of the first game", "\(Figures.decimals(firstGameDeviation, 6))  stakes",
            ])
        }
        for feature in features {
            table.add([
                feature.name,
                "\(OddsReport.oneIn(feature.chance)), mean \(trimmed(feature.mean)) stakes",
            ])
        }
        if let topAward {
            let of = isComplete ? "" : " (of the first game of a round)"
            table.add([
                "top award",
                "\(trimmed(topAward.multiple)) stakes, "
                    + OddsReport.oneIn(topAward.chance) + of,
            ])
        }
        table.add(["stake", stake + (stakeVaries ? " on average" : "")])
        table.add(["method", method])
        table.add([
            "walked",
            "\(Figures.grouped(branches)) branches, \(Figures.grouped(Int64(places))) places",
        ])
        if checkedRounds > 0 {
            table.add([
                "checked", "\(Figures.grouped(Int64(checkedRounds))) rounds of step against stages",
            ])
        }
        table.add([
            "speed",
            "\(Figures.rate(Double(branches) / max(seconds, 1e-9))) branches/s, "
                + "\(Figures.decimals(seconds, 1)) s",
        ])
        return table
    }

    private var tableTitle: String {
        isComplete
            ? "Payouts of a round:"
            : "Payouts of the first game of a round, without what it goes on to:"
    }

    private var payoutTable: TextTable {
        var table = TextTable(
            header: ["stakes", "chance", "", "of the return"], rightAligned: [0, 1, 2, 3])
        for row in shownRows {
            let share = (Double(row.multiple.decimal) ?? 0) * (Double(row.chance.decimal) ?? 0)
            table.add([
                trimmed(row.multiple), row.chance.decimal, OddsReport.oneIn(row.chance),
                Figures.percent(share, decimals: 3),
            ])
        }
        return table
    }

    /// All rows, or the likeliest ones and the ten highest.
    private var shownRows: [Row] {
        guard payouts.count > OddsReport.rowsMax else { return payouts }
        let chances = payouts.map { Double($0.chance.decimal) ?? 0 }
        let likeliest = payouts.indices.sorted { (chances[$0], $1) > (chances[$1], $0) }
        let kept = Set(likeliest.prefix(OddsReport.rowsMax - 10))
            .union(payouts.indices.suffix(10))
        return kept.sorted().map { payouts[$0] }
    }

    private func percent(_ figure: ExactFigure) -> String {
        Figures.percent(Double(figure.decimal) ?? 0, decimals: 6)
    }

    /// A fraction that fits a line, or how long it is.
    private func short(_ figure: ExactFigure) -> String {
        let limit = 40
        guard figure.fraction.count > limit else { return figure.fraction }
        return "a fraction of \(figure.fraction.count - 1) digits (--json)"
    }

    private func trimmed(_ figure: ExactFigure) -> String {
        var text = figure.decimal
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// "1 in 97,336": the odds of a chance, in whole numbers from 100 on.
    static func oneIn(_ chance: ExactFigure) -> String {
        let parts = chance.fraction.split(separator: "/").compactMap { Double($0) }
        guard parts.count == 2, parts[0] > 0 else { return "never" }
        let odds = parts[1] / parts[0]
        guard odds.isFinite, odds < 1e15 else { return String(format: "1 in %.3g", odds) }
        return odds < 100
            ? "1 in \(Figures.decimals(odds, 3))" : "1 in \(Figures.grouped(Int64(odds.rounded())))"
    }
}
