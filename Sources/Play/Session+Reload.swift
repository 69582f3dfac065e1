// Taking a plugin's new text into the running session; the rule is at the top of PluginReload.swift.
//
// Nothing of the session changes until the new text has been loaded, has migrated, and has played a
// round on a copy. So whatever goes wrong, the session plays on with the old text as if nobody had
// tried.
internal import Encoding
public import Scripting

extension Session {
    /// What is stored of a reload, together: the rounds of the old text that were not sealed yet,
    /// the place that the new one goes on from, and what happened.
    public struct Reloaded: Sendable {
        public var chunks: [Chunk]
        public var checkpoint: Checkpoint
        public var reload: PluginReload
    }

    /// Goes on with another text of a plugin from the last settled round on.
    ///
    /// The dry run is the coming round on a copy of memory and state, with the numbers it will
    /// have: the strategy's `decide`, the game's `step` and the strategy's `learn`.
    ///
    /// - Parameter isTried: whether the dry run is made; replays know that it went well.
    /// - Throws: the fault that is in the way; the session is then as before.
    public func reload(
        _ plugin: PluginReplacement, isTried: Bool = true
    ) throws(PluginFault) -> Reloaded {
        try goBackAfterRefusal(plugin)
        let next = try successor(plugin)
        if wantsSeal {
            let sealed = sealAtCheckpoint()
            sealedEarly = sealed.chunks + sealedEarly
            if let end = sealed.end { throw Session.refusal(of: plugin, end.detail) }
        }
        let strategy = played == blueprint.strategy ? next.strategy : played
        let taken = try migrated(plugin, next, playing: strategy)
        if isTried { try tryRound(from: taken, next, playing: strategy) }
        let money = driver.money
        let fresh = try Session.rebuilt(from: taken, next, playing: strategy)
        fresh.money = money
        // From here on nothing fails. The open rounds are sealed under the old text's name.
        let chunks = seal()
        replaceDriver(fresh)
        (blueprint, played, checkpoint) = (next, strategy, taken)
        reloadBytes = next.reloadBytes(after: taken.round)
        guard let reload = next.latestReloads.last else {
            preconditionFailure("a reload left no trace in the blueprint")
        }
        return Reloaded(chunks: chunks, checkpoint: taken, reload: reload)
    }

    /// Hash of the strategy text that plays: the fallback's after a fault.
    var playedHash: String { played.source.hash }

    /// A session that the day's limit refused a round, and that was given more since, has not
    /// stopped. Its plugins go back to the last settled round, as they do before its next one.
    private func goBackAfterRefusal(_ plugin: PluginReplacement) throws(PluginFault) {
        guard state == .playing, ending?.reason == .limit, let cost = dayRefused,
            dayLeft ?? .max >= cost, let end = goBackToSettled()
        else { return }
        ending = end
        throw Session.refusal(of: plugin, end.detail)
    }

    /// The blueprint with the new text, or the fault that is in the way.
    private func successor(_ plugin: PluginReplacement) throws(PluginFault) -> SessionBlueprint {
        guard state == .playing, ending == nil else {
            throw Session.refusal(of: plugin, "the session has stopped")
        }
        if plugin.role == .strategy, played != blueprint.strategy {
            throw Session.refusal(
                of: plugin,
                "since a fault the session plays its fallback, \(played.manifest.name), and what "
                    + "\(blueprint.strategy.manifest.name) remembered is gone: begin a new session")
        }
        return try blueprint.replacing(plugin, after: rounds)
    }

    /// The checkpoint at the last settled round with what the new text makes of it.
    private func migrated(
        _ plugin: PluginReplacement, _ next: SessionBlueprint, playing strategy: StrategyDefinition
    ) throws(PluginFault) -> Checkpoint {
        var taken = try takeCheckpoint()
        taken.strategyHash = strategy.source.hash
        let old = blueprint.reference(plugin.role).version
        // Texts of one version have memory of one form: saving a file twice migrates nothing twice.
        guard old != plugin.reference.version else { return taken }
        let driver = try Session.rebuilt(from: taken, next, playing: strategy)
        switch plugin.role {
        case .strategy: try driver.migrateStrategy(from: old)
        case .game: try driver.migrateGame(from: old)
        }
        let saved = try driver.save()
        (taken.memory, taken.state) = (saved.memory, saved.state)
        return taken
    }

    /// Plays the coming round on a copy. Its end does not matter, unless it is a fault. The day's
    /// limit is left out: a round that it refused would not try the game.
    private func tryRound(
        from taken: Checkpoint, _ next: SessionBlueprint, playing strategy: StrategyDefinition
    ) throws(PluginFault) {
        let copy = try Session.rebuilt(from: taken, next, playing: strategy)
        var money = driver.money
        money.dayLeft = nil
        copy.money = money
        if case .fault(let fault, _) = copy.play(rounds: 1, fuel: Limits.sliceFuel) { throw fault }
        _ = try copy.save()
    }

    private static func refusal(of plugin: PluginReplacement, _ message: String) -> PluginFault {
        PluginFault(
            kind: .contract, role: plugin.role == .game ? .game : .strategy,
            file: plugin.source.file, line: nil, call: "reload", message: message)
    }
}
