// From a stored session back to one that can be played.
public import Play
private import Scripting
public import Storage

/// Builds blueprints from the plugin texts in the store.
public enum StoredBlueprint {
    /// The blueprint of a stored session, with the texts that play now or did at some round.
    ///
    /// - Parameters:
    ///   - catalogue: says which of its plugins get a process of their own.
    ///   - through: the last round whose reloads count: where a checkpoint stands. `nil`: the texts
    ///     that it began with, before any reload.
    ///
    /// Throws `PlayError` with `replay_incompatible` when a plugin text is missing or no longer
    /// loads, and `StorageError`.
    public static func blueprint(
        of session: StoredSession, in store: JournalStore, catalogue: Catalogue = Catalogue(),
        reloadsThrough through: Int64? = .max
    ) throws -> SessionBlueprint {
        let reloads = try store.reloads(of: session.id).map(\.reload)
            .filter { $0.round <= through ?? -1 }
        return try blueprint(
            of: session.configuration, reloads: reloads, in: store, catalogue: catalogue)
    }

    /// The blueprint of a stored configuration, which may be that of a comparison's arm.
    ///
    /// Throws as above.
    public static func blueprint(
        of configuration: SessionConfiguration, reloads: [PluginReload] = [],
        in store: JournalStore, catalogue: Catalogue = Catalogue()
    ) throws -> SessionBlueprint {
        func playing(_ role: PluginRole, _ first: PluginReference) -> PluginReference {
            reloads.last { $0.role == role }?.to ?? first
        }
        let fallback = try configuration.fallback.map { try strategy($0, store, catalogue) }
        return try SessionBlueprint(
            configuration: configuration,
            game: game(playing(.game, configuration.game), store, catalogue),
            strategy: strategy(playing(.strategy, configuration.strategy), store, catalogue),
            fallback: fallback, reloads: reloads)
    }

    /// The text that a reload brought, loaded.
    static func replacement(
        _ reload: PluginReload, in store: JournalStore, catalogue: Catalogue
    ) throws -> PluginReplacement {
        switch reload.role {
        case .game: .game(try game(reload.to, store, catalogue))
        case .strategy: .strategy(try strategy(reload.to, store, catalogue))
        }
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
