// New texts of a session's plugins: offered from any thread, taken between two slices.
public import Play
public import Scripting
internal import Storage
private import Synchronization

/// What was offered to a session since its last slice; of several texts the newest counts, and of
/// those that do not load, which take the place of none that does.
struct ReloadOffers: Sendable {
    /// A text, or what is wrong with it.
    struct Offer: Sendable {
        var file: String
        var hash: String
        var plugin: Result<PluginReplacement, PluginFault>
    }

    var newest: [PluginRole: Offer] = [:]
    var broken: [PluginRole: Offer] = [:]

    mutating func add(_ offer: Offer, _ role: PluginRole) {
        if case .success = offer.plugin {
            (newest[role], broken[role]) = (offer, nil)
        } else {
            broken[role] = offer
        }
    }

    func all(_ role: PluginRole) -> [Offer] { [newest[role], broken[role]].compactMap(\.self) }
}

extension SessionTask {
    public typealias ReloadAction = @Sendable (ReloadEvent) -> Void

    /// Offers a text of the game or the strategy. The session takes it between two rounds, if it
    /// can; the text that it plays already changes nothing. Any thread.
    public func offer(_ plugin: PluginReplacement) {
        offer(plugin.role, plugin.source, .success(plugin))
    }

    /// Tells it of a text that does not load, so that its record says so. Any thread.
    public func offer(broken source: PluginSource, role: PluginRole, fault: PluginFault) {
        offer(role, source, .failure(fault))
    }

    private func offer(
        _ role: PluginRole, _ source: PluginSource,
        _ plugin: Result<PluginReplacement, PluginFault>
    ) {
        let offer = ReloadOffers.Offer(file: source.file, hash: source.hash, plugin: plugin)
        offers.withLock { $0.add(offer, role) }
    }

    /// Takes what was offered, the game's text first, and stores what came of it.
    func takeOffers(_ session: Session) throws -> [ReloadEvent] {
        let offered = offers.withLock { offers in
            defer { offers = ReloadOffers() }
            return offers
        }
        var events: [ReloadEvent] = []
        for role in PluginRole.allCases {
            for offer in offered.all(role)
            where offer.hash != session.blueprint.reference(role).hash {
                events.append(try take(offer, role, session))
            }
        }
        return events
    }

    private func take(
        _ offer: ReloadOffers.Offer, _ role: PluginRole, _ session: Session
    ) throws -> ReloadEvent {
        var event = ReloadEvent(
            sessionID: label, role: role, file: offer.file,
            from: session.blueprint.reference(role).hash, to: offer.hash, round: session.rounds)
        let reloaded: Session.Reloaded
        let plugin: PluginReplacement
        do throws(PluginFault) {
            plugin = try offer.plugin.get()
            reloaded = try session.reload(plugin)
        } catch {
            event.fault = error
            try store(refusal: error, event, session)
            return event
        }
        var batch = CommitBatch()
        // With its first use, so that the store has each text that it names and no other.
        batch.plugins = [StoredPlugin(plugin)]
        batch.checkpoints = [
            StoredCheckpoint(sessionID: label, checkpoint: reloaded.checkpoint)
        ]
        batch.reloads = [
            StoredReload(
                sessionID: label, reload: reloaded.reload, at: clock.wallMilliseconds())
        ]
        try commit(reloaded.chunks, of: session, end: nil, with: batch)
        return event
    }

    private func store(refusal fault: PluginFault, _ event: ReloadEvent, _ session: Session) throws
    {
        var batch = CommitBatch()
        batch.reloadRefusals = [
            StoredReloadRefusal(
                sessionID: label, round: event.round, role: event.role, hash: event.to,
                file: fault.file, line: fault.line, call: fault.call, message: fault.message,
                at: clock.wallMilliseconds())
        ]
        // With the rounds before it: the faults of these are in the same commit.
        try commit(session.seal(), of: session, end: nil, with: batch)
    }
}

extension StoredPlugin {
    init(_ plugin: PluginReplacement) {
        let text = String(decoding: plugin.source.text, as: UTF8.self)
        self.init(
            hash: plugin.source.hash, kind: plugin.role == .game ? .game : .strategy,
            name: plugin.reference.name, version: plugin.reference.version, text: text)
    }
}
