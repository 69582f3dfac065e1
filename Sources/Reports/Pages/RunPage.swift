// The page of a session.
public import Accounts
internal import Play
internal import Storage

extension ReportPage {
    /// The page of a session, from what `run` says and what its journal holds.
    ///
    /// - Parameter command: the words of the command line.
    public init(
        _ report: RunReport, _ evidence: SessionEvidence, currency: Currency, command: [String]
    ) {
        let figures = SessionFigures(report: report, evidence: evidence, currency: currency)
        self.init(
            title: "\(report.game): \(report.strategy)", verdict: figures.verdict,
            remarks: figures.remarks, figures: figures.all, command: command, facts: figures.facts)
    }
}

/// The figures of a session.
struct SessionFigures {
    let report: RunReport
    let evidence: SessionEvidence
    let currency: Currency

    var all: [ReportPage.Figure] {
        guard !evidence.steps.isEmpty else { return [totals] + faults }
        return [bankroll, returns, payouts, totals] + faults
    }

    var verdict: String {
        let rounds = Figures.grouped(report.rounds)
        guard report.rounds > 0 else {
            return "\(report.strategy) played no rounds of \(report.game)."
        }
        let net = evidence.stored.totals.net
        let size = Int64(clamping: net.magnitude)
        let money = Amount(minorUnits: size, currency: currency).description
        let result =
            net > 0 ? "won \(money)" : net < 0 ? "lost \(money)" : "neither won nor lost anything"
        let back = report.returnRate.map { ": of what it staked \(Figures.percent($0)) came back" }
        return "\(report.strategy) \(result) in \(rounds) rounds of \(report.game)\(back ?? "")."
    }

    var remarks: [String] {
        var remarks: [String] = []
        if report.end.reason != SessionEnd.Reason.rounds.rawValue {
            remarks.append("It ended because: \(report.end.detail).")
        }
        if evidence.retiredRounds > 0 {
            remarks.append(
                "The store gave up the results of \(Figures.grouped(evidence.retiredRounds)) "
                    + "rounds: of these the bankroll is known at some points only, and their "
                    + "payouts are not counted.")
        }
        if !report.reproducible {
            remarks.append(
                "Not reproducible: a plugin ran out of time or memory, which depends on the "
                    + "machine.")
        }
        return remarks
    }

    var facts: [ReportPage.Fact] {
        let configuration = evidence.stored.configuration
        var facts = [
            ReportPage.Fact(name: "session", value: report.session, isCode: true),
            .init(name: "seed", value: report.seed, isCode: true),
            .init(name: "rounds", value: Figures.grouped(report.rounds)),
            .init(name: "digest", value: report.digest, isCode: true),
        ]
        if let variant = report.variant { facts.append(.init(name: "variant", value: variant)) }
        facts += SessionFacts.plugin(configuration.game, "game")
        facts += SessionFacts.plugin(configuration.strategy, "strategy")
        // Texts that were taken while it played.
        for text in evidence.texts where text.from > 1 {
            facts.append(
                .init(
                    name: "\(text.role) from round \(Figures.grouped(text.from))",
                    value: "\(text.name) \(text.version)"))
            facts.append(
                .init(
                    name: "\(text.role) from round \(Figures.grouped(text.from)), SHA-256",
                    value: text.hash, isCode: true))
        }
        facts += SessionFacts.settings(configuration, currency)
        facts.append(.init(name: "program", value: Engine.version))
        return facts
    }

    private var scale: Double { currency.minorDigits == 0 ? 1 : 100 }

