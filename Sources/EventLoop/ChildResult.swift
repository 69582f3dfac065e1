// How a child process ended and what it wrote.

/// The end of a child process.
public struct ChildResult: Equatable, Sendable {
    /// Why it ended.
    public enum Ending: Equatable, Sendable {
        /// It returned or called exit, with this status; 0 is success.
        case exited(Int)
        /// A signal ended it.
        case killed(Signal)
    }

    public let ending: Ending
    /// Standard output, at most `outputBytesMax` bytes from its beginning.
    public let output: [UInt8]
    /// Standard error, likewise.
    public let errorOutput: [UInt8]
    /// Whether one of the two was longer than what was kept.
    public let isCut: Bool
}
