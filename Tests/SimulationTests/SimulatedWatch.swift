// The files of plugins as one host's sessions follow them: a `FleetWatch` without threads, whose
// quiet time is on the virtual clock.

import Play

@testable import Host

/// Looks at files when they have been quiet, and knows what should be played then.
///
/// `@unchecked Sendable`: a simulation has one thread.
final class SimulatedWatch: FleetEdits, @unchecked Sendable {
    private struct Watched {
        let followed: FollowedPlugin
        /// When it is looked at, on the virtual clock's monotonic time.
        var dueAt: UInt64?
    }

    private let editor: SimulatedEditor
    private let texts: PlayedTexts
    private let clock: VirtualClock
    private var files: [SimulatedPlugin: Watched] = [:]
    /// The hash of the newest fine text of each file that was looked at.
    private(set) var offered: [SimulatedPlugin: String] = [:]

    private static let quietNanoseconds: UInt64 = 50_000_000

    init(_ editor: SimulatedEditor, _ texts: PlayedTexts, _ clock: VirtualClock) {
        (self.editor, self.texts, self.clock) = (editor, texts, clock)
    }

    func follow(_ task: SessionTask, _ tier: IsolationRules.Tier?) {
        texts.begin(task.label, task.blueprint)
        for plugin in SimulatedPlugin.played(by: task.blueprint.configuration) {
            if files[plugin] == nil {
                let name = FollowedPlugin.Name(role: plugin.role, file: plugin.file)
                files[plugin] = Watched(
                    followed: FollowedPlugin(name, catalogue: editor.catalogue, notice: { _ in }))
                look(plugin)
            }
            files[plugin]?.followed.add(task)
        }
    }

    func unfollow(_ task: SessionTask, _ tier: IsolationRules.Tier?) {
        for (plugin, file) in files where file.followed.remove(task) {
            (files[plugin], offered[plugin]) = (nil, nil)
        }
    }

    func tell(_ event: ReloadEvent) { texts.take(event) }

    func look(at name: String?) {
        for plugin in files.keys.sorted(by: { $0.file < $1.file })
        where name == nil || name == plugin.name {
            look(plugin)
        }
    }

    /// The file is another one.
    func change(_ plugin: SimulatedPlugin) {
        files[plugin]?.dueAt = clock.now + Self.quietNanoseconds
    }

    /// Looks at the files whose time has come.
    func lookIfDue() {
        let now = clock.now
        let due = files.filter { $0.value.dueAt.map { $0 <= now } ?? false }.keys
        for plugin in due.sorted(by: { $0.file < $1.file }) { look(plugin) }
    }

    private func look(_ plugin: SimulatedPlugin) {
        guard let followed = files[plugin]?.followed else { return }
        let isDoubtful = followed.look()
        files[plugin]?.dueAt = isDoubtful ? clock.now + Self.quietNanoseconds : nil
        if let saved = editor.saved(plugin), saved.isFine {
            offered[plugin] = saved.hash
        } else if followed.newest?.source.hash != offered[plugin] {
            // A flawed text that loads has taken the place of what some have not taken yet.
            offered[plugin] = nil
        }
    }
}
