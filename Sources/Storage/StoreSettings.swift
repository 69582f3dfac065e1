// How a store is opened. Only tests give other settings: a disk that loses its power has to stand
// under the code that runs in earnest, and a test that can not fail shows nothing, so the same disk
// stands under commits that do not wait for it.

/// Settings of a store that its users can not change.
struct StoreSettings: Sendable {
    /// `PRAGMA synchronous` of the writer: 2 is FULL, 1 is NORMAL.
    var synchronous = 2
    /// The level that every commit is checked to have.
    var synchronousRequired = 2
    /// The name of the VFS through which SQLite reaches the files; `nil` for its own.
    var fileSystem: String?
    /// Bytes of write-ahead log after which it is copied into the main file.
    var logBytesPerCheckpoint = StorageLimits.logBytesPerCheckpoint
    /// Called with the log's path when it was written again past the VFS.
    var logRewritten: @Sendable (String) -> Void = { _ in }
}
