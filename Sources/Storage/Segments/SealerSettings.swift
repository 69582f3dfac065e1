// What a sealer takes, and how it shares the disk.

/// Settings of a `Sealer`.
public struct SealerSettings: Hashable, Sendable {
    /// Bytes of bodies in a segment: `SegmentLimits.bytesRange`.
    public var segmentBytes: Int64
    /// Bodies that were stored so many milliseconds ago move; 0 is all. It is known to about a
    /// minute.
    public var olderThanMilliseconds: Int64
    /// A segment is begun when so many bytes of bodies can move.
    public var leastBytes: Int64
    /// Bytes in the main file that nothing is in and that are not given back, because what is
    /// stored next fills them.
    public var freeBytesKept: Int64
    /// After each step as many times its duration is waited for, so that whoever commits beside it
    /// has the disk most of the time.
    public var restFactor: Int

    public init(
        segmentBytes: Int64 = SegmentLimits.bytesStandard, olderThanMilliseconds: Int64 = 0,
        leastBytes: Int64 = 1, freeBytesKept: Int64 = 0, restFactor: Int = 0
    ) {
        self.segmentBytes = min(
            max(segmentBytes, SegmentLimits.bytesRange.lowerBound),
            SegmentLimits.bytesRange.upperBound)
        self.olderThanMilliseconds = max(0, olderThanMilliseconds)
        self.leastBytes = leastBytes
        self.freeBytesKept = freeBytesKept
        self.restFactor = restFactor
    }
}

/// What a sealer did.
public struct SealerResult: Hashable, Sendable {
    /// Segments that are sealed now and were not before.
    public var segments: [StoredSegment] = []
    /// Bytes of the main file, with what is left in its log, before and after.
    public var bytesBefore: Int64 = 0
    public var bytesAfter: Int64 = 0

    public init() {}
}
