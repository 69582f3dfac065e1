// From a stored session back to one that can be played.
public import Play
private import Scripting
public import Storage

/// Builds blueprints from the plugin texts in the store.
public enum StoredBlueprint {
    /// The blueprint of a stored session.
    ///
    /// - Parameter catalogue: says which of its plugins get a process of their own.
    ///
    /// Throws `PlayError` with `replay_incompatible` when a plugin text is missing or no longer
    /// loads, and `StorageError`.
    public static func blueprint(
        of session: StoredSession, in store: JournalStore, catalogue: Catalogue = Catalogue()
    ) throws -> SessionBlueprint {
        try blueprint(of: session.configuration, in: store, catalogue: catalogue)
    }

    /// The blueprint of a stored configuration, which may be that of a comparison's arm.
    ///
    /// Throws as above.
    public static func blueprint(
        of configuration: SessionConfiguration, in store: JournalStore,
        catalogue: Catalogue = Catalogue()
    ) throws -> SessionBlueprint {
        let fallback = try configuration.fallback.map { try strategy($0, store, catalogue) }
        return try SessionBlueprint(
            configuration: configuration, game: game(configuration.game, store, catalogue),
            strategy: strategy(configuration.strategy, store, catalogue), fallback: fallback)
    }

    private static func game(
        _ reference: PluginReference, _ store: JournalStore, _ catalogue: Catalogue
    ) throws -> GameDefinition {
        do throws(PluginFault) {
            return try GameDefinition(
                PluginSource(
                    file: "games/\(reference.name)/game.lua",
                    text: try text(reference, store).get(),
                    tier: catalogue.tier(ofText: reference.hash)))
        } catch {
            throw damaged(error)
        }
    }

    private static func strategy(
        _ reference: PluginReference, _ store: JournalStore, _ catalogue: Catalogue
    ) throws -> StrategyDefinition {
        do throws(PluginFault) {
            return try StrategyDefinition(
                PluginSource(
                    file: "strategies/\(reference.name).lua",
                    text: try text(reference, store).get(),
                    tier: catalogue.tier(ofText: reference.hash)))
        } catch {
            throw damaged(error)
        }
    }

    private static func text(
        _ reference: PluginReference, _ store: JournalStore
    ) -> Result<[UInt8], PluginFault> {
        let found = try? store.plugin(reference.hash)
        guard let stored = found else {
            return .failure(
                PluginFault(
                    kind: .contract, role: nil, file: reference.name, line: nil, call: "load",
                    message: "its text (\(reference.hash.prefix(12))) is not in the store"))
        }
        return .success(Array(stored.text.utf8))
    }

    private static func damaged(_ fault: PluginFault) -> PlayError {
        PlayError(
            .replayIncompatible, "a stored plugin can not be used: \(fault.description)",
            fault: fault)
    }
}
