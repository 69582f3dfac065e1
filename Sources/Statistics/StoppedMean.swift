// The mean difference after a comparison that stopped where its interval excluded zero.
//
// Such a comparison stops more often on lucky pairs than on unlucky ones, so the mean of the pairs lies
// further from zero than the truth more often than not. Half of all comparisons with the mean that is
// found here would have ended worse, and half better (median-unbiased).

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a comparison stops: how far the mean has to be from zero after so many pairs.
struct StoppingEdge: Sendable, Equatable {
    var count: Int
    /// The mean that is just high enough to stop, and the one that is just low enough.
    var high: Double
    var low: Double
}

/// Corrects a mean for having stopped where it did.
///
/// The sum of the differences is taken as a Brownian motion with their variance, which stops where it
/// leaves the edges. Outcomes are ordered as in C. Jennison, B. Turnbull, "Group Sequential Methods",
/// Chapman & Hall 2000, section 8.4 (stage-wise): a stop at the upper edge is better the earlier it
/// comes, one at the lower edge worse. Densities are carried from look to look on a grid (P. Armitage,
/// C. McPherson, B. Rowe, "Repeated significance tests on accumulating data", JRSS A 132, 1969), with
/// what crosses an edge between two looks by the Brownian bridge; the drift comes in by Girsanov's
/// formula, so that one pass serves all means.
public struct StoppedMean: Sendable {
    /// Mass that stopped at a look without drift, with where and when it did.
    private struct Stop {
        var time: Double
        var place: Double
        var mass: Double
    }

    private var up: [Stop] = []
    private var down: [Stop] = []
    /// What has not stopped at the end: places and mass.
    private var open: [(place: Double, mass: Double)] = []
    private let firstTime: Double
    private let firstEdges: (low: Double, high: Double)
    private let end: Double

    /// Places of a grid, and looks that are carried through.
    private static let gridPlaces = 80
    private static let looksMax = 40

