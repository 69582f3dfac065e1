// The one error type of this module.

/// Bytes that could not be read or made: a code for programs, one sentence for people.
///
/// Whatever throws it leaves every value as it was.
public struct EncodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of error; the raw value is stable and may be stored or sent.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// The bytes end inside a value.
        case truncated = "TRUNCATED"
        /// The bytes are not what any writer of this format makes.
        case malformed = "MALFORMED"
        /// A declared or actual length is over what the reader allows.
        case tooLong = "TOO_LONG"
        /// Bytes follow where the end should be.
        case trailingBytes = "TRAILING_BYTES"
        /// The system had no memory for the work.
        case outOfMemory = "OUT_OF_MEMORY"
    }

    /// The kind of error.
    public let code: Code
    /// Where in the input it was found, in bytes from its start; nil when no place is to blame.
    public let offset: Int?
    /// One sentence that says what is wrong and what to do.
    public let description: String

    init(_ code: Code, at offset: Int?, _ description: String) {
        self.code = code
        self.offset = offset
        self.description = description
    }
}
