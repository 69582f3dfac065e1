// The plugin files of a fleet: edits are offered to the sessions that play them.
internal import EventLoop
internal import Play
private import Scripting

/// One watch for each tier that a run file asks for, so that a new text plays where the old one did.
///
/// `@unchecked Sendable`: `watches` and `told` are touched on the core loop's thread only.
final class FleetWatch: @unchecked Sendable {
    private let core: Loop
    private let log: FleetEvent.Sink
    private let catalogue: (IsolationRules.Tier?) -> Catalogue
    private var watches: [IsolationRules.Tier?: PluginWatch] = [:]
    /// What the log has of a file's newest texts: a thousand sessions take one within some slices.
    private var told: [String: [Told]] = [:]

    private struct Told {
        var text: String
        var lines: Set<String>
    }

    /// Texts of a file that sessions may be taking at the same time.
    private static let textsTold = 4

    init(
        core: Loop, log: @escaping FleetEvent.Sink,
        catalogue: @escaping (IsolationRules.Tier?) -> Catalogue
    ) {
        self.core = core
        self.log = log
        self.catalogue = catalogue
    }

    /// From now on the session is offered what its plugins' files say.
    func follow(_ task: SessionTask, _ tier: IsolationRules.Tier?) {
        if let watch = watches[tier] { return watch.follow(task) }
        do throws(LoopError) {
            let watch = try PluginWatch(catalogue: catalogue(tier)) { [self] notice in
                // What does not load the sessions say themselves.
                if case .broken = notice { return }
                core.post { [self] in log(FleetEvent(.warning, notice.text)) }
            }
            watches[tier] = watch
            watch.follow(task)
        } catch {
            tellOnce(
                "no watch", of: ("", ""),
                FleetEvent(.warning, "plugin files are not watched: \(error)"))
        }
    }

    /// The session has ended.
    func unfollow(_ task: SessionTask, _ tier: IsolationRules.Tier?) {
        watches[tier]?.unfollow(task)
    }

    /// Says what became of a text, of a thousand sessions once. Any thread.
    func tell(_ event: ReloadEvent) {
        core.post { [self] in
            let outcome = event.fault.map(\.message) ?? "taken"
            tellOnce(
                "\(event.from) \(outcome)", of: (event.file, event.to),
                FleetEvent(event.isTaken ? .info : .warning, event.text))
        }
    }

    /// Looks at files again, and offers their texts also to sessions that refused them.
    ///
    /// - Parameter plugin: its name or file; `nil`: all.
    func look(at plugin: String?) {
        told = [:]
        for watch in watches.values { watch.look(at: plugin) { _ in } }
    }

    /// Stops watching, and gives the handles that were left open: a defect if any.
    func close() -> [OpenHandle] {
        defer { watches = [:] }
        return watches.values.flatMap { $0.close() }
    }

    /// Once a line, for as long as the text is among the file's newest.
    private func tellOnce(
        _ line: String, of text: (file: String, hash: String), _ event: FleetEvent
    ) {
        var texts = told[text.file] ?? []
        let index = texts.firstIndex { $0.text == text.hash } ?? texts.endIndex
        if index == texts.endIndex { texts.append(Told(text: text.hash, lines: [])) }
        let isNew = texts[index].lines.insert(line).inserted
        told[text.file] = texts.suffix(FleetWatch.textsTold)
        if isNew { log(event) }
    }
}
