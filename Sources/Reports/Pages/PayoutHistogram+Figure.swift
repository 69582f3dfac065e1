// Payouts as a picture and a table.

extension PayoutHistogram {
    /// The chart, and what it plots.
    func figure(
        _ title: String, file: String, style: String = "bar"
    ) -> (chart: PayoutChart, table: DataTable) {
        let most = bins.last?.most ?? 0
        let hits = rounds - nothing
        let chart = PayoutChart(
            title: title,
            summary: "\(hits) of \(rounds) rounds paid something; the most was "
                + "\(Figures.decimals(most, 2)) stakes.",
            zero: Double(nothing),
            bars: bins.map { .init(from: $0.least, to: $0.most, height: Double($0.count)) },
            upwards: "rounds", style: style)
        var table = DataTable(
            name: file, title: title,
            columns: [
                .init("least payout", "stakes"), .init("most payout", "stakes"), .init("rounds"),
                .init("share of rounds"),
            ])
        let all = Double(max(1, rounds))
        table.add([
            .number(0, decimals: 2), .number(0, decimals: 2), .count(Int64(nothing)),
            .share(Double(nothing) / all),
        ])
        for bin in bins {
            table.add([
                .number(bin.least, decimals: 4), .number(bin.most, decimals: 4),
                .count(Int64(bin.count)), .share(Double(bin.count) / all),
            ])
        }
        return (chart, table)
    }
}
