// A reel's strip, worked out from the windows that it showed.
//
// A window of r rows is an edge of the overlap graph: from its upper r - 1 symbols to its lower
// r - 1. A strip is a closed walk that takes each edge as often as the window stands on the strip,
// so at every node as many edges end as begin. When all stops are equally frequent, window w comes
// with the chance m_w / L, with L the length; both are found as the smallest L whose rounded
// multiplicities add up to L, balance at every node, and fit the counts.
public import Statistics

/// The strip of one reel.
public struct ReelStrip: Sendable {
    /// Stops of the longest strip that is looked for: twice the longest of published machines.
    public static let lengthMax = 512
    /// A fit below this is none. Of true strips one in ten thousand is missed.
    private static let leastFit = 1e-4
    /// Standard errors that lie between a multiplicity and the next: with four, rounding finds the
    /// true ones of thousands of windows.
    private static let certainty = 4.0

    /// Stops. A strip that repeats itself as a whole looks like one turn of it.
    public let length: Int
    /// How often each window stands on the strip, by its number.
    public let multiplicities: [Int]
    /// How well counts and multiplicities agree.
    public let fit: TestResult?
    /// The strip's symbols, when no other order of stops makes the same windows.
    public let symbols: [UInt8]?

    /// The strip of a reel, or why there is none as a sentence.
    public static func reconstructed(_ column: ReelColumn) -> (strip: ReelStrip?, reason: String) {
        let (counts, rounds) = (column.counts, column.rounds)
        guard counts.count <= lengthMax else {
            return (nil, "\(counts.count) different windows, more than \(lengthMax) stops")
        }
        guard let most = counts.max(), rounds > 0 else { return (nil, "no windows") }
        let graph = OverlapGraph(column.windows)
        let share = Double(most) / Double(rounds)
        // The error of the largest multiplicity, L sqrt(share / rounds), must be 1/8 at most.
        let reach = Double(rounds).squareRoot() / (2 * certainty * share.squareRoot())
        let last = min(lengthMax, Int(reach))
        guard counts.count <= last else {
            let needed = Double(counts.count) * 2 * certainty
            return (
                nil, "too few rounds: \(Int((needed * needed * share).rounded(.up))) are needed"
            )
        }
        for length in counts.count...last {
            let scale = Double(length) / Double(rounds)
            let rounded = counts.map { Int((Double($0) * scale).rounded()) }
            guard rounded.reduce(0, +) == length, !rounded.contains(0), graph.balances(rounded)
            else { continue }
            let fit = ChiSquareTest.fit(
                observed: counts, probabilities: rounded.map { Double($0) })
            // A strip with one window has nothing to fit.
            guard fit.map({ $0.pValue >= leastFit }) ?? (counts.count == 1) else { continue }
            return (ReelStrip(length, rounded, fit, column, graph), "")
        }
        return (
            nil,
            "no strip of up to \(last) equally frequent stops fits"
                + (last < lengthMax ? "; more rounds can tell longer ones apart" : "")
        )
    }

    /// The share of stops that show each symbol in a row.
    ///
    /// - Parameter row: the symbol of each window in that row.
    func symbolShares(_ row: [UInt8], kinds: Int) -> [Double] {
        var stops = [Int](repeating: 0, count: kinds)
        for (symbol, count) in zip(row, multiplicities) { stops[Int(symbol)] += count }
        return stops.map { Double($0) / Double(length) }
    }

    private init(
        _ length: Int, _ multiplicities: [Int], _ fit: TestResult?, _ column: ReelColumn,
        _ graph: OverlapGraph
    ) {
        self.length = length
        self.multiplicities = multiplicities
        self.fit = fit
        symbols = graph.onlyStrip(multiplicities)
    }
}
