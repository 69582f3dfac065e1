// Goal: the betting confidence sequence is the published one, and its shortcuts change nothing.
// Method: latest-only intervals and capitals of the package confseq on the even stream; running
// intersections of a numpy implementation of the definition (Oracles/statistics_oracle.py).

import Testing

@testable import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Betting confidence sequence") struct BettingConfidenceSequenceTests {
    private func intervals(
        _ values: [Double], alpha: Double, cells: Int, memory: BettingConfidenceSequence.Memory,
        at looks: [Int]
    ) -> [Interval] {
        var sequence = BettingConfidenceSequence(alpha: alpha, cells: cells, memory: memory)
        var found: [Interval] = []
        for (index, value) in values.enumerated() {
            sequence.add(value)
            if looks.contains(index + 1) { found.append(sequence.interval) }
        }
        return found
    }

    // One look costs 20,000 multiplications here, so this runs once, for intervals and capitals.
    @Test("intervals and capitals on the even stream agree with confseq, grid 1e-4")
    func latestOnly() {
        var sequence = BettingConfidenceSequence(alpha: 0.05, memory: .latestOnly)
        var found: [Int: Interval] = [:]
        for value in goldenStream(1000) {
            sequence.add(value)
            if [100, 500, 1000].contains(sequence.count) {
                found[sequence.count] = sequence.interval
            }
        }
        #expect(found[100] == Interval(lower: 0.4175, upper: 0.5844))
        #expect(found[500] == Interval(lower: 0.4575, upper: 0.5422))
        #expect(found[1000] == Interval(lower: 0.4680, upper: 0.5320))
        let capitals = [
            (4000, 19.490527), (4500, 7.367007), (5000, -4.715364), (5500, 7.331180),
            (6000, 19.407944),
        ]
        for (cell, logCapital) in capitals {
            #expect(isNear(sequence.capital(atCell: cell).map(log), logCapital, within: 1e-6))
        }
    }

    @Test("running intersections on the even stream agree with the definition, grid 1e-4")
    func runningIntersection() {
        let found = intervals(
            goldenStream(1000), alpha: 0.05, cells: 10_000, memory: .runningIntersection,
            at: [1, 10, 100, 500, 1000])
        #expect(
            found == [
                Interval(lower: 0, upper: 1), Interval(lower: 0.2391, upper: 0.7689),
                Interval(lower: 0.4175, upper: 0.5829), Interval(lower: 0.4580, upper: 0.5422),
                Interval(lower: 0.4682, upper: 0.5320),
            ])
    }

    @Test("zeros and ones on a coarse grid at another level agree with the definition")
    func zerosAndOnes() {
        let values = goldenStream(1000).map { $0 < 0.3 ? 1.0 : 0.0 }
        let looks = [1, 10, 100, 500, 1000]
        let running = intervals(
            values, alpha: 0.01, cells: 100, memory: .runningIntersection, at: looks)
        #expect(running.map(\.lower) == [0, 0, 0.14, 0.21, 0.23])
        #expect(running.map(\.upper) == [1, 0.78, 0.47, 0.39, 0.37])
        let latest = intervals(values, alpha: 0.01, cells: 100, memory: .latestOnly, at: looks)
        #expect(latest.map(\.upper) == [1, 0.81, 0.47, 0.39, 0.37])
    }

    @Test("values that never change are pinned to one grid step, at both ends and between")
    func constantValues() {
        for value in [0, 0.305, 1.0] {
            var sequence = BettingConfidenceSequence(alpha: 0.05, cells: 100)
            for _ in 0..<20_000 { sequence.add(value) }
            let interval = sequence.interval
            #expect(interval.contains(value))
            #expect(interval.width <= 0.02)
        }
    }

    @Test("extreme values in long runs neither overflow nor lose the mean")
    func longRuns() {
        for memory in [BettingConfidenceSequence.Memory.latestOnly, .runningIntersection] {
            var sequence = BettingConfidenceSequence(alpha: 0.05, cells: 10, memory: memory)
            for index in 0..<20_000 { sequence.add(index % 2 == 0 ? 0 : 1) }
            #expect(sequence.interval.contains(0.5))
            #expect(sequence.interval.width <= 0.2 + 1e-12)
        }
    }
}
