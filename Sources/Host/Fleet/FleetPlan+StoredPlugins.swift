// Plugins whose files can not be played today, while the store has texts of them that were played.
//
// A host that ends in the night is started again by the system, with whatever the editor left in the
// files. Its sessions play their stored texts whatever the files say, so that a wrong file keeps no
// session from going on.
internal import Play
internal import Scripting
internal import Storage

extension FleetPlan {
    /// What a group plays: one text of each plugin.
    struct Plugins {
        var game: GameDefinition
        var strategy: StrategyDefinition
        var fallback: StrategyDefinition?

        /// As the files say.
        init(_ group: RunFile.Group, _ catalogue: Catalogue) throws {
            game = try catalogue.game(group.game)
            strategy = try catalogue.strategy(group.strategy)
            fallback = try group.fallback.map { try catalogue.strategy($0) }
        }

        /// As the group's first session that is stored plays them now; `nil` when none is stored, and
        /// when the run file names other plugins than it plays.
        init?(stored group: RunFile.Group, in store: JournalStore, _ catalogue: Catalogue) {
            let first = (1...group.count).lazy
                .compactMap { try? store.session(FleetIdentity(group: group.name, index: $0).id) }
                .first
            guard let first,
                let blueprint = try? StoredBlueprint.blueprint(
                    of: first, in: store, catalogue: catalogue)
            else { return nil }
            game = blueprint.game
            strategy = blueprint.strategy
            fallback = blueprint.fallback
            let played = first.configuration
            guard catalogue.isSame(group.game, played.game.name, .game),
                catalogue.isSame(group.strategy, played.strategy.name, .strategy),
                catalogue.isSame(group.fallback, played.fallback?.name, .strategy)
            else { return nil }
        }

        /// "flat 1.0.0 (3f2a9c01b2c3)" of each.
        var words: String {
            ([game.reference, strategy.reference] + [fallback?.reference].compactMap(\.self))
                .map { "\($0.name) \($0.version) (\($0.hash.prefix(12)))" }
                .joined(separator: ", ")
        }
    }

    /// The group's blueprint out of the store's texts, where the files gave `error`; `nil` where that
    /// can not be, or does not help.
    static func stored(
        _ group: RunFile.Group, in store: JournalStore?, _ catalogue: Catalogue,
        insteadOf error: PlayError
    ) -> (blueprint: SessionBlueprint, note: String)? {
        guard let store,
            let plugins = Plugins(stored: group, in: store, catalogue),
            let blueprint = try? blueprint(group, plugins, wallet(of: group, in: store))
        else { return nil }
        return (
            blueprint,
            "\(group.name): \(error.description); its sessions play what is stored: "
                + "\(plugins.words). What the file says is offered to them once it loads"
        )
    }
}

extension Catalogue {
    /// Whether a run file's name of a plugin means the one that a session plays.
    fileprivate func isSame(_ name: String?, _ played: String?, _ role: PluginRole) -> Bool {
        guard let name, let played, name != played else { return name == played }
        guard let file = try? file(of: name, role: role) else { return false }
        return file == (try? self.file(of: played, role: role))
    }
}
