// Symbols against what the strips let expect, and the strips.
internal import Statistics

extension FingerprintFigures {
    /// Nothing where nothing is known of reels.
    var reels: [ReportPage.Figure] {
        report.strips.isEmpty ? [] : [symbols, strips]
    }

    /// Error level of each interval.
    private static let alpha = 0.05

    private struct Share {
        var name: String
        var count: Int
        var share: Double
        var interval: Interval
        /// By the strip, when all stops are equally frequent.
        var expected: Double?
    }

    private func shares(_ reel: Int) -> [Share] {
        let expected = self.expected.indices.contains(reel) ? self.expected[reel] : nil
        return report.symbolMap.compactMap { symbol in
            let count = symbol.counts[reel]
            let share = expected?[symbol.symbolID]
            guard count > 0 || (share ?? 0) > 0 else { return nil }
            return Share(
                name: symbol.name, count: count,
                share: Double(count) / Double(max(1, report.rounds)),
                interval: FixedSampleInterval.wilson(
                    successes: count, trials: max(1, report.rounds),
                    alpha: FingerprintFigures.alpha), expected: share)
        }
    }

    private var symbols: ReportPage.Figure {
        var charts: [any Chart] = []
        var table = DataTable(
            name: "symbols", title: "Symbols of the middle row",
            columns: [
                .init("reel"), .init("symbol"), .init("rounds"), .init("share of rounds"),
                .init("lower"), .init("upper"), .init("expected by the strip"),
            ])
        for reel in report.strips.indices {
            let shares = shares(reel)
            guard !shares.isEmpty else { continue }
            charts.append(chart(shares, reel: reel))
            for share in shares {
                table.add([
                    .count(Int64(reel + 1)), .text(share.name), .count(Int64(share.count)),
                    .share(share.share), .number(share.interval.lower, decimals: 6),
                    .number(share.interval.upper, decimals: 6),
                    .optional(share.expected, decimals: 6),
                ])
            }
        }
        return .init(
            heading: "Symbols against expectation",
            caption: "How often each symbol stood on the middle row, with a 95 % interval (Wilson) "
                + "for each by itself: one in twenty lies beside the line by chance. Where a strip "
                + "was found, the line is what it lets expect when all its stops are equally "
                + "frequent; else the shares are shown.",
            charts: charts, tables: [table])
    }

    private func chart(_ shares: [Share], reel: Int) -> ForestChart {
        let isRelative = shares.allSatisfy { ($0.expected ?? 0) > 0 }
        let rows = shares.map { share in
            let whole = isRelative ? share.expected ?? 1 : 1
            let shift = isRelative ? 1.0 : 0
            let expected = share.expected.map { " of \(Figures.percent($0)) expected" } ?? ""
            return ForestChart.Row(
                name: share.name, value: share.share / whole - shift,
                low: share.interval.lower / whole - shift,
                high: share.interval.upper / whole - shift,
                note: Figures.percent(share.share) + expected)
        }
        return ForestChart(
            title: "Symbols of reel \(reel + 1)",
            summary: "\(shares.count) symbols; "
                + (isRelative
                    ? "their shares relative to what the strip lets expect."
                    : "their shares of the middle row; no strip was found."),
            rows: rows,
            across: isRelative
                ? "reel \(reel + 1): observed against expected, difference in %"
                : "reel \(reel + 1): share of rounds",
            reference: isRelative ? 0 : nil, isPercent: true)
    }

    private var strips: ReportPage.Figure {
        let names = report.symbolMap.map(\.name)
        let known = report.strips.filter { $0.symbols != nil }
        let chart = StripChart(
            title: "Reel strips",
            summary: known.map { "Reel \($0.reel) has \($0.length ?? 0) stops." }
                .joined(separator: " "),
            reels: known.map { strip in
                .init(
                    name: "reel \(strip.reel), \(strip.length ?? 0) stops",
                    stops: (strip.symbols ?? []).map { names.firstIndex(of: $0) ?? 0 })
            }, symbols: names)
        let legend = zip(StripChart.codes(names), names).map { "\($0) \($1)" }
            .joined(separator: ", ")
        return .init(
            heading: "The reels' strips",
            caption: "Worked out from the windows alone; where a strip begins is not known."
                + (known.isEmpty ? "" : " \(legend)."),
            charts: known.isEmpty ? [] : [chart],
            tables: [reelTable] + (known.isEmpty ? [] : [stopTable(known)]))
    }

    private var reelTable: DataTable {
        var table = DataTable(
            name: "reels", title: "Reels",
            columns: [.init("reel"), .init("windows seen"), .init("stops"), .init("remark")])
        for strip in report.strips {
            let isOpen = strip.length != nil && strip.symbols == nil
            table.add([
                .count(Int64(strip.reel)), .count(Int64(strip.windows)),
                strip.length.map { .count(Int64($0)) } ?? .none,
                .text(isOpen ? "the windows allow more than one order of stops" : strip.reason),
            ])
        }
        return table
    }

    private func stopTable(_ known: [FingerprintReport.Strip]) -> DataTable {
        var table = DataTable(
            name: "strips", title: "Reel strips, stop by stop",
            columns: [.init("stop")] + report.strips.map { .init("reel \($0.reel)") })
        for stop in 0..<(known.map { $0.symbols?.count ?? 0 }.max() ?? 0) {
            table.add(
                [.count(Int64(stop + 1))]
                    + report.strips.map { strip in
                        guard let symbols = strip.symbols, stop < symbols.count else {
                            return .none
                        }
                        return .text(symbols[stop])
                    })
        }
        return table
    }
}
