// A folder for one test, removed with it.

private import Foundation

/// A new folder under the system's temporary one; removed when this goes away.
public final class TemporaryFolder: Sendable {
    public let path: String

    /// - Parameter isInMemory: whether a file system in memory does as well, where there is one: for
    ///   a simulated disk, which keeps by itself what a sync would have left.
    public init(isInMemory: Bool = false) throws {
        var parent = FileManager.default.temporaryDirectory
        if isInMemory, FileManager.default.isWritableFile(atPath: "/dev/shm") {
            parent = URL(fileURLWithPath: "/dev/shm")
        }
        path = parent.appendingPathComponent("stratagem-storage-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A folder inside that does not exist yet.
    public var store: String { path + "/store" }
    /// The database in it.
    public var database: String { store + "/journal.db" }
}
