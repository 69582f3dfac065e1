// What one reel showed, round by round: a number for each window instead of its symbols.

/// The windows of a reel in the order in which they came.
public struct ReelColumn: Sendable {
    /// Distinct windows that are told apart: what two bytes can number. A game that draws every
    /// cell by itself may have more; its reels are then left out.
    static let windowsMax = 65_535
    /// Codes that are looked up in a plain table.
    private static let tableMax = 1 << 16

    /// The number of each round's window.
    public private(set) var numbers: [UInt16] = []
    /// Symbols of each window, top to bottom.
    public private(set) var windows: [[UInt8]] = []
    /// How often each window came.
    public private(set) var counts: [Int] = []
    /// Whether there were more windows than are told apart.
    public private(set) var isOverfull = false
    private let kinds: Int
    // By code: the window's number and one, 0 for a window that did not come yet.
    private var table: [UInt16]
    private var others: [Int: UInt16] = [:]

    /// - Parameters:
    ///   - kinds: symbols of the game.
    ///   - codes: windows that could be made of them; `kinds` to the power of the rows.
    init(kinds: Int, codes: Int) {
        self.kinds = kinds
        table = codes <= ReelColumn.tableMax ? [UInt16](repeating: 0, count: codes) : []
    }

    mutating func add(_ window: ArraySlice<UInt8>) {
        guard !isOverfull else { return }
        var code = 0
        for symbol in window { code = code * kinds + Int(symbol) }
        let known = table.isEmpty ? others[code] ?? 0 : table[code]
        if known > 0 {
            numbers.append(known - 1)
            counts[Int(known) - 1] += 1
            return
        }
        guard windows.count < ReelColumn.windowsMax else {
            isOverfull = true
            return
        }
        numbers.append(UInt16(windows.count))
        windows.append(Array(window))
        counts.append(1)
        if table.isEmpty {
            others[code] = UInt16(windows.count)
        } else {
            table[code] = UInt16(windows.count)
        }
    }

    public var rounds: Int { numbers.count }

    /// The symbol of each window in a row, from 0 at the top.
    func symbols(row: Int) -> [UInt8] { windows.map { $0[row] } }

    /// How often each symbol came in a row.
    func symbolCounts(row: Int) -> [Int] {
        var result = [Int](repeating: 0, count: kinds)
        for (window, count) in zip(windows, counts) { result[Int(window[row])] += count }
        return result
    }

    /// Shannon's entropy of the windows in bits, of the shares that were seen.
    public var entropyBits: Double {
        counts.reduce(0.0) { sum, count in
            let share = Double(count) / Double(max(1, rounds))
            return sum - share * logarithm2(share)
        }
    }

    /// The chance that two rounds show the same window.
    var collisionChance: Double { Shares.collision(counts) }
}
