// How long things took, such as waits for a turn and commits: a histogram of fixed size, cheap
// enough for each of them.

/// A histogram of durations in nanoseconds.
///
/// Buckets grow by an eighth of a power of two, so a percentile is at most 12.5 % too high, never
/// too low. 864 bytes.
public struct LatencyHistogram: Hashable, Sendable {
    /// Durations up to this many nanoseconds fall into the first bucket: 2^10, about 1 us.
    private static let leastExponent = 10
    private static let bucketsPerDoubling = 8
    /// The last bucket begins at 2^36 ns, about 69 s.
    private static let doublings = 27

    private var counts: [UInt32]
    /// Durations recorded.
    public private(set) var count: Int64 = 0
    /// The longest one, exactly.
    public private(set) var nanosecondsMax: UInt64 = 0

    public init() {
        counts = [UInt32](
            repeating: 0, count: LatencyHistogram.doublings * LatencyHistogram.bucketsPerDoubling)
    }

    public mutating func record(_ nanoseconds: UInt64) {
        counts[LatencyHistogram.bucket(of: nanoseconds)] &+= 1
        count += 1
        nanosecondsMax = max(nanosecondsMax, nanoseconds)
    }

    /// Takes in what another one recorded.
    public mutating func add(_ other: LatencyHistogram) {
        for index in counts.indices { counts[index] &+= other.counts[index] }
        count += other.count
        nanosecondsMax = max(nanosecondsMax, other.nanosecondsMax)
    }

    /// What was recorded since an earlier value of this histogram; the longest to a bucket's width.
    public func since(_ earlier: LatencyHistogram) -> LatencyHistogram {
        var difference = LatencyHistogram()
        for index in counts.indices {
            let grown = counts[index] &- earlier.counts[index]
            difference.counts[index] = grown
            guard grown > 0 else { continue }
            difference.nanosecondsMax = min(LatencyHistogram.end(of: index), nanosecondsMax)
        }
        difference.count = count - earlier.count
        return difference
    }

    /// The duration that this share of all does not pass; 0 when there is none.
    ///
    /// - Parameter share: from 0 to 1: 0.99 for p99.
    public func nanoseconds(atShare share: Double) -> UInt64 {
        precondition((0...1).contains(share), "a share goes from 0 to 1")
        var left = max(1, (Double(count) * share).rounded(.up))
        for (index, count) in counts.enumerated() {
            left -= Double(count)
            if left <= 0 { return min(LatencyHistogram.end(of: index), nanosecondsMax) }
        }
        return nanosecondsMax
    }

    private static func bucket(of nanoseconds: UInt64) -> Int {
        let exponent = 63 - max(nanoseconds, 1).leadingZeroBitCount
        guard exponent >= leastExponent else { return 0 }
        let step = Int(nanoseconds >> UInt64(exponent - 3)) & (bucketsPerDoubling - 1)
        let index = (exponent - leastExponent) * bucketsPerDoubling + step
        return min(index, doublings * bucketsPerDoubling - 1)
    }

    /// The first duration above a bucket.
    private static func end(of index: Int) -> UInt64 {
        let exponent = UInt64(leastExponent + index / bucketsPerDoubling)
        let step = UInt64(index % bucketsPerDoubling + 1)
        return (1 << exponent) + (step << (exponent - 3))
    }
}
