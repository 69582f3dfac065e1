// How a store is opened. Only tests give other settings: a disk that loses its power has to stand
// under the code that runs in earnest, and a test that can not fail shows nothing, so the same disk
// stands under commits that do not wait for it.

private import Foundation

/// Settings of a store that its users can not change.
package struct StoreSettings: Sendable {
    /// `PRAGMA synchronous` of the writer: 2 is FULL, 1 is NORMAL.
    package var synchronous: Int
    /// The level that every commit is checked to have.
    package var synchronousRequired: Int
    /// `PRAGMA synchronous` while a segment is written: 3 is EXTRA, which is FULL and waits until the
    /// disk has forgotten the journal's name; nobody looks for a journal when the file is read.
    package var segmentSynchronous: Int
    /// The name of the VFS through which SQLite reaches the files; `nil` for its own.
    package var fileSystem: String?
    /// Bytes of write-ahead log after which it is copied into the main file.
    package var logBytesPerCheckpoint: Int64
    /// Called with the log's path when it was written again past the VFS.
    package var logRewritten: @Sendable (String) -> Void
    /// Called with the path of a file that was removed past the VFS.
    package var fileRemoved: @Sendable (String) -> Void
    /// Milliseconds since 1970-01-01 UTC.
    package var now: @Sendable () -> Int64

    /// What is left out is as for users.
    package init(
        synchronous: Int = 2, synchronousRequired: Int = 2, segmentSynchronous: Int = 3,
        fileSystem: String? = nil, logBytesPerCheckpoint: Int64? = nil,
        logRewritten: @escaping @Sendable (String) -> Void = { _ in },
        fileRemoved: @escaping @Sendable (String) -> Void = { _ in },
        now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
    ) {
        self.synchronous = synchronous
        self.synchronousRequired = synchronousRequired
        self.segmentSynchronous = segmentSynchronous
        self.fileSystem = fileSystem
        self.logBytesPerCheckpoint = logBytesPerCheckpoint ?? StorageLimits.logBytesPerCheckpoint
        self.logRewritten = logRewritten
        self.fileRemoved = fileRemoved
        self.now = now
    }
}