    /// The balance before the first round: what was there when the chunks begin.
    private var bankroll: ReportPage.Figure {
        let start = evidence.stored.configuration.bankroll
        let points =
            [(x: 0.0, y: Double(start) / scale)]
            + evidence.steps.map { (Double($0.round), Double($0.balance) / scale) }
        let isThinned = evidence.roundsPerStep > 1
        let chart = LinesChart(
            title: "Bankroll over the rounds",
            summary: "It begins at \(money(start)) and ends at \(report.balance).",
            lines: [.init(name: "bankroll", style: "line-a", points: points)],
            levels: [.init(name: "beginning", value: Double(start) / scale)],
            bands: isThinned
                ? [
                    .init(
                        style: "band",
                        points: evidence.steps.map {
                            (Double($0.round), Double($0.least) / scale, Double($0.most) / scale)
                        })
                ] : [],
            across: "round", upwards: "bankroll (\(currency.code))")
        var table = DataTable(
            name: "bankroll", title: "Bankroll",
            columns: [
                .init("round"), .init("bankroll", currency.code), .init("least", currency.code),
                .init("most", currency.code),
            ])
        table.add([.count(0)] + [start, start, start].map { .money($0, currency) })
        for step in evidence.steps {
            table.add([
                .count(step.round), .money(step.balance, currency), .money(step.least, currency),
                .money(step.most, currency),
            ])
        }
        let thinned =
            "A point is \(Figures.grouped(evidence.roundsPerStep)) rounds; the band goes from the "
            + "least to the most within them."
        return .init(
            heading: "The bankroll", caption: isThinned ? thinned : "", charts: [chart],
            tables: [table])
    }

    private func money(_ units: Int64) -> String {
        Amount(minorUnits: units, currency: currency).text
    }

    private var returns: ReportPage.Figure {
        let points = evidence.steps.filter { $0.staked > 0 }.map {
            (x: Double($0.round), y: Double($0.paid) / Double($0.staked))
        }
        var table = DataTable(
            name: "return", title: "Return so far",
            columns: [
                .init("round"), .init("staked so far", currency.code),
                .init("paid so far", currency.code), .init("return so far", "share of the stake"),
            ])
        for step in evidence.steps where step.staked > 0 {
            table.add([
                .count(step.round), .money(step.staked, currency), .money(step.paid, currency),
                .number(Double(step.paid) / Double(step.staked), decimals: 6),
            ])
        }
        let all = points.last?.y ?? 0
        let late = points.filter { $0.x * 50 >= (points.last?.x ?? 0) }
        let chart = LinesChart(
            title: "Return so far",
            summary: "After the last round \(Figures.percent(all)) of what was staked came back.",
            lines: [.init(name: Figures.percent(all), style: "line-a", points: late)],
            across: "round", upwards: "paid for each unit staked so far", isPercent: true)
        return .init(
            heading: "The return so far",
            caption: "All that was paid over all that was staked until then; the first fiftieth of "
                + "the rounds, where it swings widely, is in the table only.",
            charts: points.isEmpty ? [] : [chart], tables: [table])
    }

    private var payouts: ReportPage.Figure {
        let (chart, table) = evidence.payouts.figure("Payouts of rounds", file: "payouts")
        return .init(
            heading: "What rounds paid",
            caption:
                "In stakes, both axes logarithmic; the grey bar is of rounds that paid nothing."
                + (evidence.payouts.withoutStake > 0
                    ? " \(Figures.grouped(Int64(evidence.payouts.withoutStake))) rounds without a "
                        + "stake are left out." : ""),
            charts: [chart], tables: [table])
    }

    private var totals: ReportPage.Figure {
        var table = DataTable(
            name: "totals", title: "Totals", columns: [.init("figure"), .init("value")])
        table.add([.text("rounds"), .count(report.rounds)])
        table.add([.text("decisions"), .count(report.decisions)])
        for (name, value) in [
            ("staked", report.staked), ("paid", report.paid), ("fees", report.fees),
            ("net", report.net), ("balance", report.balance),
        ] {
            table.add([.text("\(name) (\(currency.code))"), .figure(value)])
        }
        table.add([.text("return (share of the stake)"), .optional(report.returnRate, decimals: 6)])
        table.add([.text("rounds that paid (share)"), .optional(report.hitFrequency, decimals: 6)])
        table.add([.text("faults"), .count(report.faults)])
        table.add([.text("fuel"), .count(report.fuel)])
        return .init(heading: "Totals", caption: "", charts: [], tables: [table])
    }

    private var faults: [ReportPage.Figure] {
        guard !evidence.faults.isEmpty else { return [] }
        var table = DataTable(
            name: "faults", title: "Faults",
            columns: [
                .init("round"), .init("plugin"), .init("kind"), .init("place"), .init("message"),
            ])
        for fault in evidence.faults {
            table.add([
                .count(fault.round), .text(fault.role), .text(fault.kind),
                .text(fault.line.map { "\(fault.file):\($0)" } ?? fault.file),
                .text(fault.message),
            ])
        }
        return [.init(heading: "Faults", caption: "", charts: [], tables: [table])]
    }
}
