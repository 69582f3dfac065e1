// Sees the files of plugins change, and offers their texts to the sessions that play them.
//
// A save is noticed by the folder (EventLoop/FileWatch.swift) and looked at when the folder has been
// quiet for 50 ms. What decides is the hash of the text: saving the same text again changes nothing.
// A text that does not load, and a file that is gone, are looked at once more after another quiet
// time before anybody hears of them, because an editor may be in the middle of a save.
//
// Texts are loaded here, once for all sessions, on a thread that does nothing else: a text may use
// its whole budget for loading.
public import EventLoop
private import Foundation
internal import Play
internal import Scripting

/// Follows the files of the plugins that sessions play. One for a host.
///
/// `@unchecked Sendable`: everything mutable is touched on the loop's thread only.
public final class PluginWatch: @unchecked Sendable {
    public typealias NoticeAction = @Sendable (PluginNotice) -> Void

    private let catalogue: Catalogue
    private let quietTime: Duration
    private let notice: NoticeAction
    private let thread: LoopThread
    private var files: [PluginFile.Name: PluginFile] = [:]

    /// - Parameter notice: called on the watch's thread.
    /// - Throws: `LoopError` when the system refuses a thread.
    public init(
        catalogue: Catalogue, quietTime: Duration = .milliseconds(50),
        notice: @escaping NoticeAction = { _ in }
    ) throws(LoopError) {
        self.catalogue = catalogue
        self.quietTime = quietTime
        self.notice = notice
        thread = try LoopThread(label: "plugin files")
    }

    /// From now on the session is offered what its plugins' files say, beginning with what they say
    /// now. Any thread; before or after the session is started.
    public func follow(_ task: SessionTask) {
        thread.loop.post { [self] in
            for role in PluginRole.allCases {
                let name = PluginFile.Name(role: role, file: file(of: task.blueprint, role))
                let file = files[name] ?? watched(name)
                file.add(task)
            }
        }
    }

    /// The session has ended. Any thread.
    public func unfollow(_ task: SessionTask) {
        thread.loop.post { [self] in
            for (name, file) in files where file.remove(task) {
                file.close()
                files[name] = nil
            }
        }
    }

    /// Looks at the file of a plugin again, or at all, and offers the texts again: also those that
    /// sessions refused. For `stratagem reload`. Any thread.
    ///
    /// - Parameters:
    ///   - plugin: its name or file; `nil`: all.
    ///   - done: called on the watch's thread with the files that are looked at: none when no
    ///     session plays the plugin.
    public func look(at plugin: String? = nil, done: @escaping @Sendable ([String]) -> Void) {
        thread.loop.post { [self] in
            let found = files.values.filter { plugin == nil || $0.isCalled(plugin ?? "") }
            for file in found { file.lookAgain() }
            done(found.map(\.name.file).sorted())
        }
    }

    /// Stops watching, and gives the handles that were left open: a defect if any. Not on the
    /// watch's thread; nothing may be called afterwards.
    public func close() -> [OpenHandle] {
        thread.loop.post { [self] in
            for file in files.values { file.close() }
            files = [:]
        }
        return thread.shutdown()
    }

    private func watched(_ name: PluginFile.Name) -> PluginFile {
        let file = PluginFile(
            name, catalogue: catalogue, quietTime: quietTime, loop: thread.loop, notice: notice)
        files[name] = file
        return file
    }

    /// The file that a session's plugin was loaded from; of a stored text the one that has its name
    /// now.
    private func file(of blueprint: SessionBlueprint, _ role: PluginRole) -> String {
        let source = role == .game ? blueprint.game.source : blueprint.strategy.source
        guard (try? catalogue.source(source.file)) == nil else { return source.file }
        let name = blueprint.reference(role).name
        return (try? catalogue.file(of: name, role: role)) ?? source.file
    }
}
