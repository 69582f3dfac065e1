// How a store is opened. Only tests give other settings: a disk that loses its power has to stand
// under the code that runs in earnest, and a test that can not fail shows nothing, so the same disk
// stands under commits that do not wait for it.

/// Settings of a store that its users can not change.
package struct StoreSettings: Sendable {
    /// `PRAGMA synchronous` of the writer: 2 is FULL, 1 is NORMAL.
    package var synchronous: Int
    /// The level that every commit is checked to have.
    package var synchronousRequired: Int
    /// The name of the VFS through which SQLite reaches the files; `nil` for its own.
    package var fileSystem: String?
    /// Bytes of write-ahead log after which it is copied into the main file.
    package var logBytesPerCheckpoint: Int64
    /// Called with the log's path when it was written again past the VFS.
    package var logRewritten: @Sendable (String) -> Void

    /// What is left out is as for users.
    package init(
        synchronous: Int = 2, synchronousRequired: Int = 2, fileSystem: String? = nil,
        logBytesPerCheckpoint: Int64? = nil,
        logRewritten: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.synchronous = synchronous
        self.synchronousRequired = synchronousRequired
        self.fileSystem = fileSystem
        self.logBytesPerCheckpoint = logBytesPerCheckpoint ?? StorageLimits.logBytesPerCheckpoint
        self.logRewritten = logRewritten
    }
}
