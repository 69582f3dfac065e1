// The page of a fingerprint.
public import Accounts
public import Fingerprints
public import Play
internal import Statistics

extension ReportPage {
    /// The page of a fingerprint, from what `fingerprint run` says.
    ///
    /// - Parameters:
    ///   - looks: the return after more and more rounds.
    ///   - command: the words of the command line.
    public init(
        _ report: FingerprintReport, _ fingerprint: Fingerprint, looks: [ReturnLook],
        _ configuration: SessionConfiguration, currency: Currency, command: [String]
    ) {
        let figures = FingerprintFigures(
            report: report, expected: fingerprint.expectedShares, looks: looks)
        var facts = [
            Fact(name: "rounds", value: Figures.grouped(Int64(report.rounds))),
            Fact(name: "seed", value: "\(configuration.seed)", isCode: true),
            Fact(name: "digest", value: report.rngSignature["digest"] ?? "", isCode: true),
        ]
        if let variant = report.variant { facts.append(.init(name: "variant", value: variant)) }
        if let stake = report.stake {
            facts.append(.init(name: "stake", value: "\(stake) \(report.currency)"))
        }
        facts += SessionFacts.plugin(configuration.game, "game")
        facts += SessionFacts.plugin(configuration.strategy, "strategy")
        facts += SessionFacts.settings(configuration, currency)
        facts.append(.init(name: "program", value: Engine.version))
        self.init(
            title: "\(report.gameID): fingerprint", verdict: figures.verdict,
            remarks: figures.remarks, figures: figures.all, command: command, facts: facts)
    }
}

/// The figures of a fingerprint.
struct FingerprintFigures {
    let report: FingerprintReport
    /// By reel and symbol; see `Fingerprint`.
    let expected: [[Double]?]
    let looks: [ReturnLook]

    var all: [ReportPage.Figure] { [returns, profile, payouts] + reels + [tests] }

    private var profileValues: FingerprintReport.StatisticalProfile { report.statisticalProfile }

    var verdict: String {
        let rounds = "in \(Figures.grouped(Int64(report.rounds))) rounds"
        let name = report.gameID + (report.variant.map { " (\($0))" } ?? "")
        guard !report.verdict.passed else {
            return "Nothing speaks against \(name): \(report.verdict.testsMade) tests \(rounds), "
                + "none failed."
        }
        return "\(name) is not as it should be: \(report.verdict.testsRejected) of "
            + "\(report.verdict.testsMade) tests failed \(rounds)."
    }

    var remarks: [String] {
        var remarks = report.verdict.findings.map {
            $0.prefix(1).uppercased() + $0.dropFirst() + "."
        }
        if let end = report.end { remarks.append("Fewer rounds than asked for: \(end).") }
        if let without = report.withoutReels { remarks.append("Reels: \(without).") }
        if let against = report.against { remarks.append(against.text) }
        return remarks
    }

    private var returns: ReportPage.Figure {
        let profile = profileValues
        let chart = IntervalChart(
            title: "Return over the rounds",
            summary:
                "After \(report.rounds) rounds the return is \(Figures.percent(profile.rtpRatio)).",
            looks: looks.map { look in
                .init(
                    count: look.rounds, mean: look.mean,
                    interval: look.isValid ? look.interval : nil,
                    formula: look.isValid ? nil : look.interval)
            }, margin: 0, unit: "rounds", quantity: "return, paid for each unit staked",
            reference: nil, isPercent: true)
        var table = DataTable(
            name: "return", title: "Return over the rounds",
            columns: [
                .init("rounds"), .init("return", "stakes"), .init("lower", "stakes"),
                .init("upper", "stakes"), .init("valid"),
            ])
        for look in looks {
            table.add([
                .count(Int64(look.rounds)), .number(look.mean, decimals: 6),
                .optional(look.interval?.lower, decimals: 6),
                .optional(look.interval?.upper, decimals: 6), .text(look.isValid ? "yes" : "no"),
            ])
        }
        let caption =
            "The band holds the true return with "
            + "\(Figures.percent(1 - PayoutProfile.intervalAlpha, decimals: 0)) at all looks "
            + "together; dashed, where there were too few rounds for so skewed payouts, it does not "
            + "hold for certain. The beginning may go beyond the picture."
        return .init(
            heading: "The return, round by round", caption: caption, charts: [chart],
            tables: [table])
    }

