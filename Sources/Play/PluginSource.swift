// A plugin's text with its name and hash.
internal import Encoding

/// The text of one plugin file.
public struct PluginSource: Hashable, Sendable {
    /// How messages name it: "strategies/flat.lua".
    public let file: String
    public let text: [UInt8]
    /// SHA-256 of the text, 64 lower-case hexadecimal digits.
    public let hash: String

    public init(file: String, text: [UInt8]) {
        self.file = file
        self.text = text
        self.hash = SHA256Digest(of: text).hex
    }
}
