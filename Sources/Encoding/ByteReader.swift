// Bytes to values: the other half of ByteWriter, whose first lines state the format.
//
// The bytes may come from a damaged disk or a hostile hand. Every read checks its bounds, lengths
// are bounded by the caller before anything is allocated, and only the one form that ByteWriter
// writes is accepted.

/// Reads bytes, one value after the other. A read that throws moves nothing.
public struct ByteReader: Sendable {
    // Reading numbers is inlined into other modules, for the same reason as writing them.
    @usableFromInline let bytes: [UInt8]
    @usableFromInline var position = 0

    /// Where the next read begins, in bytes from the start.
    @inlinable public var offset: Int { position }

    /// A reader at the start of these bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How many bytes have not been read.
    @inlinable public var remaining: Int { bytes.count - position }

    /// Reads a fixed little-endian integer: `try read(UInt32.self)` reads four bytes.
    ///
    /// Throws `truncated`.
    @inlinable
    public mutating func read<Value: FixedWidthInteger>(
        _ type: Value.Type
    ) throws(EncodingError) -> Value {
        let size = Value.bitWidth / 8
        try require(size, "an integer of \(size) bytes")
        var value: Value = 0
        for index in 0..<size {
            value |= Value(truncatingIfNeeded: bytes[position + index]) << (8 * index)
        }
        position += size
        return value
    }

    /// Reads an unsigned varint.
    ///
    /// Throws `truncated`, or `malformed` when it is over 64 bits or not in its shortest form.
    @inlinable
    public mutating func readVarint() throws(EncodingError) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<10 {
            guard position + index < bytes.count else {
                throw endInsideVarint
            }
            let byte = bytes[position + index]
            // The tenth byte holds bit 63 and no other.
            guard index < 9 || byte <= 1 else { break }
            value |= UInt64(byte & 0x7F) << (7 * index)
            if byte < 0x80 {
                guard byte != 0 || index == 0 else { break }
                position += index + 1
                return value
            }
        }
        throw notShortestVarint
    }

    /// Reads a zigzag varint. Throws as `readVarint` does.
    @inlinable
    public mutating func readSignedVarint() throws(EncodingError) -> Int64 {
        let value = try readVarint()
        return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
    }

    /// Reads so many bytes as they are. Throws `truncated`.
    public mutating func read(count: Int) throws(EncodingError) -> [UInt8] {
        precondition(count >= 0, "A reader reads zero bytes or more.")
        try require(count, "\(count) bytes")
        let content = Array(bytes[position..<(position + count)])
        position += count
        return content
    }

    /// Reads bytes with their count in front, at most so many.
    ///
    /// Throws `truncated`, `malformed`, or `tooLong` when the count is over the maximum.
    public mutating func readBytes(countMax: Int) throws(EncodingError) -> [UInt8] {
        precondition(countMax >= 0, "The largest count is zero or more.")
        var ahead = self
        let declared = try ahead.readVarint()
        guard declared <= UInt64(countMax) else {
            throw EncodingError(
                .tooLong, at: offset,
                "The \(declared) bytes declared at offset \(offset) are over the \(countMax) "
                    + "allowed here: the input is damaged or made by something else.")
        }
        let content = try ahead.read(count: Int(declared))
        position = ahead.position
        return content
    }

    /// Reads a string with its UTF-8 count in front, at most so many bytes.
    ///
    /// Throws as `readBytes` does, and `malformed` when the bytes are not UTF-8.
    public mutating func readString(bytesMax: Int) throws(EncodingError) -> String {
        var ahead = self
        let content = try ahead.readBytes(countMax: bytesMax)
        guard let text = String(validating: content, as: UTF8.self) else {
            throw EncodingError(
                .malformed, at: offset,
                "The string at offset \(offset) is not UTF-8: the bytes are damaged, restore them.")
        }
        position = ahead.position
        return text
    }

    /// Ends the reading. Throws `trailingBytes` when something was not read.
    public func finish() throws(EncodingError) {
        guard remaining == 0 else {
            throw EncodingError(
                .trailingBytes, at: offset,
                "\(remaining) bytes follow the end at offset \(offset): the input is damaged or of "
                    + "a newer version.")
        }
    }

    @usableFromInline
    func require(_ size: Int, _ what: @autoclosure () -> String) throws(EncodingError) {
        guard size <= remaining else {
            throw EncodingError(
                .truncated, at: offset,
                "The bytes end before \(what()) at offset \(offset) (\(remaining) are left): read "
                    + "the whole input.")
        }
    }

    @usableFromInline
    var endInsideVarint: EncodingError {
        EncodingError(
            .truncated, at: offset,
            "The bytes end inside a varint at offset \(offset): read the whole input.")
    }

    @usableFromInline
    var notShortestVarint: EncodingError {
        EncodingError(
            .malformed, at: offset,
            "The varint at offset \(offset) is over 64 bits or not in its shortest form: the bytes "
                + "are damaged, restore them.")
    }
}
