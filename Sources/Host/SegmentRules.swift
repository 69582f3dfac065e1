// When a running host moves rounds out of the main file, and when it gives them up.
internal import Play
public import Storage

/// The part `segments` of stratagem.yaml; what is left out stays as it is.
public struct SegmentRules: Hashable, Sendable, Decodable {
    /// How long rounds stay in the main file, such as "10m"; "off": for ever.
    public var sealAfter: String?
    /// Bytes of a segment, such as "256MiB".
    public var size: String?
    /// How long rounds are kept, such as "30d"; "forever".
    public var keepFor: String?
    /// Bytes of all segments together, such as "20GB"; "unlimited".
    public var keepBytes: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case size
        case sealAfter = "seal_after"
        case keepFor = "keep_for"
        case keepBytes = "keep_bytes"
    }

    public init() {}

    /// Milliseconds that rounds stay in the main file; `nil` when nothing is sealed.
    public var sealAfterMilliseconds: Int64? {
        sealAfter == "off" ? nil : Quantity.milliseconds(sealAfter ?? SegmentRules.standard)
    }

    private static let standard = "10m"

    /// What a host retires beside its play.
    public var retention: RetentionPolicy {
        RetentionPolicy(
            maxAgeMilliseconds: keepFor.flatMap(Quantity.milliseconds),
            maxBytes: keepBytes.flatMap(Quantity.bytes))
    }

    /// How a host seals beside its play: whole segments only, and most of the time it rests.
    public var sealer: SealerSettings? {
        guard let age = sealAfterMilliseconds else { return nil }
        let bytes = size.flatMap(Quantity.bytes) ?? SegmentLimits.bytesStandard
        return SealerSettings(
            segmentBytes: bytes, olderThanMilliseconds: age, leastBytes: bytes,
            freeBytesKept: bytes, restFactor: 3)
    }

    /// Throws `INVALID_INPUT` for what can not be understood.
    func check(file: String) throws(PlayError) {
        func require(_ key: CodingKeys, _ text: String?, _ isFine: (String) -> Bool, _ say: String)
            throws(PlayError)
        {
            guard let text, !isFine(text) else { return }
            throw PlayError(
                .invalidInput, "\(file): segments.\(key.rawValue) is \"\(text)\"; write \(say)")
        }
        try require(
            .sealAfter, sealAfter, { $0 == "off" || Quantity.milliseconds($0) != nil },
            "a time such as 10m, or off")
        try require(
            .keepFor, keepFor, { $0 == "forever" || Quantity.milliseconds($0) ?? 0 > 0 },
            "a time such as 30d, or forever")
        try require(
            .keepBytes, keepBytes, { $0 == "unlimited" || Quantity.bytes($0) != nil },
            "a size such as 20GB, or unlimited")
        try require(
            .size, size, { Quantity.bytes($0).map(SegmentLimits.bytesRange.contains) ?? false },
            "a size from 4KiB to 1GiB, such as 256MiB")
    }
}
