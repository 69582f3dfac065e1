// The page of a comparison.
public import Accounts
internal import Experiments
public import Play
internal import Statistics

extension ReportPage {
    /// The page of a comparison, from what `compare` says and what its journal holds.
    ///
    /// - Parameter command: the words of the command line.
    public init(
        _ report: ComparisonReport, _ evidence: ComparisonEvidence,
        _ configuration: ComparisonConfiguration, currency: Currency, command: [String]
    ) {
        let pages = ComparisonFigures(
            report: report, evidence: evidence, configuration: configuration, currency: currency)
        self.init(
            title: "\(report.game): \(report.a.strategy) (A) and \(report.b.strategy) (B) compared",
            verdict: pages.verdict, remarks: pages.remarks, figures: pages.all,
            command: command, facts: pages.facts)
    }
}

/// The figures of a comparison.
struct ComparisonFigures {
    let report: ComparisonReport
    let evidence: ComparisonEvidence
    let configuration: ComparisonConfiguration
    let currency: Currency

    var all: [ReportPage.Figure] {
        [difference] + logRatio + [distribution, arms, bankrolls, payouts]
    }

    /// The verdict without its reason, which is a remark.
    var verdict: String {
        guard let reason = report.reason, report.headline.hasSuffix(" " + reason) else {
            return report.headline
        }
        return String(report.headline.dropLast(reason.count + 1))
    }

    var remarks: [String] {
        var remarks: [String] = []
        if let reason = report.reason, verdict != report.headline { remarks.append(reason) }
        if report.stoppedBy == "interrupted" {
            remarks.append(
                "The comparison was interrupted; what stands here is of the pairs until then.")
        }
        remarks += [("A", report.a), ("B", report.b)].compactMap { name, arm in
            arm.faults.remark("\(name) (\(arm.strategy))")
        }
        return remarks
    }

    var facts: [ReportPage.Fact] {
        var facts = [
            ReportPage.Fact(name: "comparison", value: report.comparison, isCode: true),
            .init(
                name: "metric",
                value: "\(report.metric): \(evidence.comparison.setup.metric.about)"),
            .init(name: "seed", value: report.seed, isCode: true),
            .init(name: "pairs", value: Figures.grouped(Int64(report.pairs))),
            .init(name: "rounds of each pair", value: Figures.grouped(report.roundsPerPair)),
            .init(name: "margin", value: "\(report.margin)"),
            .init(name: "alpha", value: "\(report.alpha)"),
            .init(name: "digest", value: report.digest, isCode: true),
        ]
        if let variant = report.variant { facts.append(.init(name: "variant", value: variant)) }
        facts += SessionFacts.arm(configuration.a, "A", currency)
        facts += SessionFacts.arm(configuration.b, "B", currency)
        facts.append(.init(name: "program", value: Engine.version))
        return facts
    }

    var unit: String {
        switch evidence.comparison.setup.metric {
        case .net, .reward: currency.code
        case .return: "share of the stake"
        case .goal, .ruin: "share of pairs"
        }
    }

    private var isMoney: Bool { ["net", "reward"].contains(report.metric) }
    var decimals: Int { isMoney ? 4 : 6 }
    var quantity: String { "A - B, \(report.metric) (\(unit))" }

    // MARK: The difference

    private var difference: ReportPage.Figure {
        let confidence = Figures.percent(1 - report.alpha, decimals: report.alpha < 0.01 ? 1 : 0)
        let chart = IntervalChart(
            title: "Interval of the difference over the pairs", summary: intervalText,
            looks: evidence.looks.map { look in
                .init(
                    count: look.pairs, mean: look.mean, interval: look.interval,
                    formula: look.interval == nil ? look.nominal : nil)
            },
            margin: report.margin, unit: "pairs", quantity: quantity)
        var table = DataTable(
            name: "looks", title: "Looks at the difference",
            columns: [
                .init("pairs"), .init("mean", unit), .init("lower", unit), .init("upper", unit),
                .init("formula lower", unit), .init("formula upper", unit),
            ])
        for look in evidence.looks {
            table.add([
                .count(Int64(look.pairs)), .number(look.mean, decimals: decimals),
                .optional(look.interval?.lower, decimals: decimals),
                .optional(look.interval?.upper, decimals: decimals),
                .optional(look.nominal?.lower, decimals: decimals),
                .optional(look.nominal?.upper, decimals: decimals),
            ])
        }
        let margin = report.margin > 0 ? " The green band is the margin." : ""
        let gaps =
            evidence.looks.contains { $0.interval == nil }
            ? " Where there is no band no interval was valid; the dashed lines are what the "
                + "theory of large samples would say there." : ""
        return .init(
            heading: "The difference, look by look",
            caption: "The band holds the true mean of A - B with \(confidence) at all looks "
                + "together, so stopping early does no harm.\(margin)\(gaps) "
                + "The beginning may go beyond the picture.",
            charts: [chart], tables: [table])
    }

