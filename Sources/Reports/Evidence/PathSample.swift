// Bankrolls of some episodes on a grid of rounds.

/// The paths of episodes that were chosen beforehand: every second, third and so on, which with independent
/// episodes is a random sample.
struct PathSample: Hashable, Sendable {
    /// Episodes whose paths are kept at the most; quantiles are of these.
    static let pathsMax = 1000
    /// Steps of the grid at the most.
    static let stepsMax = 100

    /// Rounds at which the bankroll is kept; 0 first.
    let grid: [Int64]
    /// Minor units, at the rounds of the grid.
    private(set) var paths: [[Int64]] = []

    init(rounds: Int64) {
        let steps = min(Int64(PathSample.stepsMax), max(1, rounds))
        grid = (0...steps).map { step in
            // In 128 bits: the count of rounds is anything.
            Int64(Int128(rounds) * Int128(step) / Int128(steps))
        }
    }

    /// Whether episode `index` of so many is in the sample.
    static func takes(_ index: Int64, of count: Int64) -> Bool {
        guard count > Int64(pathsMax) else { return true }
        let place = { (at: Int64) in Int128(at) * Int128(pathsMax) / Int128(count) }
        return index == 0 || place(index) != place(index - 1)
    }

    /// Adds an episode's path.
    ///
    /// - Parameters:
    ///   - bankroll: minor units before the first round.
    ///   - net: what each round changed it by; `nil` after the last. An episode that ended early
    ///     stays where it was.
    mutating func add<Failure: Error>(
        bankroll: Int64, net: () throws(Failure) -> Int64?
    ) throws(Failure) {
        var path: [Int64] = []
        path.reserveCapacity(grid.count)
        var (balance, round, isOver) = (bankroll, Int64(0), false)
        for target in grid {
            while round < target, !isOver {
                if let change = try net() {
                    balance &+= change
                    round += 1
                } else {
                    isOver = true
                }
            }
            path.append(balance)
        }
        paths.append(path)
    }

    /// Quantiles over the paths at each round of the grid, in major units. By linear interpolation
    /// between the sorted values, as NumPy and R (type 7) have them.
    func quantiles(_ shares: [Double], minorUnits: Double) -> [PathsChart.Quantiles] {
        guard !paths.isEmpty else { return [] }
        return grid.enumerated().map { step, round in
            let sorted = paths.map { Double($0[step]) }.sorted()
            return PathsChart.Quantiles(
                round: round,
                values: shares.map { PathSample.quantile($0, of: sorted) / minorUnits })
        }
    }

    static func quantile(_ share: Double, of sorted: [Int64]) -> Double {
        quantile(share, of: sorted.map { Double($0) })
    }

    /// - Precondition: values in rising order, at least one.
    static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
}
