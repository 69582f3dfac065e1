// Where the sandbox differs from stock Lua on purpose.
internal import CLuaBridge

/// A deliberate difference from stock Lua 5.4.
public struct LibraryDifference: Equatable, Sendable {
    /// Names, separated by spaces; `table.*` is the whole library.
    public let functions: String
    /// The sandbox's way.
    public let what: String
    public let reason: String
    /// Part of the message, where the difference is a refusal.
    public let refusal: String?

    /// All of them: the differential tests and the fuzz targets allow no other.
    public static let all: [LibraryDifference] = {
        var found: [LibraryDifference] = []
        var record = unsafe sg_difference()
        while let index = Int32(exactly: found.count), unsafe sg_difference_at(index, &record) {
            unsafe found.append(LibraryDifference(record))
        }
        return found
    }()

    @unsafe
    private init(_ record: sg_difference) {
        unsafe functions = String(cString: record.functions)
        unsafe what = String(cString: record.what)
        unsafe reason = String(cString: record.reason)
        unsafe refusal = record.refusal.map { unsafe String(cString: $0) }
    }
}
