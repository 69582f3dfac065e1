// SHA-256 over a stream of bytes, by nettle, whose state can be saved in the middle of a block.
//
// SAVED STATE, 108 bytes, integers little-endian:
//     offset  size
//     0       32    the eight words of the hash value after the last whole block (FIPS 180-4, H)
//     32      8     whole 64-byte blocks hashed; under 2^55, because the length counts bits in 64
//     40      4     bytes of the unfinished block, 0 to 63
//     44      64    those bytes, then zeros
// The same stream always saves to the same bytes. The state has no checksum of its own: whoever
// stores it stores the digest beside it and compares after restoring.

private import CNettle

/// A running SHA-256: bytes go in, a digest can be taken at any point without ending the stream.
///
/// A plain value: a copy continues on its own.
public struct SHA256Stream: Sendable {
    /// How many bytes `save` makes.
    public static let savedByteCount = 108

    private static let blockByteCount = 64
    private static let blockCountMax: UInt64 = 1 << 55

    private var context: sha256_ctx

    /// A stream without bytes.
    public init() {
        context = sha256_ctx()
        unsafe nettle_sha256_init(&context)
    }

    /// The stream whose state `save` wrote.
    ///
    /// Throws `malformed` when no stream saves to these bytes, as far as that can be told.
    public init(restoring saved: [UInt8]) throws(EncodingError) {
        guard saved.count == SHA256Stream.savedByteCount else {
            throw EncodingError(
                .malformed, at: nil,
                "A saved SHA-256 state has \(SHA256Stream.savedByteCount) bytes, not "
                    + "\(saved.count): give all of them.")
        }
        var reader = ByteReader(saved)
        var restored = SHA256Stream()
        let start = restored.words
        for index in 0..<8 { restored.words[index] = try reader.read(UInt32.self) }
        restored.context.count = try reader.read(UInt64.self)
        restored.context.index = try reader.read(UInt32.self)
        let block = try reader.read(count: SHA256Stream.blockByteCount)
        try reader.finish()
        let index = Int(restored.context.index)
        guard restored.context.count < SHA256Stream.blockCountMax,
            index < SHA256Stream.blockByteCount,
            block[index...].allSatisfy({ $0 == 0 }),
            restored.context.count > 0 || restored.words == start
        else {
            throw EncodingError(
                .malformed, at: nil,
                "The saved SHA-256 state is damaged: begin again from the last digest that can "
                    + "be verified.")
        }
        restored.block = block
        self = restored
    }

    /// Adds bytes to the stream.
    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            unsafe nettle_sha256_update(
                &context, buffer.count, start.assumingMemoryBound(to: UInt8.self))
        }
    }

    /// Adds bytes to the stream.
    public mutating func update(_ bytes: [UInt8]) {
        unsafe update(bytes.span.bytes)
    }

    /// The digest of all bytes so far. The stream is as it was and may go on.
    public var digest: SHA256Digest {
        // nettle pads and resets the context it is given, so it is given a copy.
        var finished = context
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: SHA256Digest.byteCount) {
            buffer, count in
            unsafe nettle_sha256_digest(
                &finished, SHA256Digest.byteCount, buffer.baseAddress)
            count = SHA256Digest.byteCount
        }
        return SHA256Digest(exactly: bytes)
    }

    /// The state as bytes, in the format at the head of this file.
    public func save() -> [UInt8] {
        var writer = ByteWriter(capacity: SHA256Stream.savedByteCount)
        for word in words { writer.write(word) }
        writer.write(context.count)
        writer.write(UInt32(context.index))
        // Past the index nettle leaves bytes of the block before; they are no part of the state.
        let unfinished = block.prefix(Int(context.index))
        writer.append(Array(unfinished))
        writer.append(
            [UInt8](repeating: 0, count: SHA256Stream.blockByteCount - unfinished.count))
        return writer.bytes
    }

    /// The context's eight state words, which C imports as a tuple.
    private var words: [UInt32] {
        get {
            unsafe withUnsafeBytes(of: context.state) { state in
                (0..<8).map { unsafe state.load(fromByteOffset: 4 * $0, as: UInt32.self) }
            }
        }
        set {
            precondition(newValue.count == 8, "SHA-256 has eight state words.")
            unsafe withUnsafeMutableBytes(of: &context.state) { state in
                for (index, word) in newValue.enumerated() {
                    unsafe state.storeBytes(of: word, toByteOffset: 4 * index, as: UInt32.self)
                }
            }
        }
    }

    /// The context's block buffer.
    private var block: [UInt8] {
        get { unsafe withUnsafeBytes(of: context.block) { unsafe Array($0) } }
        set {
            precondition(newValue.count == SHA256Stream.blockByteCount, "A block has 64 bytes.")
            unsafe withUnsafeMutableBytes(of: &context.block) { block in
                unsafe block.copyBytes(from: newValue)
            }
        }
    }
}
