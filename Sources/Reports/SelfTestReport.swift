// What `stratagem compare --self-test` says.
public import Experiments
private import Statistics

/// Error rates of comparisons, as measured.
public struct SelfTestReport: Encodable, Sendable {
    /// One method in one situation.
    public struct Row: Encodable, Sendable {
        public var name: String
        public var runs: Int
        /// Runs with a false verdict.
        public var wrong: Int
        public var rate: Double
        /// Where the true rate lies with 95 % (Wilson).
        public var rateInterval: [Double]
        @Nullable public var promised: Double?
        public var pairsMean: Double
        /// Where the mean lies with 95 %.
        public var pairsInterval: [Double]
        @Nullable public var pairsExpected: Double?
        public var keepsItsPromise: Bool

        enum CodingKeys: String, CodingKey {
            case name, runs, wrong, rate, promised
            case rateInterval = "rate_interval"
            case pairsMean = "pairs_mean"
            case pairsInterval = "pairs_interval"
            case pairsExpected = "pairs_expected"
            case keepsItsPromise = "keeps_its_promise"
        }
    }

    public var rows: [Row]
    public var seconds: Double

    public init(_ rows: [SelfTestRow], seconds: Double) {
        self.rows = rows.map { row in
            let interval = row.rateInterval
            return Row(
                name: row.name, runs: row.runs, wrong: row.wrong, rate: row.rate,
                rateInterval: [interval.lower, interval.upper], promised: row.promised,
                pairsMean: row.pairsMean,
                pairsInterval: [-1, 1].map { row.pairsMean + $0 * 1.96 * row.pairsError },
                pairsExpected: row.pairsExpected,
                keepsItsPromise: row.keepsItsPromise)
        }
        self.seconds = seconds
    }

    /// Whether every rate is as low as promised.
    public var keepsItsPromises: Bool { rows.allSatisfy(\.keepsItsPromise) }

    /// A table and one sentence.
    public var text: String {
        var table = TextTable(
            header: ["", "false verdicts", "95 %", "promised", "pairs", "+-", "theory", "off by"],
            rightAligned: [1, 2, 3, 4, 5, 6, 7])
        for row in rows {
            let half = (row.pairsInterval[1] - row.pairsInterval[0]) / 2
            table.add([
                row.name, "\(Figures.percent(row.rate)) of \(Figures.grouped(Int64(row.runs)))",
                "\(Figures.decimals(row.rateInterval[0] * 100, 2)) to "
                    + Figures.decimals(row.rateInterval[1] * 100, 2),
                row.promised.map { Figures.percent($0) } ?? "nothing",
                Figures.grouped(Int64(row.pairsMean.rounded())),
                half > 0 ? Figures.decimals(half, 0) : "-",
                row.pairsExpected.map { Figures.grouped(Int64($0.rounded())) } ?? "-",
                row.pairsExpected.map {
                    Figures.signed((row.pairsMean / $0 - 1) * 100, 1) + " %"
                } ?? "-",
            ])
        }
        let sentence =
            keepsItsPromises
            ? "Every method errs as seldom as promised (within three standard errors)."
            : "A method errs more often than promised."
        let time = "\(Figures.decimals(seconds, 1)) s"
        return [table.text, "", "\(sentence) It took \(time)."].joined(separator: "\n")
    }
}
