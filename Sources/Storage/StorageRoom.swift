// How much room the file system of a store has, and how much of it sessions leave free.
private import Foundation

/// Bytes of a file system.
public struct StorageSpace: Hashable, Sendable {
    /// Free for those who are not root.
    public var free: Int64
    public var total: Int64

    public init(free: Int64, total: Int64) {
        self.free = free
        self.total = total
    }
}

/// Where a committer looks for room, and the low-water mark below which sessions wait.
///
/// The mark keeps back what sessions need to end in order: their last rounds, and the log's way into
/// the main file. That is at most what a committer's queue and the log hold, 16 MiB and 32 MiB; the
/// rest is for whatever else lives on the disk.
public struct StorageRoom: Sendable {
    /// Folder of the store.
    public let path: String
    /// The mark in bytes, 0 for none; `nil`: 256 MiB, or a twentieth of a small file system.
    public let freeBytesMin: Int64?
    /// How often it is looked again while sessions wait, and a refused commit is tried again.
    let period: Duration
    private let reading: @Sendable () -> StorageSpace?

    public init(path: String, freeBytesMin: Int64? = nil) {
        self.init(path: path, freeBytesMin: freeBytesMin, period: .milliseconds(500)) {
            StorageRoom.space(of: path)
        }
    }

    /// With another file system than that of the path; for tests.
    package init(
        path: String, freeBytesMin: Int64? = nil, period: Duration,
        reading: @escaping @Sendable () -> StorageSpace?
    ) {
        precondition(freeBytesMin ?? 0 >= 0, "A mark is not below zero.")
        self.path = path
        self.freeBytesMin = freeBytesMin
        self.period = period
        self.reading = reading
    }

    /// The bytes as they are now; `nil` when the system does not say.
    func space() -> StorageSpace? { reading() }

    /// Where sessions begin to wait.
    func pauseBelow(total: Int64) -> Int64 {
        freeBytesMin ?? min(StorageRoom.freeBytesMinStandard, total / 20)
    }

    /// Where they go on: a quarter above, so that what they write at once does not stop them again.
    func resumeFrom(total: Int64) -> Int64 {
        let mark = pauseBelow(total: total)
        let (sum, overflowed) = mark.addingReportingOverflow(mark / 4)
        return overflowed ? .max : sum
    }

    /// The standard mark of a file system of 5 GiB or more.
    public static let freeBytesMinStandard: Int64 = 256 << 20

    /// What the file system of a folder says of itself, by statvfs(3).
    public static func space(of path: String) -> StorageSpace? {
        guard
            let found = try? FileManager.default.attributesOfFileSystem(forPath: path),
            let free = found[.systemFreeSize] as? NSNumber,
            let total = found[.systemSize] as? NSNumber
        else { return nil }
        return StorageSpace(free: free.int64Value, total: total.int64Value)
    }
}
