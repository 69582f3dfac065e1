// Loaded plugins: text and checked manifest together.
public import Scripting

/// A strategy that loads.
public struct StrategyDefinition: Hashable, Sendable {
    public let source: PluginSource
    public let manifest: StrategyManifest

    /// Loads the text in a sandbox and checks its manifest.
    public init(_ source: PluginSource, budget: CallBudget = .standard) throws(PluginFault) {
        let plugin = try Plugin.load(
            text: source.text, file: source.file, budget: budget, tier: source.tier)
        self.source = source
        self.manifest = try StrategyManifest(plugin, text: source.text)
    }

    public var reference: PluginReference {
        PluginReference(name: manifest.name, version: manifest.version, hash: source.hash)
    }
}

/// A game that loads.
public struct GameDefinition: Hashable, Sendable {
    public let source: PluginSource
    public let manifest: GameManifest

    /// Loads the text in a sandbox and checks its manifest.
    public init(_ source: PluginSource, budget: CallBudget = .standard) throws(PluginFault) {
        let plugin = try Plugin.load(
            text: source.text, file: source.file, budget: budget, tier: source.tier)
        self.source = source
        self.manifest = try GameManifest(plugin, text: source.text)
    }

    public var reference: PluginReference {
        PluginReference(name: manifest.name, version: manifest.version, hash: source.hash)
    }
}
