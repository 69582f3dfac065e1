// The checksum of Ethernet, zip and PNG, computed by zlib.

private import CZlib

/// A checksum against damage: every change of one to three bits in up to 11 KB, and every run of
/// changed bits no longer than 32, gives another one; of other changes one in 2^32 does not. It is
/// no defence against intent.
public enum CRC32 {
    /// The checksum of these bytes: polynomial 0x04C11DB7, reflected, inverted before and after
    /// (ITU-T V.42, RFC 1952 section 8).
    public static func of(_ bytes: [UInt8]) -> UInt32 {
        // zlib counts in 32 bits; longer input is taken in parts.
        var sum: uLong = 0
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(1 << 30)
            rest = rest.dropFirst(1 << 30)
            unsafe part.withUnsafeBufferPointer { buffer in
                sum = unsafe crc32(sum, buffer.baseAddress, uInt(buffer.count))
            }
        }
        return UInt32(truncatingIfNeeded: sum)
    }
}
