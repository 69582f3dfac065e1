// Counts of values in bins whose width is a power of ten times the smallest unit: exact, and bounded
// whatever the values are.
private import Foundation

/// A histogram that widens its bins when there are too many.
struct DecimalHistogram: Hashable, Sendable {
    /// Bins before they become ten times as wide; after that at least a tenth is left.
    static let binsMax = 8192

    /// The width of a bin in the unit of the values.
    private(set) var width: Double
    private(set) var counts: [Int64: Int] = [:]
    /// The width of a bin in smallest units: 1, 10, 100 and so on.
    private(set) var widthInQuanta: Int64 = 1
    private let quantum: Double

    /// - Parameter quantum: the first width; for money one minor unit.
    init(quantum: Double) {
        self.quantum = quantum
        width = quantum
    }

    mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        // A value that is a multiple of the unit belongs to the bin that begins with it.
        let place = floor(value / quantum + 1e-6)
        guard abs(place) < 9e15, let key = Int64(exactly: place) else { return }
        counts[DecimalHistogram.divided(key, by: widthInQuanta), default: 0] += 1
        while counts.count > DecimalHistogram.binsMax { widen() }
    }

    private mutating func widen() {
        var wider: [Int64: Int] = [:]
        for (key, count) in counts {
            wider[DecimalHistogram.divided(key, by: 10), default: 0] += count
        }
        counts = wider
        widthInQuanta *= 10
        width = quantum * Double(widthInQuanta)
    }

    /// Bins over the whole range, empty ones as well: of at most so many the ones with the smallest
    /// width that is 1, 2 or 5 times a power of ten.
    func bins(most: Int) -> [HistogramChart.Bin] {
        guard let low = counts.keys.min(), let high = counts.keys.max() else { return [] }
        var factor: Int64 = 1
        var next = [Int64(2), 5, 10]
        func place(_ key: Int64) -> Int64 { DecimalHistogram.divided(key, by: factor) }
        while place(high) - place(low) >= Int64(most) {
            factor = next.removeFirst()
            if next.isEmpty { next = [2, 5, 10].map { $0 * factor } }
        }
        var sums: [Int64: Int] = [:]
        for (key, count) in counts { sums[place(key), default: 0] += count }
        let size = width * Double(factor)
        return (place(low)...place(high)).map {
            HistogramChart.Bin(
                from: Double($0) * size, to: Double($0 + 1) * size, count: sums[$0] ?? 0)
        }
    }

    private static func divided(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
