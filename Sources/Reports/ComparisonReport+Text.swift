// A comparison for people: the verdict first, then what it rests on.

private import Play

extension ComparisonReport {
    /// The verdict in one sentence, then a table.
    public var text: String {
        var lines = failing + [headline, ""]
        lines.append(armTable.text)
        lines.append("")
        lines.append(figures.text)
        lines += firstFaults
        lines += warnings.map(\.text)
        return lines.joined(separator: "\n")
    }

    /// The verdict as a sentence.
    var headline: String {
        let (first, second) = names
        let after =
            "after \(Figures.grouped(Int64(pairs))) pairs of "
            + "\(Figures.grouped(roundsPerPair)) rounds"
        switch verdict {
        case "aBetter": return "A (\(first)) is better than B (\(second)) \(after)."
        case "bBetter": return "B (\(second)) is better than A (\(first)) \(after)."
        case "equivalent":
            return "A (\(first)) and B (\(second)) differ by less than \(margin) \(after)."
        case "precise":
            return "The difference of A (\(first)) and B (\(second)) is known as precisely as was "
                + "asked \(after), and names no winner."
        case "aNotWorse", "aNotBetter":
            let (word, bound) =
                verdict == "aNotWorse" ? ("worse", sprt?.elo0) : ("better", sprt?.elo1)
            return
                "A (\(first)) is not \(word) than B (\(second)) by \(abs(bound ?? 0)) Elo or more "
                + "\(after)."
        default:
            let why = reason.map { " \($0)" } ?? ""
            return
                "No verdict \(after): A (\(first)) and B (\(second)) can not be told apart.\(why)"
        }
    }

    private var failing: [String] {
        [("A", a), ("B", b)].compactMap { name, arm in
            arm.faults.failing("\(name) (\(arm.strategy))", played: pairs)
        }
    }

    private var firstFaults: [String] {
        [("A", a), ("B", b)].flatMap { name, arm in
            arm.faults.firstWords.map { ["", "first fault of \(name), \($0)"] } ?? []
        }
    }

    private func refusalText(_ arm: Arm) -> String {
        guard !arm.refusals.isEmpty else {
            return "\(arm.ends[SessionEnd.Reason.limit.rawValue] ?? 0)"
        }
        return arm.refusals.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            .joined(separator: ", ")
    }

    private func faultText(_ arm: Arm) -> String {
        arm.faults.count == 0
            ? "0"
            : "\(Figures.grouped(arm.faults.count)) in \(arm.faults.faulted) pairs, "
                + "\(arm.faults.ended) ended"
    }

    private var names: (String, String) {
        a.strategy == b.strategy ? ("\(a.strategy) 1", "\(b.strategy) 2") : (a.strategy, b.strategy)
    }

    private var armTable: TextTable {
        var table = TextTable(
            header: ["", "A \(a.strategy)", "B \(b.strategy)"], rightAligned: [1, 2])
        let digits = metric == "net" || metric == "reward" ? 2 : 4
        table.add([
            meanText, Figures.decimals(a.mean, digits),
            Figures.decimals(b.mean, digits),
        ])
        if let deviationA = a.standardDeviation, let deviationB = b.standardDeviation {
            table.add([
                "standard deviation", Figures.decimals(deviationA, digits),
                Figures.decimals(deviationB, digits),
            ])
        }
        table.add(["rounds played", Figures.grouped(a.rounds), Figures.grouped(b.rounds)])
        table.add(["staked", a.staked, b.staked])
        table.add(["net", a.net, b.net])
        table.add([
            "return", a.returnRate.map { Figures.percent($0) } ?? "-",
            b.returnRate.map { Figures.percent($0) } ?? "-",
        ])
        table.add([
            "pairs that ended early", "\(a.ends.values.reduce(0, +))",
            "\(b.ends.values.reduce(0, +))",
        ])
        table.add(["reached the goal", a.goal.text, b.goal.text])
        table.add(["ruined", a.ruin.text, b.ruin.text])
        table.add(["faults", faultText(a), faultText(b)])
        table.add(["refused bets", refusalText(a), refusalText(b)])
        table.add([
            "fuel a decision", Figures.decimals(a.fuelPerDecision, 1),
            Figures.decimals(b.fuelPerDecision, 1),
        ])
        table.add([
            "most in a pair", Figures.decimals(a.fuelPerDecisionMost, 1),
            Figures.decimals(b.fuelPerDecisionMost, 1),
        ])
        return table
    }

    private var meanText: String {
        switch metric {
        case "goal": "share of pairs at the goal"
        case "ruin": "share of pairs ruined"
        default: "mean \(metric) of a pair"
        }
    }

    private var figures: TextTable {
        var table = TextTable(header: [])
        table.add(["comparison", comparison])
        table.add(["game", game + (variant.map { " (\($0))" } ?? "")])
        table.add(["metric", metric])
        if let meanDifference {
            table.add(["mean of A - B", Figures.signed(meanDifference, 4)])
        }
        if let correctedMean {
            table.add(["corrected for stopping", Figures.signed(correctedMean, 4)])
        }
        table.add(["interval of A - B", intervalText])
        if let estimate {
            table.add(["its centre", Figures.signed(estimate, 4)])
        }
        for row in (control?.rows ?? []) + wins.rows + (sprt?.rows ?? []) { table.add(row) }
        if let correlation {
            let gain = varianceReduction.map {
                ", \(Figures.decimals($0, 2)) times fewer pairs than unpaired"
            }
            table.add(["correlation", Figures.decimals(correlation, 3) + (gain ?? "")])
        }
        table.add(["seed", seed])
        table.add(["digest", digest])
        table.add([
            "speed",
            "\(Figures.rate(roundsPerSecond)) rounds/s, \(Figures.decimals(seconds, 1)) s",
        ])
        return table
    }

    private var intervalText: String {
        let confidence = Figures.percent(1 - alpha, decimals: alpha < 0.01 ? 1 : 0)
        if let interval, interval.count == 2 {
            return "\(Figures.signed(interval[0], 4)) to \(Figures.signed(interval[1], 4)), "
                + "\(confidence) at every look"
        }
        if let nominal = nominalInterval, nominal.count == 2 {
            return "not valid here (formula: \(Figures.signed(nominal[0], 4)) to "
                + "\(Figures.signed(nominal[1], 4)))"
        }
        return "-"
    }
}
