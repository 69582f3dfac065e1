// A SHA-256 digest as a value.

/// The 32 bytes of a SHA-256 digest.
public struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
    /// How many bytes a digest has.
    public static let byteCount = 32

    // Four words, most significant byte first: a value without an allocation of its own.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// A digest from its 32 bytes. Throws `malformed` for any other count.
    public init(bytes: [UInt8]) throws(EncodingError) {
        guard bytes.count == SHA256Digest.byteCount else {
            throw EncodingError(
                .malformed, at: nil,
                "A SHA-256 digest has \(SHA256Digest.byteCount) bytes, not \(bytes.count): give "
                    + "all of them.")
        }
        self.init(exactly: bytes)
    }

    /// A digest from 64 hexadecimal digits of either case. Throws `malformed` for any other text.
    public init(hex: String) throws(EncodingError) {
        let digits = hex.utf8.prefix(2 * SHA256Digest.byteCount + 1).compactMap(hexValue)
        guard hex.utf8.count == 2 * SHA256Digest.byteCount, digits.count == hex.utf8.count else {
            throw EncodingError(
                .malformed, at: nil,
                "A SHA-256 digest is written as \(2 * SHA256Digest.byteCount) hexadecimal digits: "
                    + "give all of them and nothing else.")
        }
        self.init(
            exactly: (0..<SHA256Digest.byteCount).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] })
    }

    /// The digest of these bytes.
    public init(of bytes: [UInt8]) {
        var stream = SHA256Stream()
        stream.update(bytes)
        self = stream.digest
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public var hex: String {
        String(decoding: digits, as: UTF8.self)
    }

    /// The first 16 bytes in the form of a UUID: 8, 4, 4, 4 and 12 lower-case digits.
    public var uuidForm: String {
        var text = digits.prefix(32)
        for hyphen in [20, 16, 12, 8] { text.insert(UInt8(ascii: "-"), at: hyphen) }
        return String(decoding: text, as: UTF8.self)
    }

    private var digits: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(2 * SHA256Digest.byteCount)
        for word in [words.0, words.1, words.2, words.3] {
            for shift in stride(from: 60, through: 0, by: -4) {
                let value = UInt8(word >> UInt64(shift) & 15)
                text.append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value)
            }
        }
        return text
    }

    /// The same as `hex`.
    public var description: String { hex }

    /// Whether two digests are the same. Not in constant time: no digest here is a secret.
    public static func == (first: SHA256Digest, second: SHA256Digest) -> Bool {
        first.words == second.words
    }

    /// Feeds the digest to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }

    /// A digest from bytes that are known to be 32.
    init(exactly bytes: [UInt8]) {
        precondition(bytes.count == SHA256Digest.byteCount, "A SHA-256 digest has 32 bytes.")
        func word(_ index: Int) -> UInt64 {
            bytes[(8 * index)..<(8 * index + 8)].reduce(0) { $0 << 8 | UInt64($1) }
        }
        words = (word(0), word(1), word(2), word(3))
    }
}

/// The value of a hexadecimal digit; nil for any other character.
private func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
