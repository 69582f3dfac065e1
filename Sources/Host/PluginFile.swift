// One watched file of a plugin.
internal import EventLoop
private import Foundation
internal import Play

/// Has a file looked at when it changes. Belongs to the thread of its watch.
///
/// `@unchecked Sendable`: touched on the loop's thread only.
final class PluginFile: @unchecked Sendable {
    typealias Name = FollowedPlugin.Name

    private let followed: FollowedPlugin
    private let catalogue: Catalogue
    private let quietTime: Duration
    private var watches: [FileWatch] = []
    private var timer: EventLoop.Timer?

    var name: Name { followed.name }

    init(
        _ name: Name, catalogue: Catalogue, quietTime: Duration, loop: Loop,
        notice: @escaping PluginWatch.NoticeAction
    ) {
        followed = FollowedPlugin(name, catalogue: catalogue, notice: notice)
        self.catalogue = catalogue
        self.quietTime = quietTime
        do throws(LoopError) {
            timer = try EventLoop.Timer(on: loop, label: "save of \(name.file)") {
                [unowned self] _ in look()
            }
            for path in paths {
                watches.append(
                    try FileWatch(
                        on: loop, .file(path), label: name.file, quietTime: quietTime
                    ) { [unowned self] _ in look() })
            }
        } catch {
            notice(.unwatched(file: name.file, reason: error.description))
        }
        look()
    }

    /// Offers the session what the file says.
    func add(_ task: SessionTask) { followed.add(task) }

    /// Whether nobody plays it any more.
    func remove(_ task: SessionTask) -> Bool { followed.remove(task) }

    func close() {
        for watch in watches { watch.close() }
        timer?.close()
        (watches, timer) = ([], nil)
        followed.removeAll()
    }

    /// Whether a person means this file by a name or path.
    func isCalled(_ typed: String) -> Bool { followed.isCalled(typed) }

    /// Looks as if it had never been looked at.
    func lookAgain() {
        followed.forget()
        look()
    }

    private func look() {
        if followed.look() { timer?.start(after: quietTime) }
    }

    /// The file, and what it links to when it is a link.
    private var paths: [String] {
        let path =
            name.file.hasPrefix("/") || catalogue.folder == "."
            ? name.file : catalogue.folder + "/" + name.file
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let full = URL(fileURLWithPath: path).standardizedFileURL.path
        return real == full ? [path] : [path, real]
    }
}
