// Every bound of segments, with its derivation.

/// Bounds of segments.
public enum SegmentLimits {
    /// Bytes of bodies after which a segment is full, unless another size is set. Whole segments are
    /// retired, so this is the grain of retention: at a million slot rounds a second and 0.3 bytes
    /// a round it is a quarter of an hour.
    public static let bytesStandard: Int64 = 256 << 20

    /// The most and the least that may be set. A copy or a check of one file takes some seconds.
    public static let bytesRange: ClosedRange<Int64> = (4 << 10)...(1 << 30)

    /// Bodies of one segment: short sessions have chunks of some hundred bytes, and the keys of all
    /// are held in memory while it is written.
    static let bodiesMax = 500_000

    /// Bytes that are read, or written to a segment, in one go. A sync of so much takes some ten
    /// milliseconds, which a commit may have to wait for at the disk.
    static let bytesPerStep: Int64 = 2 << 20

    /// Bodies that are read, or leave the main file, in one go: while a transaction empties them,
    /// which takes about 2 ms, commits wait.
    static let bodiesPerStep = 64

    /// Pages of the main file that are given back in one go, 0.5 MiB.
    static let pagesPerStep = 512

    /// Segment files that are open for reading at a time.
    static let filesOpenMax = 16

    /// Milliseconds between two notes of what is stored: the grain of `olderThan`.
    static let markMilliseconds: Int64 = 60_000
}
