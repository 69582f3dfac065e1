// Reel strips: each stop a cell with its symbol, in rows that are read like text.

/// The strips of a game's reels.
struct StripChart: Chart {
    struct Reel: Hashable, Sendable {
        var name: String
        /// Numbers of symbols, stop by stop.
        var stops: [Int]
    }

    var title: String
    var summary: String
    var reels: [Reel]
    /// Names by number.
    var symbols: [String]

    func drawing(_ size: ChartSize, id: String) -> Drawing {
        let codes = StripChart.codes(symbols)
        let cell = 30.0
        let perRow = Int((size.width - 4) / cell)
        let rows = reels.map { ($0.stops.count + perRow - 1) / perRow }
        let height = zip(reels, rows).reduce(0.0) { $0 + 30 + Double($1.1) * 26 } + 8
        var drawing = Drawing(width: size.width, height: max(height, 40))
        var top = 0.0
        for (reel, count) in zip(reels, rows) {
            drawing.text(reel.name, .init(2, top + 20), .start, "t strong")
            for (stop, symbol) in reel.stops.enumerated() {
                let x = 2 + Double(stop % perRow) * cell
                let y = top + 28 + Double(stop / perRow) * 26
                drawing.box(
                    x: x, y: y, width: cell - 2, height: 23, "cell symbol-\(symbol % 8)")
                drawing.text(
                    codes[symbol], .init(x + cell / 2 - 1, y + 16), .middle,
                    "t cell-text")
            }
            top += 30 + Double(count) * 26
        }
        return drawing
    }

    /// Short names: as many letters of each as tell all of them apart, three at the most; else its
    /// number.
    static func codes(_ symbols: [String]) -> [String] {
        for length in 1...3 {
            let codes = symbols.map { symbol in
                String(symbol.split(separator: " ").joined().prefix(length)).uppercased()
            }
            if Set(codes).count == symbols.count { return codes }
        }
        return symbols.indices.map { "\($0 + 1)" }
    }
}