    /// The corrected mean of `count` differences with this mean and deviation.
    ///
    /// - Parameters:
    ///   - edges: those of the looks so far, in their order; the last at `count`.
    ///   - side: the edge that it stopped at: above zero the high one, below zero the low one, zero
    ///     none of them.
    /// - Returns: nil where there is nothing to correct by: no edges, or no spread.
    static func estimate(
        mean: Double, deviation: Double, count: Int, edges: [StoppingEdge], side: Int
    ) -> Double? {
        guard deviation > 0, deviation.isFinite, mean.isFinite, count > 0,
            edges.last?.count == count, edges.allSatisfy({ $0.low < 0 && $0.high > 0 })
        else { return nil }
        // It stopped at the first look: nothing was chosen.
        guard edges.count > 1 else { return mean }
        let motion = StoppedMean(thinned(edges), deviation: deviation)
        let sum = Double(count) * mean / deviation
        func worse(_ drift: Double) -> Double {
            if side > 0 { return 1 - motion.probability(of: motion.up, isUp: true, drift) }
            let below = motion.probability(of: motion.down, isUp: false, drift)
            return side < 0 ? below : below + motion.probability(openBelow: sum, drift)
        }
        // The better the truth, the less probable a worse outcome. In deviations of the mean.
        let width = 12 / Double(count).squareRoot()
        let centre = mean / deviation
        var (low, high) = (centre - width, centre + width)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if worse(middle) > 0.5 { low = middle } else { high = middle }
        }
        return (low + high) / 2 * deviation
    }

    /// The first and the last edges, and others between at equal ratios of their counts.
    private static func thinned(_ edges: [StoppingEdge]) -> [StoppingEdge] {
        guard edges.count > looksMax, let first = edges.first, let last = edges.last else {
            return edges
        }
        let ratio = pow(Double(last.count) / Double(first.count), 1 / Double(looksMax - 1))
        var kept = [first]
        var next = Double(first.count) * ratio
        for edge in edges.dropFirst().dropLast() where Double(edge.count) >= next {
            kept.append(edge)
            while next <= Double(edge.count) { next *= ratio }
        }
        return kept + [last]
    }

    private init(_ edges: [StoppingEdge], deviation: Double) {
        func scaled(_ edge: StoppingEdge) -> (time: Double, low: Double, high: Double) {
            let time = Double(edge.count)
            return (time, edge.low * time / deviation, edge.high * time / deviation)
        }
        var look = scaled(edges[0])
        (firstTime, firstEdges) = (look.time, (look.low, look.high))
        end = scaled(edges[edges.count - 1]).time
        var grid = StoppedMean.places(look.low, look.high)
        var cell = (look.high - look.low) / Double(StoppedMean.gridPlaces)
        var mass = grid.map { place in
            cell * NormalDistribution.density(place / look.time.squareRoot())
                / look.time.squareRoot()
        }
        for edge in edges.dropFirst() {
            let next = scaled(edge)
            let places = StoppedMean.places(next.low, next.high)
            cell = (next.high - next.low) / Double(StoppedMean.gridPlaces)
            var carried = [Double](repeating: 0, count: places.count)
            var (above, below) = (0.0, 0.0)
            for (from, weight) in zip(grid, mass) where weight > 1e-14 {
                let step = StoppedMean.step(from, look, next, places, cell)
                for (index, share) in step.inside.enumerated() { carried[index] += weight * share }
                above += weight * step.above
                below += weight * step.below
            }
            let time = (look.time + next.time) / 2
            up.append(Stop(time: time, place: (look.high + next.high) / 2, mass: above))
            down.append(Stop(time: time, place: (look.low + next.low) / 2, mass: below))
            (grid, mass, look) = (places, carried, next)
        }
        open = Array(zip(grid, mass)).map { (place: $0, mass: $1) }
    }

    private static func places(_ low: Double, _ high: Double) -> [Double] {
        let cell = (high - low) / Double(gridPlaces)
        return (0..<gridPlaces).map { low + cell * (Double($0) + 0.5) }
    }

    /// Where a motion without drift is after the step, and how much of it left by which edge.
    private static func step(
        _ from: Double, _ look: (time: Double, low: Double, high: Double),
        _ next: (time: Double, low: Double, high: Double), _ places: [Double], _ cell: Double
    ) -> (inside: [Double], above: Double, below: Double) {
        let span = next.time - look.time
        let spread = span.squareRoot()
        var inside = [Double](repeating: 0, count: places.count)
        var above = 1 - NormalDistribution.cumulative((next.high - from) / spread)
        var below = NormalDistribution.cumulative((next.low - from) / spread)
        var kept = 0.0
        for (index, place) in places.enumerated() {
            let z = (place - from) / spread
            guard z.magnitude < 8 else { continue }
            let share = cell / spread * NormalDistribution.density(z)
            let overHigh = exp(-2 * (look.high - from) * (next.high - place) / span)
            let underLow = exp(-2 * (from - look.low) * (place - next.low) / span)
            inside[index] = share * (1 - overHigh) * (1 - underLow)
            above += share * overHigh
            below += share * underLow
            kept += inside[index]
        }
        // The grid is coarse where a step is short: what is neither kept nor left is shared out.
        let sum = kept + above + below
        guard sum > 0 else { return (inside, 0, 0) }
        return (inside.map { $0 / sum }, above / sum, below / sum)
    }

    /// The probability, with a drift, of having stopped at one of the edges by now.
    private func probability(of stops: [Stop], isUp: Bool, _ drift: Double) -> Double {
        let root = firstTime.squareRoot()
        let edge = isUp ? firstEdges.high : firstEdges.low
        let first = NormalDistribution.cumulative((edge - drift * firstTime) / root)
        return stops.reduce(isUp ? 1 - first : first) { sum, stop in
            sum + stop.mass * exp(drift * stop.place - drift * drift * stop.time / 2)
        }
    }

    private func probability(openBelow place: Double, _ drift: Double) -> Double {
        open.reduce(0) { sum, cell in
            cell.place < place
                ? sum + cell.mass * exp(drift * cell.place - drift * drift * end / 2) : sum
        }
    }
}
