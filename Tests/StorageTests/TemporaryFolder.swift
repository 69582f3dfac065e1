// A folder for one test, removed with it.

import Foundation

/// A new folder under the system's temporary one; removed when this goes away.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("stratagem-storage-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A folder inside that does not exist yet.
    var store: String { path + "/store" }
    /// The database in it.
    var database: String { store + "/journal.db" }
}
