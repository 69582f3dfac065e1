// `stratagem check`: everything that can be said of a plugin without playing it.
public import Play
public import Scripting

/// Loads a plugin and checks its manifest.
public enum PluginCheck {
    /// One line on what guards the process that the plugin was loaded in; `nil` when it was loaded
    /// in this one.
    public static func guards(of source: PluginSource) throws(PluginFault) -> String? {
        let plugin = try Plugin.sandbox(file: source.file, tier: source.tier)
        guard let guards = plugin.guards else { return nil }
        let active = guards.active.isEmpty ? "nothing" : guards.active.joined(separator: ", ")
        let missing = guards.missing.joined(separator: ", ")
        return "\(source.file): in a process of its own, guarded by \(active)"
            + (missing.isEmpty ? "" : "; refused by this system: \(missing)")
    }

    /// What is found of a plugin that is right.
    public struct Finding: Hashable, Sendable {
        /// One line that says what the plugin is.
        public var summary: String
        /// Of loading it, when that came near a budget.
        public var budgetUses: [BudgetUse]
    }

    /// Throws the fault that is wrong with it.
    public static func check(_ source: PluginSource) throws(PluginFault) -> Finding {
        let plugin = try Plugin.load(text: source.text, file: source.file, tier: source.tier)
        let summary = try summary(of: plugin, source)
        return Finding(summary: summary, budgetUses: plugin.budgetUses(role: nil))
    }

    private static func summary(
        of plugin: borrowing Plugin, _ source: PluginSource
    ) throws(PluginFault) -> String {
        let manifest = try plugin.manifest()
        if manifest["step"] != nil {
            let game = try GameManifest(plugin, text: source.text)
            let variants =
                game.variants.isEmpty ? "" : ", variants " + game.variants.joined(separator: ", ")
            return "\(source.file): game \(game.name) \(game.version)\(variants), "
                + "\(game.symbols.count) symbols, actions \(game.actions.joined(separator: ", "))"
        }
        let strategy = try StrategyManifest(plugin, text: source.text)
        let parameters = strategy.parameters.map(\.name).joined(separator: ", ")
        return "\(source.file): strategy \(strategy.name) \(strategy.version), plays "
            + strategy.games.joined(separator: ", ")
            + (parameters.isEmpty ? ", no parameters" : ", parameters \(parameters)")
    }
}
