// A plugin's text as the store keeps it.

/// A plugin text under its hash. Texts are never removed or changed: chunks name them.
public struct StoredPlugin: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        case game
        case strategy
    }

    /// SHA-256 of the UTF-8 text, 64 lower-case hexadecimal digits.
    public var hash: String
    public var kind: Kind
    public var name: String
    public var version: String
    public var text: String

    public init(hash: String, kind: Kind, name: String, version: String, text: String) {
        self.hash = hash
        self.kind = kind
        self.name = name
        self.version = version
        self.text = text
    }
}
