// Goal: the mean after a comparison that stopped by itself is corrected for it: as many comparisons say
// too much as say too little.
// Method: for edges that never move, the series of a motion between two ends (DriftingMotion), which
// shares nothing with the grid; then comparisons of a known truth, hundreds of them.
import SeededRandom
import Testing

@testable import Statistics

@Suite struct StoppedMeanTests {
    @Test(
        "with edges that do not move it is the mean at which half of the series lies below",
        arguments: [(5.0, 150), (12.0, 300), (-3.0, 80), (0.5, 400), (17.0, 200)])
    func constantEdges(sum: Double, count: Int) throws {
        let edges = (2...count).map {
            StoppingEdge(count: $0, high: 20 / Double($0), low: -20 / Double($0))
        }
        let mean = try #require(
            StoppedMean.estimate(
                mean: sum / Double(count), deviation: 1, count: count, edges: edges, side: 0))
        let below = DriftingMotion(lower: -20, upper: 20, drift: mean, variance: 1)
            .probability(below: sum, after: Double(count))
        #expect((below - 0.5).magnitude < 0.02, "\(below) at \(mean)")
    }

    @Test("stopped at an edge that does not move, likewise", arguments: [40, 150, 600])
    func stopped(count: Int) throws {
        let edges = (2...count).map {
            StoppingEdge(count: $0, high: 20 / Double($0), low: -20 / Double($0))
        }
        for side in [1, -1] {
            let edge = Double(side) * 20
            let mean = try #require(
                StoppedMean.estimate(
                    mean: edge / Double(count), deviation: 1, count: count, edges: edges,
                    side: side))
            let below = DriftingMotion(lower: -20, upper: 20, drift: mean, variance: 1)
                .probability(below: edge - Double(side) * 1e-6, after: Double(count))
            #expect((below - 0.5).magnitude < 0.02, "\(below) at \(mean)")
            // Nearer to zero than what was seen.
            #expect(mean.magnitude < 20 / Double(count))
        }
    }

    /// Shares of comparisons whose mean, and whose corrected mean, is above the truth.
    private func above(
        _ truth: Double, runs: Int, plan: ComparisonPlan,
        pair: (inout SeededGenerator) -> (Double, Double)
    ) throws -> (plain: Double, corrected: Double, stopped: Int) {
        var (plain, corrected, stopped) = (0, 0, 0)
        for run in 0..<runs {
            var generator = SeededGenerator(seed: UInt64(9000 + run))
            var comparison = SequentialComparison(plan)
            while comparison.verdict == .undecided {
                let (a, b) = pair(&generator)
                try comparison.add(a, b)
            }
            if comparison.verdict.isDecision { stopped += 1 }
            let mean = try #require(comparison.meanDifference)
            if mean > truth { plain += 1 }
            guard let mean = comparison.correctedMean else {
                Issue.record("run \(run) has no corrected mean")
                continue
            }
            if mean > truth { corrected += 1 }
        }
        return (Double(plain) / Double(runs), Double(corrected) / Double(runs), stopped)
    }

    @Test("of comparisons of sums the plain mean leans, the corrected one does not")
    func sums() throws {
        let plan = try ComparisonPlan(
            endpoint: .unbounded, pairsMaximum: 3000, tightestAt: 500)
        let seen = try above(0.2, runs: 200, plan: plan) { generator in
            (generator.normal() + 0.2, 0)
        }
        print("sums above the truth: \(seen)")
        #expect(seen.stopped > 190)
        #expect(seen.plain > 0.6)
        // Three standard errors of 200 runs.
        #expect((seen.corrected - 0.5).magnitude < 0.106)
    }

    @Test("of comparisons of shares too")
    func shares() throws {
        let plan = try ComparisonPlan(
            endpoint: .bounded(low: -1, high: 1), pairsMaximum: 2000, cells: 1000)
        let seen = try above(0.2, runs: 120, plan: plan) { generator in
            let place = Double.random(in: 0..<1, using: &generator)
            return place < 0.4 ? (1, 0) : place < 0.6 ? (0, 1) : (0, 0)
        }
        print("shares above the truth: \(seen)")
        #expect(seen.stopped > 110)
        #expect(seen.plain > 0.6)
        #expect((seen.corrected - 0.5).magnitude < 0.137)
    }
}
