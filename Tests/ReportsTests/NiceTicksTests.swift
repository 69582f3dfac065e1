// Goal: marks of axes are round numbers where people expect them, and labels say them exactly.
// Method: matplotlib's marks for the same ranges (Oracles/ticks.py, matplotlib 3.11.2); scales and
// labels against values worked out by hand.
import Testing

@testable import Reports

@Suite struct NiceTicksTests {
    struct Case: Sendable {
        var low: Double
        var high: Double
        var most: Int
        var ticks: [Double]
    }

    static let linear = [
        Case(low: 0, high: 1, most: 5, ticks: [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        Case(low: 0, high: 10, most: 6, ticks: [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
        Case(low: -3.7, high: 12.2, most: 6, ticks: [0.0, 5.0, 10.0]),
        Case(low: 0.012, high: 0.0871, most: 4, ticks: [0.02, 0.04, 0.06, 0.08]),
        Case(low: -250, high: 1875.5, most: 8, ticks: [0.0, 500.0, 1000.0, 1500.0]),
        Case(low: 1e6, high: 3.2e7, most: 5, ticks: [1e7, 2e7, 3e7]),
        Case(low: -1.0, high: -0.0568, most: 6, ticks: [-1.0, -0.8, -0.6, -0.4, -0.2]),
        Case(low: 99.3, high: 101.1, most: 4, ticks: [99.5, 100.0, 100.5, 101.0]),
        Case(
            low: 0, high: 0.00007, most: 7,
            ticks: [0.0, 1e-05, 2e-05, 3e-05, 4e-05, 5e-05, 6e-05, 7e-05]),
        Case(low: 12345, high: 12399, most: 5, ticks: [12360.0, 12380.0]),
    ]

    static let logarithmic = [
        Case(
            low: 0.8, high: 250_000, most: 20,
            ticks: [1.0, 10.0, 100.0, 1000.0, 10000.0, 100_000.0]),
        Case(low: 1, high: 1000, most: 20, ticks: [1.0, 10.0, 100.0, 1000.0]),
        Case(low: 0.05, high: 2400, most: 20, ticks: [0.1, 1.0, 10.0, 100.0, 1000.0]),
        Case(low: 3, high: 80, most: 20, ticks: [5.0, 10.0, 20.0, 50.0]),
        Case(low: 0.9, high: 7, most: 20, ticks: [1.0, 2.0, 5.0]),
    ]

    @Test("linear marks are those of matplotlib", arguments: linear)
    func linearMarks(example: Case) {
        let found = NiceTicks.linear(example.low...example.high, stepsMax: example.most)
        #expect(isNear(found, example.ticks), "\(found)")
    }

    @Test("logarithmic marks are those of matplotlib", arguments: logarithmic)
    func logarithmicMarks(example: Case) {
        let found = NiceTicks.logarithmic(example.low...example.high, most: example.most)
        #expect(isNear(found, example.ticks), "\(found)")
    }

    private func isNear(_ one: [Double], _ other: [Double]) -> Bool {
        one.count == other.count
            && zip(one, other).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }
    }

    @Test("of many powers of ten every second or third is marked")
    func manyPowers() {
        #expect(NiceTicks.logarithmic(1...1e8, most: 5) == [1, 100, 1e4, 1e6, 1e8])
        #expect(NiceTicks.logarithmic(1e-6...1e6, most: 5) == [1e-6, 1e-3, 1, 1e3, 1e6])
    }

    @Test("a scale maps both ends and the middle, downwards too, and beyond its ends")
    func scale() {
        let linear = ChartScale(.linear, -10...30, from: 200, to: 0)
        #expect([-10, 30, 10, 50].map(linear.place) == [200, 0, 100, -100])
        let log = ChartScale(.logarithmic, 1...100, from: 0, to: 50)
        #expect(abs(log.place(10) - 25) < 1e-9)
        #expect(log.place(0) < -1000)
    }

    @Test("a range without a length is widened about its value")
    func empty() {
        let scale = ChartScale(.linear, 5...5, from: 0, to: 100)
        #expect(scale.domain == 4.5...5.5)
        #expect(ChartScale(.linear, 0...0, from: 0, to: 100).place(0) == 50)
        #expect(abs(ChartScale(.logarithmic, 7...7, from: 0, to: 100).place(7) - 50) < 1e-9)
    }

    @Test("labels have the decimals that tell them apart, and short names for thousands")
    func labels() {
        func linear(_ values: [Double], percent: Bool = false) -> [String] {
            ChartScale(.linear, 0...1, from: 0, to: 1).labels(values, percent: percent)
        }
        #expect(linear([0, 0.2, 0.4]) == ["0", "0.2", "0.4"])
        #expect(linear([-0.25, 0, 0.25]) == ["-0.25", "0", "0.25"])
        #expect(linear([0, 500, 1000]) == ["0", "500", "1000"])
        #expect(linear([10_000, 12_500]) == ["10.0 k", "12.5 k"])
        #expect(linear([2e6, 4e6]) == ["2 M", "4 M"])
        #expect(linear([0.9, 0.95], percent: true) == ["90 %", "95 %"])
        let log = ChartScale(.logarithmic, 0.01...1e6, from: 0, to: 1)
        #expect(
            log.labels([0.01, 0.1, 1, 100, 10_000, 1e6])
                == ["0.01", "0.1", "1", "100", "10 k", "1 M"])
    }

    @Test("labels keep their order and distance, and move as little as they can")
    func stack() {
        let room = 0.0...100
        #expect(LabelStack.places([10, 50, 90], gap: 15, within: room) == [10, 50, 90])
        #expect(LabelStack.places([50, 50], gap: 10, within: room) == [45, 55])
        #expect(LabelStack.places([52, 48], gap: 10, within: room) == [55, 45])
        #expect(LabelStack.places([98, 99, 100], gap: 10, within: room) == [80, 90, 100])
        #expect(LabelStack.places([0, 0, 0], gap: 80, within: room) == [0, 50, 100])
        #expect(LabelStack.places([150], gap: 10, within: room) == [100])
    }
}
