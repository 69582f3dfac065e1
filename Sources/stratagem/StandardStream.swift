// What is written for people beside the work: it must not end the work.
import Foundation

/// Lines on standard output or standard error whose loss is no failure: a log, a table, progress.
///
/// `FileHandle.write(_:)` ends the process when the disk with the log is full or nobody reads any
/// more.
enum StandardStream {
    /// Writes as much as there is room for.
    static func offer(_ text: String, to stream: FileHandle) {
        try? stream.write(contentsOf: Data(text.utf8))
    }
}
