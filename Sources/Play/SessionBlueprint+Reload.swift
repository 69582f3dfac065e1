// What a new text of a plugin must keep so that a running session can go on with it.
//
// The other plugin was told some things once, by `start`, and the session's carry and journal hold
// positions in two lists: these must stay true. Everything else may change.
internal import Scripting

extension SessionBlueprint {
    /// The text that plays a role now.
    public func reference(_ role: PluginRole) -> PluginReference {
        role == .game ? game.reference : strategy.reference
    }

    /// The blueprint after a reload.
    ///
    /// Throws a fault that names the line of the manifest that the session can not go on with.
    func replacing(
        _ plugin: PluginReplacement, after round: Int64
    ) throws(PluginFault) -> SessionBlueprint {
        switch plugin {
        case .game(let next): try requireContinues(next)
        case .strategy(let next): try requireContinues(next)
        }
        let reload = PluginReload(
            round: round, role: plugin.role, from: reference(plugin.role), to: plugin.reference)
        return with(plugin, reload)
    }

    /// What the digest is continued with before the first round after this one.
    func reloadBytes(after round: Int64) -> [UInt8] {
        latestReloads.filter { $0.round == round }.flatMap(\.digestBytes)
    }

    private func requireContinues(_ next: GameDefinition) throws(PluginFault) {
        let (old, new) = (game.manifest, next.manifest)
        let lines = ManifestLines(next.source)
        try lines.requireSame("name", old.name, new.name)
        if let variant = configuration.variant, !new.variants.contains(variant) {
            throw lines.refusal(
                "variants", "the session plays the variant \"\(variant)\", which is gone")
        }
        let told =
            "the strategy was told by start and goes by: keep it as it was, or begin a new session"
        guard let stakes = try? stakes(of: next), stakes == self.stakes else {
            throw lines.refusal("stakes", "the stakes change, which \(told)")
        }
        guard new.layout == old.layout else {
            throw lines.refusal("layout", "the layout changes, which \(told)")
        }
        guard new.symbols.starts(with: old.symbols) else {
            throw lines.refusal("symbols", ManifestLines.growsOnly("symbols"))
        }
        guard new.actions.starts(with: old.actions) else {
            throw lines.refusal(
                old.actions.count > new.actions.count ? "actions" : "action_types",
                ManifestLines.growsOnly("actions"))
        }
        guard strategy.manifest.plays(game: new.name) else {
            throw lines.refusal("name", "\(strategy.manifest.name) does not play \(new.name)")
        }
    }

    private func requireContinues(_ next: StrategyDefinition) throws(PluginFault) {
        let (old, new) = (strategy.manifest, next.manifest)
        let lines = ManifestLines(next.source)
        try lines.requireSame("name", old.name, new.name)
        guard new.plays(game: game.manifest.name) else {
            throw lines.refusal(
                "games", "it no longer plays \(game.manifest.name), which the session plays")
        }
        guard next.source.hash != fallback?.source.hash else {
            throw lines.refusal(
                "name", "that text is the session's fallback, which has a memory of its own")
        }
        // What start was given once is there for every text; what it was not is in no memory.
        let missing = new.parameters.first { declaration in
            configuration.parameters[declaration.name]?.fits(declaration.kind) != true
        }
        guard missing == nil || (new.migrates && new.version != old.version) else {
            throw lines.refusal(
                missing?.name ?? "params", inside: "params",
                "the parameter \(missing?.name ?? "") is new, and start, which gets parameters, is "
                    + "not called again: give the text another version and "
                    + "migrate(memory, from_version), which puts into memory what is new, or begin "
                    + "a new session")
        }
    }
}

/// Refusals that name a line of a manifest.
private struct ManifestLines {
    let source: PluginSource

    init(_ source: PluginSource) {
        self.source = source
    }

    func refusal(
        _ field: String, inside outer: String? = nil, _ message: String
    ) -> PluginFault {
        ManifestPlace.refusal(
            field, inside: outer, in: source.text, file: source.file, message)
    }

    func requireSame(_ field: String, _ old: String, _ new: String) throws(PluginFault) {
        guard old != new else { return }
        throw refusal(
            field,
            "the \(field) changes from \"\(old)\" to \"\(new)\": a session keeps the plugin that "
                + "it began with; begin a new session to play another")
    }

    static func growsOnly(_ list: String) -> String {
        "\(list) may be added at the end only, because the session holds positions in the list: "
            + "keep those there are in their order, or begin a new session"
    }
}

extension ParameterValue {
    /// Whether the declaration could have given this value.
    fileprivate func fits(_ kind: ParameterDeclaration.Kind) -> Bool {
        switch (self, kind) {
        case (.money, .money), (.integer, .integer), (.number, .number), (.text, .string),
            (.flag, .boolean):
            true
        default: false
        }
    }
}