    private var intervalText: String {
        let ending =
            report.interval.map {
                "\(Figures.signed($0[0], 4)) to \(Figures.signed($0[1], 4))"
            } ?? "not valid"
        return "After \(report.pairs) pairs the mean of A - B is "
            + "\(Figures.signed(report.meanDifference ?? 0, 4)) and its interval \(ending)."
    }

    /// Only where who wins decides.
    private var logRatio: [ReportPage.Figure] {
        guard let sprt = report.sprt, sprt.bounds.count == 2 else { return [] }
        let points = evidence.looks.compactMap { look in
            look.logRatio.map { (x: Double(look.pairs), y: $0) }
        }
        let chart = LinesChart(
            title: "Log likelihood ratio over the pairs",
            summary: "It ends at \(Figures.signed(sprt.logRatio, 2)); the bounds are "
                + "\(Figures.signed(sprt.bounds[0], 2)) and \(Figures.signed(sprt.bounds[1], 2)).",
            lines: [.init(name: "log ratio", style: "mean", points: points)],
            levels: [
                .init(name: "accept elo0", value: sprt.bounds[0]),
                .init(name: "accept elo1", value: sprt.bounds[1]),
            ], across: "pairs", upwards: "log likelihood ratio")
        var table = DataTable(
            name: "log-ratio", title: "Log likelihood ratio",
            columns: [.init("pairs"), .init("log ratio", "natural logarithm")])
        for point in points {
            table.add([.count(Int64(point.x)), .number(point.y, decimals: 4)])
        }
        return [
            .init(
                heading: "Who wins, look by look",
                caption: "The test ends where the line leaves its bounds "
                    + "(elo0 = \(sprt.elo0), elo1 = \(sprt.elo1), \(sprt.model)).",
                charts: [chart], tables: [table])
        ]
    }

    /// Where results are not what is judged.
    private var controlText: String {
        guard evidence.comparison.setup.control != nil else { return "" }
        let played = report.control?.meanAsPlayed.map {
            " As played the mean is \(Figures.signed($0, 4))."
        }
        return " The luck of the rounds is taken out by the game's exact return: each round counts "
            + "with what it pays on the mean.\(played ?? "")"
    }

    // MARK: Pairs

    private var distribution: ReportPage.Figure {
        let metric = evidence.comparison.setup.metric
        let isDiscrete = metric == .goal || metric == .ruin
        let found = evidence.differences.bins(most: isDiscrete ? 3 : 60)
        let bins =
            isDiscrete
            ? [-1.0, 0, 1].map { value in
                found.first { $0.from == value } ?? .init(from: value, to: value + 1, count: 0)
            } : found
        let mean = report.meanDifference ?? 0
        let counted =
            report.control?.method == "exact"
            ? ", bets counted with their exact mean payout" : ""
        let chart = HistogramChart(
            title: "Differences of pairs",
            summary: "\(report.pairs) pairs\(counted); the mean is \(Figures.signed(mean, 4)).",
            bins: bins, mean: mean, across: quantity, upwards: "pairs", isDiscrete: isDiscrete)
        var table = DataTable(
            name: "differences", title: "Differences of pairs",
            columns: [
                .init(isDiscrete ? "difference" : "from", unit), .init("below", unit),
                .init("pairs"), .init("share of pairs"),
            ])
        for bin in bins {
            table.add([
                .number(bin.from, decimals: isMoney ? currency.minorDigits : isDiscrete ? 0 : 6),
                isDiscrete
                    ? .none : .number(bin.to, decimals: isMoney ? currency.minorDigits : 6),
                .count(Int64(bin.count)),
                .share(Double(bin.count) / Double(max(1, report.pairs))),
            ])
        }
        return .init(
            heading: "How much pairs differ",
            caption: "Each pair is one episode played by both strategies on the same random "
                + "numbers." + controlText,
            charts: [chart], tables: [table])
    }
}
