// Goal: what is thinned or put into bins still counts everything, and says what it left out.
// Method: counts by hand, quantiles by NumPy (Oracles/ticks.py), sums that must come out.
import SeededRandom
import Statistics
import Testing

@testable import Reports

@Suite struct EvidenceTests {
    @Test(
        "of a billion looks some hundreds are kept, all of the first and as many of each doubling")
    func schedule() {
        let first = (1...64).filter(LookSchedule.keeps)
        #expect(first == Array(1...64))
        for power in 6...20 {
            let doubling = (1 << power)..<(2 << power)
            #expect(doubling.count { LookSchedule.keeps($0) } == LookSchedule.perDoubling)
        }
        #expect(!LookSchedule.keeps(0))
        #expect(LookSchedule.keeps(1_000_000_000 / (1 << 24) * (1 << 24)))
    }

    @Test("differences of money fall into the bin that begins with them")
    func money() {
        var histogram = DecimalHistogram(quantum: 0.01)
        for value in [0.0, 0.01, 0.07, 0.29, -0.01, -12.35, 12.35 - 24.70] { histogram.add(value) }
        let bins = histogram.bins(most: 5000)
        #expect(bins.count == 1265)
        #expect(bins.first?.count == 2)
        let counted = bins.filter { $0.count > 0 }.map { ($0.from * 100).rounded() }
        #expect(counted == [-1235, -1, 0, 1, 7, 29])
    }

    @Test("however many values there are, bins stay few and count all of them")
    func widening() {
        var random = SeededGenerator(seed: 3)
        var histogram = DecimalHistogram(quantum: 0.01)
        for _ in 0..<60_000 {
            histogram.add((Double.random(in: -1...1, using: &random) * 1e9).rounded() / 100)
        }
        histogram.add(.infinity)
        #expect(histogram.counts.count <= DecimalHistogram.binsMax)
        #expect(histogram.width > 0.01)
        let bins = histogram.bins(most: 50)
        #expect(bins.count <= 50)
        #expect(bins.reduce(0) { $0 + $1.count } == 60_000)
        #expect(zip(bins, bins.dropFirst()).allSatisfy { $0.to == $1.from })
    }

    @Test("payouts are apart by their size, and nothing is left out")
    func payouts() {
        var histogram = PayoutHistogram()
        histogram.add(staked: 100, paid: 0, times: 7)
        histogram.add(staked: 100, paid: 100, times: 3)
        histogram.add(staked: 50, paid: 100, times: 2)
        histogram.add(staked: 100, paid: 1000)
        histogram.add(staked: 100, paid: 1001)
        histogram.add(staked: 0, paid: 500)
        #expect(histogram.rounds == 14)
        #expect(histogram.nothing == 7)
        #expect(histogram.withoutStake == 1)
        #expect(
            histogram.bins == [
                .init(count: 3, least: 1, most: 1), .init(count: 2, least: 2, most: 2),
                .init(count: 2, least: 10, most: 10.01),
            ])
    }

    @Test("a path is kept at the rounds of the grid, and stays where its episode ended")
    func paths() {
        var sample = PathSample(rounds: 1000)
        #expect(sample.grid.count == 101)
        #expect(sample.grid[1] == 10)
        #expect(sample.grid.last == 1000)
        var left = 25
        sample.add(bankroll: 500) { () -> Int64? in
            left -= 1
            return left >= 0 ? -2 : nil
        }
        #expect(sample.paths[0].prefix(5) == [500, 480, 460, 450, 450])
        #expect(sample.paths[0].last == 450)
        #expect(PathSample(rounds: 3).grid == [0, 1, 2, 3])
        #expect(PathSample(rounds: .max).grid.last == .max)
    }

    @Test("quantiles are NumPy's")
    func quantiles() {
        let cases: [([Int64], [Double])] = [
            ([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [1.0, 2.5, 4.0, 5.0, 7.5]),
            ([10], [10.0, 10.0, 10.0, 10.0, 10.0]), ([2, 8], [2.3, 3.5, 5.0, 6.5, 7.7]),
            ([100, -5, 60, 0], [-4.25, -1.25, 30.0, 70.0, 94.0]),
        ]
        for (values, expected) in cases {
            let found = PathsChart.shares.map {
                PathSample.quantile($0, of: values.sorted())
            }
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
        }
    }

    @Test(
        "of many pairs a thousand are sampled, at equal distances", arguments: [1000, 1001, 77_777])
    func sample(count: Int64) {
        let taken = (0..<count).filter { PathSample.takes($0, of: count) }
        #expect(taken.count == PathSample.pathsMax)
        let gaps = Set(zip(taken, taken.dropFirst()).map { $1 - $0 })
        #expect(gaps.count <= 2)
        #expect(taken.first == 0)
    }
}
