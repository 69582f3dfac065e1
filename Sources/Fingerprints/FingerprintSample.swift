// The outcomes of many rounds: all that a fingerprint is made of.
public import Play
public import Scripting

/// Stakes, payouts and windows of rounds, in order.
public struct FingerprintSample: Sendable {
    /// Why there is nothing about reels, as a sentence; `nil` when there is.
    public private(set) var withoutReels: String?
    public let layout: GameManifest.Layout?
    public let symbols: [String]
    /// Minor units.
    public private(set) var stakes: [Int64] = []
    public private(set) var payouts: [Int64] = []
    private var columns: [ReelColumn] = []

    /// An empty sample of a game.
    public init(_ manifest: GameManifest) {
        symbols = manifest.symbols
        layout = manifest.layout
        guard let layout, !symbols.isEmpty else {
            withoutReels =
                "the game declares no \(manifest.layout == nil ? "layout" : "symbols"), so only "
                + "its payouts are judged"
            return
        }
        var codes = 1
        for _ in 0..<layout.rows {
            let (product, isOver) = codes.multipliedReportingOverflow(by: symbols.count)
            guard !isOver else {
                withoutReels =
                    "a reel of \(layout.rows) rows and \(symbols.count) symbols has too many "
                    + "windows to be told apart, so only payouts are judged"
                return
            }
            codes = product
        }
        columns = (0..<layout.reels).map { _ in ReelColumn(kinds: symbols.count, codes: codes) }
    }

    /// Symbols of a round that are wanted; 0 when windows are not kept.
    public var width: Int {
        guard let layout, withoutReels == nil else { return 0 }
        return layout.reels * layout.rows
    }

    public var rounds: Int { payouts.count }

    /// The reels' windows; empty when there is nothing about reels.
    public var reels: [ReelColumn] { withoutReels == nil ? columns : [] }

    /// Rows of a window.
    public var rows: Int { layout?.rows ?? 1 }

    /// The row whose symbols are counted: one a round, so that counts are of independent draws.
    public var middleRow: Int { rows / 2 }

    /// Adds rounds.
    public mutating func add(_ outcomes: RoundOutcomes) {
        stakes += outcomes.stakes
        payouts += outcomes.payouts
        guard let layout, withoutReels == nil else { return }
        guard outcomes.roundsWithoutSymbols == 0,
            outcomes.symbols.allSatisfy({ Int($0) < symbols.count })
        else {
            withoutReels =
                "not every round shows the \(width) symbols of the layout, so only payouts are "
                + "judged"
            columns = []
            return
        }
        let window = layout.rows
        for reel in columns.indices {
            var start = reel * window
            while start < outcomes.symbols.count {
                columns[reel].add(outcomes.symbols[start..<(start + window)])
                start += width
            }
        }
        if columns.contains(where: \.isOverfull) {
            withoutReels =
                "a reel showed more than \(ReelColumn.windowsMax) different windows, so only "
                + "payouts are judged"
            columns = []
        }
    }

    /// The stake when all rounds had the same.
    public var flatStake: Int64? {
        stakes.first.flatMap { first in stakes.allSatisfy { $0 == first } ? first : nil }
    }

    /// Payouts in stakes of their round; a round without a stake counts as its payout over the
    /// first stake of the sample.
    func multiples() -> [Double] {
        let standard = Double(stakes.first { $0 > 0 } ?? 1)
        return zip(payouts, stakes).map { payout, stake in
            Double(payout) / (stake > 0 ? Double(stake) : standard)
        }
    }
}
