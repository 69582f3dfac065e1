// Compression with zlib, in its own container (RFC 1950): two bytes of header, deflate blocks
// (RFC 1951), and the Adler-32 of the content, so that damage is noticed on reading.
//
// What compresses to which bytes depends on the zlib that is installed. Digests therefore run over
// content and never over compressed bytes.

private import CZlib

/// Compresses bytes and restores them.
public enum Deflate {
    /// The most bytes that are compressed or restored in one call: 1 GiB. Chunks are far smaller;
    /// zlib counts in 32 bits, and this keeps every count of ours within them.
    public static let bytesMax = 1 << 30

    /// Compresses bytes. Level 1 is the fastest, 9 the smallest, 0 stores.
    ///
    /// Throws `tooLong` over `bytesMax`, and `outOfMemory`.
    public static func compress(
        _ bytes: [UInt8], level: Int = 1
    ) throws(EncodingError) -> [UInt8] {
        try compress(unsafe bytes.span.bytes, level: level)
    }

    /// Compresses bytes. Level 1 is the fastest, 9 the smallest, 0 stores.
    ///
    /// Throws `tooLong` over `bytesMax`, and `outOfMemory`.
    public static func compress(
        _ bytes: RawSpan, level: Int = 1
    ) throws(EncodingError) -> [UInt8] {
        precondition((0...9).contains(level), "A compression level is 0 to 9.")
        try requireLength(bytes.byteCount)
        let capacity = Int(compressBound(uLong(bytes.byteCount)))
        var status = Z_OK
        let compressed = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            var written = uLongf(capacity)
            unsafe bytes.withUnsafeBytes { input in
                status = unsafe compress2(
                    output.baseAddress, &written,
                    input.baseAddress?.assumingMemoryBound(to: UInt8.self), uLong(input.count),
                    Int32(level))
            }
            count = status == Z_OK ? Int(written) : 0
        }
        // The other statuses are a bad level and a small output, which are excluded above.
        guard status == Z_OK else { throw outOfMemory }
        return compressed
    }

    /// Restores what `compress` made, or any zlib stream, when it has at most `bytesMax` bytes.
    ///
    /// Throws `truncated` when the stream ends early, `malformed` when it is damaged,
    /// `trailingBytes` when something follows it, `tooLong` when it holds more than the maximum,
    /// and `outOfMemory`. Never allocates more than about twice what was restored so far.
    public static func decompress(
        _ bytes: [UInt8], bytesMax: Int
    ) throws(EncodingError) -> [UInt8] {
        precondition(
            (0...Deflate.bytesMax).contains(bytesMax), "The maximum is 0 to \(Deflate.bytesMax).")
        try requireLength(bytes.count)
        var inflater = try Inflater()
        return try inflater.restore(bytes, bytesMax: bytesMax)
    }

    static var outOfMemory: EncodingError {
        EncodingError(
            .outOfMemory, at: nil, "zlib found no memory: free some, or use smaller chunks.")
    }

    private static func requireLength(_ count: Int) throws(EncodingError) {
        guard count <= bytesMax else {
            throw EncodingError(
                .tooLong, at: nil,
                "\(count) bytes are over the \(bytesMax) that one call takes: cut them in parts.")
        }
    }
}