    private var profile: ReportPage.Figure {
        let profile = profileValues
        var table = DataTable(
            name: "profile", title: "Profile",
            columns: [.init("figure"), .init("value"), .init("lower"), .init("upper")])
        func row(
            _ name: String, _ value: DataCell, _ range: FingerprintReport.Range? = nil,
            decimals: Int = 6
        ) {
            table.add([
                .text(name), value, .optional(range?.lower, decimals: decimals),
                .optional(range?.upper, decimals: decimals),
            ])
        }
        row(
            "return, \(profile.rtpIntervalKind) interval", .number(profile.rtpRatio, decimals: 6),
            profile.rtpInterval)
        row("hit frequency", .number(profile.hitFrequency, decimals: 6), profile.hitInterval)
        row("win frequency", .number(profile.winFrequency, decimals: 6), profile.winInterval)
        row("standard deviation of a round (stakes)", .number(profile.volatility, decimals: 4))
        row("volatility index, 90 %", .number(profile.volatilityIndex90, decimals: 4))
        row("volatility class", .text(profile.volatilityClass))
        row("skewness", .optional(profile.skewness, decimals: 3))
        row("share of the best thousandth", .number(profile.topShare, decimals: 6))
        row("largest win (stakes)", .number(profile.largestWin, decimals: 2))
        row(
            "rounds for one largest win",
            profile.largestWinCount > 0
                ? .number(Double(report.rounds) / Double(profile.largestWinCount), decimals: 0)
                : .none, profile.roundsPerLargestWin, decimals: 0)
        row(
            "return computed from the strips", .optional(report.stripReturn.returnRate, decimals: 6)
        )
        return .init(heading: "Profile", caption: "", charts: [], tables: [table])
    }

    private var payouts: ReportPage.Figure {
        var histogram = PayoutHistogram()
        var exact = DataTable(
            name: "payouts-exact", title: "Every payout",
            columns: [.init("payout", "stakes"), .init("rounds"), .init("share of rounds")])
        for payout in profileValues.payoutDistribution {
            histogram.add(rounds: payout.count, paying: payout.multiple)
            exact.add([
                .number(payout.multiple, decimals: 4), .count(Int64(payout.count)),
                .share(payout.share),
            ])
        }
        exact.isOnPage = false
        let (chart, table) = histogram.figure("Payouts of rounds", file: "payouts")
        return .init(
            heading: "What rounds paid",
            caption:
                "In stakes, both axes logarithmic; the grey bar is of rounds that paid nothing.",
            charts: [chart], tables: [table, exact])
    }

    private var tests: ReportPage.Figure {
        var table = DataTable(
            name: "tests", title: "Tests",
            columns: [
                .init("test"), .init("subject"), .init("statistic"), .init("degrees of freedom"),
                .init("p-value"), .init("corrected"), .init("failed"), .init("note"),
            ])
        for test in report.tests {
            table.add([
                .text(test.test), .text(test.subject), .optional(test.statistic, decimals: 2),
                test.degreesOfFreedom.map { .count(Int64($0)) } ?? .none,
                .optional(test.pValue, decimals: 4), .optional(test.adjusted, decimals: 4),
                .text(test.isRejected ? "FAILED" : test.pValue == nil ? "not made" : "no"),
                .text(test.note),
            ])
        }
        return .init(
            heading: "The laboratory's tests",
            caption: "p-values, and as corrected for \(report.verdict.testsMade) tests by Holm's "
                + "method: an honest game fails any of them with a chance of "
                + "\(Figures.percent(report.verdict.alpha, decimals: 0)).",
            charts: [], tables: [table])
    }
}
