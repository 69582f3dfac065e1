// A tournament for people: who is best, the ranking, the cross table.

private import Play

extension TournamentReport {
    /// The verdict in one sentence, two tables, and what went wrong first.
    public var text: String {
        let failing = arms.compactMap { $0.faults.failing($0.label, played: $0.episodes) }
        let faults = arms.compactMap { arm in
            arm.faults.firstWords.map { "first fault of \(arm.label), \($0)" }
        }
        let tables = [ranking.text, crossTable.text + "\n" + legend, figures.text]
        let first = (failing + [headline]).joined(separator: "\n")
        return ([first] + tables + faults + warnings.map(\.text)).joined(separator: "\n\n")
    }

    /// The verdict as a sentence.
    var headline: String {
        let after =
            "after \(Figures.grouped(Int64(episodes))) episodes of "
            + "\(Figures.grouped(roundsPerEpisode)) rounds"
        if let baseline {
            let open = contests.filter { $0.winner == nil }.count
            let better = contests.filter { $0.winner != nil && $0.winner != baseline }.count
            let worse = contests.count - open - better
            return
                "Against \(baseline) \(better) are better, \(worse) worse and \(open) can not be "
                + "told apart \(after)."
        }
        if let best { return "\(best) is the best of \(arms.count) \(after)." }
        let left = arms.filter { !$0.isOut }.map(\.label).joined(separator: ", ")
        return "No single best \(after): \(left) can not be told apart."
    }

    private var ranking: TextTable {
        var table = TextTable(
            header: [
                "", "strategy", "rating", "95 %", "mean \(metric)", "return", "fuel a round",
                "faults", "refused", "episodes", "",
            ], rightAligned: [0, 2, 3, 4, 5, 6, 7, 8, 9])
        for (place, arm) in arms.enumerated() {
            let range = arm.ratingInterval.map {
                "\(Figures.signed($0[0], 0)) to \(Figures.signed($0[1], 0))"
            }
            let status = arm.beatenBy.map { "out, beaten by \($0)" }
            table.add([
                "\(place + 1)", arm.label, Figures.signed(arm.rating, 0), range ?? "-",
                Figures.decimals(arm.mean, digits),
                arm.returnRate.map { Figures.percent($0) } ?? "-",
                Figures.decimals(arm.fuelPerRound, 1), Figures.grouped(arm.faults.count),
                Figures.grouped(Int64(arm.ends[SessionEnd.Reason.limit.rawValue, default: 0])),
                Figures.grouped(Int64(arm.episodes)),
                status ?? (arm.isOut ? "decided" : ""),
            ])
        }
        return table
    }

    /// Row minus column; a star where the difference is shown.
    private var crossTable: TextTable {
        var table = TextTable(
            header: ["row - column"] + arms.map(\.label),
            rightAligned: Set(1...max(1, arms.count)))
        for row in arms {
            table.add(
                [row.label]
                    + arms.map { column in
                        guard row.label != column.label else { return "." }
                        return cell(row.label, column.label)
                    })
        }
        return table
    }

    private func cell(_ row: String, _ column: String) -> String {
        let contest = contests.first {
            ($0.first, $0.second) == (row, column) || ($0.first, $0.second) == (column, row)
        }
        guard let contest, let mean = contest.meanDifference else { return "-" }
        let signed = contest.first == row ? mean : -mean
        return Figures.signed(signed, digits) + (contest.winner == nil ? " " : "*")
    }

    private var legend: String {
        "* shown, with a probability of \(Figures.percent(alpha, decimals: alpha < 0.01 ? 1 : 0)) "
            + "that any star at all is false, at every look (Holm)"
    }

    private var figures: TextTable {
        var table = TextTable(header: [])
        table.add(["game", game + (variant.map { " (\($0))" } ?? "")])
        table.add(["metric", metric])
        table.add(["seed", seed])
        if let tournament { table.add(["tournament", tournament]) }
        table.add(["digest", digest])
        table.add([
            "speed",
            "\(Figures.rate(roundsPerSecond)) rounds/s, \(Figures.decimals(seconds, 1)) s",
        ])
        return table
    }

    private var digits: Int { isMoney ? 2 : 4 }
}
