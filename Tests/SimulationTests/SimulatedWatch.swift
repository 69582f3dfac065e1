// The files of plugins as one host's sessions follow them: a `PluginWatch` without a thread, whose
// quiet time is on the virtual clock.

import Play

@testable import Host

/// Looks at files when they have been quiet, and knows what should be played then.
final class SimulatedWatch {
    private struct Watched {
        let followed: FollowedPlugin
        /// When it is looked at, on the virtual clock's monotonic time.
        var dueAt: UInt64?
    }

    private let editor: SimulatedEditor
    private var files: [SimulatedPlugin: Watched] = [:]
    /// The hash of the newest fine text of each file that was looked at.
    private(set) var offered: [SimulatedPlugin: String] = [:]

    private static let quietNanoseconds: UInt64 = 50_000_000

    init(_ editor: SimulatedEditor) { self.editor = editor }

    /// From now on the task is offered what its plugins' files say.
    func follow(_ task: SessionTask, _ plugins: [SimulatedPlugin], now: UInt64) {
        for plugin in plugins {
            if files[plugin] == nil {
                let name = FollowedPlugin.Name(role: plugin.role, file: plugin.file)
                files[plugin] = Watched(
                    followed: FollowedPlugin(name, catalogue: editor.catalogue, notice: { _ in }))
                look(plugin, now: now)
            }
            files[plugin]?.followed.add(task)
        }
    }

    /// The task has ended.
    func unfollow(_ task: SessionTask) {
        for (plugin, file) in files where file.followed.remove(task) {
            (files[plugin], offered[plugin]) = (nil, nil)
        }
    }

    /// The file is another one.
    func change(_ plugin: SimulatedPlugin, now: UInt64) {
        files[plugin]?.dueAt = now + Self.quietNanoseconds
    }

    /// Looks at the files whose time has come.
    func lookIfDue(now: UInt64) {
        let due = files.filter { $0.value.dueAt.map { $0 <= now } ?? false }.keys
        for plugin in due.sorted(by: { $0.file < $1.file }) { look(plugin, now: now) }
    }

    private func look(_ plugin: SimulatedPlugin, now: UInt64) {
        guard let followed = files[plugin]?.followed else { return }
        let isDoubtful = followed.look()
        files[plugin]?.dueAt = isDoubtful ? now + Self.quietNanoseconds : nil
        if let saved = editor.saved(plugin), saved.isFine {
            offered[plugin] = saved.hash
        } else if followed.newest?.source.hash != offered[plugin] {
            // A flawed text that loads has taken the place of what some have not taken yet.
            offered[plugin] = nil
        }
    }
}
