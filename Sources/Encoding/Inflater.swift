// One run of zlib's inflate, and the memory it owns.

private import CZlib

/// Owns a zlib stream from `inflateInit` to `inflateEnd`.
///
/// Safe because the pointer never leaves this file and is freed once, in `deinit`.
@safe struct Inflater: ~Copyable {
    /// The most that is restored between two looks at the maximum: 64 KiB, the size of a chunk.
    private static let stepBytesMax = 1 << 16

    // inflate checks that its stream has not moved, so the stream lives at an address of its own.
    private let stream: UnsafeMutablePointer<z_stream>

    init() throws(EncodingError) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            // The one other cause is a zlib.h of another major version than the library.
            precondition(status == Z_MEM_ERROR, "zlib does not match its header.")
            unsafe stream.deallocate()
            throw Deflate.outOfMemory
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Restores one whole stream. Called once.
    mutating func restore(
        _ bytes: [UInt8], bytesMax: Int
    ) throws(EncodingError) -> [UInt8] {
        var restored: [UInt8] = []
        var status = Z_OK
        unsafe bytes.withUnsafeBufferPointer { input in
            // inflate only reads its input; C's declaration says so since zlib's ZLIB_CONST.
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(input.count)
            while status == Z_OK, restored.count <= bytesMax {
                status = step(appendingTo: &restored, bytesMax: bytesMax)
            }
        }
        let consumed = unsafe bytes.count - Int(stream.pointee.avail_in)
        try check(status, consumed: consumed, of: bytes.count)
        guard restored.count <= bytesMax else {
            throw EncodingError(
                .tooLong, at: consumed,
                "The compressed bytes hold more than the \(bytesMax) allowed here: the input is "
                    + "damaged or made by something else.")
        }
        guard consumed == bytes.count else {
            throw EncodingError(
                .trailingBytes, at: consumed,
                "\(bytes.count - consumed) bytes follow the end of the compressed bytes: the input "
                    + "is damaged or of a newer version.")
        }
        return restored
    }

    /// Restores a little more; one byte past the maximum is enough to know that it is too much.
    private mutating func step(appendingTo restored: inout [UInt8], bytesMax: Int) -> Int32 {
        let room = min(Inflater.stepBytesMax, bytesMax + 1 - restored.count)
        var status = Z_OK
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
            unsafe stream.pointee.next_out = output.baseAddress
            unsafe stream.pointee.avail_out = UInt32(room)
            status = unsafe inflate(stream, Z_NO_FLUSH)
            count = unsafe room - Int(stream.pointee.avail_out)
        }
        restored.append(contentsOf: piece)
        return status
    }

    private func check(_ status: Int32, consumed: Int, of count: Int) throws(EncodingError) {
        switch status {
        case Z_OK, Z_STREAM_END:
            return
        case Z_MEM_ERROR:
            throw Deflate.outOfMemory
        case Z_BUF_ERROR:
            // Room is never zero, so no progress means no input: the stream ends early.
            throw EncodingError(
                .truncated, at: count,
                "The compressed bytes end early, after \(count): read the whole input.")
        default:
            throw EncodingError(
                .malformed, at: consumed,
                "The compressed bytes are damaged near offset \(consumed): restore them.")
        }
    }
}
