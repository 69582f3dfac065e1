// How long sessions waited for their turns: a histogram of fixed size, cheap enough for each slice.

/// Delays between being ready to play and playing.
///
/// Buckets grow by an eighth of a power of two, so a percentile is at most 12.5 % too high, never
/// too low. 864 bytes.
public struct SliceDelays: Hashable, Sendable {
    /// Delays up to this many nanoseconds fall into the first bucket: 2^10, about 1 us.
    private static let leastExponent = 10
    private static let bucketsPerDoubling = 8
    /// The last bucket begins at 2^36 ns, about 69 s.
    private static let doublings = 27

    private var counts: [UInt32]
    /// Delays recorded.
    public private(set) var count: Int64 = 0
    /// The longest one, exactly.
    public private(set) var nanosecondsMax: UInt64 = 0

    public init() {
        counts = [UInt32](
            repeating: 0, count: SliceDelays.doublings * SliceDelays.bucketsPerDoubling)
    }

    public mutating func record(_ nanoseconds: UInt64) {
        counts[SliceDelays.bucket(of: nanoseconds)] &+= 1
        count += 1
        nanosecondsMax = max(nanosecondsMax, nanoseconds)
    }

    /// Takes in what another one recorded.
    public mutating func add(_ other: SliceDelays) {
        for index in counts.indices { counts[index] &+= other.counts[index] }
        count += other.count
        nanosecondsMax = max(nanosecondsMax, other.nanosecondsMax)
    }

    /// The delay that this share of all delays does not pass; 0 when there is none.
    ///
    /// - Parameter share: from 0 to 1: 0.99 for p99.
    public func nanoseconds(atShare share: Double) -> UInt64 {
        precondition((0...1).contains(share), "a share goes from 0 to 1")
        var left = max(1, (Double(count) * share).rounded(.up))
        for (index, count) in counts.enumerated() {
            left -= Double(count)
            if left <= 0 { return min(SliceDelays.end(of: index), nanosecondsMax) }
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

    /// The first delay above a bucket.
    private static func end(of index: Int) -> UInt64 {
        let exponent = UInt64(leastExponent + index / bucketsPerDoubling)
        let step = UInt64(index % bucketsPerDoubling + 1)
        return (1 << exponent) + (step << (exponent - 3))
    }
}
