// Who a session of a run file is: its group's name and its number give it the same id in every
// store and every run.
private import Encoding

/// The name and the id of one session.
public struct FleetIdentity: Hashable, Sendable {
    public let group: String
    /// From 1.
    public let index: Int

    public init(group: String, index: Int) {
        self.group = group
        self.index = index
    }

    /// "calm/3".
    public var name: String { "\(group)/\(index)" }

    /// A lower-case UUID of version 8 (RFC 9562, 5.8: made by an application's own rule): the first
    /// bytes of the SHA-256 of the name.
    public var id: String {
        var digits = Array(SHA256Digest(of: Array("stratagem up \(name)".utf8)).hex.prefix(32))
        digits[12] = "8"
        digits[16] = "8"
        let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return cuts.map { String(digits[$0]) }.joined(separator: "-")
    }

    /// Seeds what is random about a session but not part of its rounds.
    public var seed: UInt64 {
        let digits = SHA256Digest(of: Array(name.utf8)).hex.suffix(16)
        return UInt64(digits, radix: 16) ?? 0
    }
}
