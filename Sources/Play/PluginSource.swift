// A plugin's text with its name and hash.
internal import Encoding
public import Scripting

/// The text of one plugin file.
public struct PluginSource: Hashable, Sendable {
    /// How messages name it: "strategies/flat.lua".
    public let file: String
    public let text: [UInt8]
    /// SHA-256 of the text, 64 lower-case hexadecimal digits.
    public let hash: String
    /// Where its state lives. It changes nothing that the plugin does, so it is no part of what two
    /// sources are compared by.
    public let tier: PluginTier

    public init(file: String, text: [UInt8], tier: PluginTier = .inProcess) {
        self.file = file
        self.text = text
        self.hash = SHA256Digest(of: text).hex
        self.tier = tier
    }

    public static func == (a: PluginSource, b: PluginSource) -> Bool {
        a.file == b.file && a.hash == b.hash
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(file)
        hasher.combine(hash)
    }
}
