// One watched file of a plugin, and the sessions that play it.
internal import EventLoop
private import Foundation
internal import Play
internal import Scripting

/// Belongs to the thread of its watch.
///
/// `@unchecked Sendable`: touched on the loop's thread only.
final class PluginFile: @unchecked Sendable {
    /// Which file, and what it is loaded as.
    struct Name: Hashable {
        var role: PluginRole
        /// As the catalogue names it.
        var file: String
    }

    /// What a look found that may be no more than half a save.
    private enum Doubt: Equatable {
        case broken(hash: String)
        case unreadable(String)
    }

    let name: Name
    private let catalogue: Catalogue
    private let quietTime: Duration
    private let notice: PluginWatch.NoticeAction
    private var watches: [FileWatch] = []
    private var timer: EventLoop.Timer?
    private var tasks: [ObjectIdentifier: SessionTask] = [:]
    /// The last text that loaded, as it is offered.
    private var newest: PluginReplacement?
    /// What was found at the last look, while that is not what `newest` says.
    private var doubt: Doubt?
    /// The doubt that the author has heard of.
    private var told: Doubt?

    init(
        _ name: Name, catalogue: Catalogue, quietTime: Duration, loop: Loop,
        notice: @escaping PluginWatch.NoticeAction
    ) {
        self.name = name
        self.catalogue = catalogue
        self.quietTime = quietTime
        self.notice = notice
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
    func add(_ task: SessionTask) {
        tasks[ObjectIdentifier(task)] = task
        if let newest { task.offer(newest) }
    }

    /// Whether nobody plays it any more.
    func remove(_ task: SessionTask) -> Bool {
        tasks[ObjectIdentifier(task)] = nil
        return tasks.isEmpty
    }

    func close() {
        for watch in watches { watch.close() }
        timer?.close()
        (watches, timer, tasks) = ([], nil, [:])
    }

    /// Whether a person means this file by a name or path.
    func isCalled(_ typed: String) -> Bool {
        typed == name.file || typed == newest?.reference.name
            || (try? catalogue.file(of: typed, role: name.role)) == name.file
    }

    /// Looks as if it had never been looked at.
    func lookAgain() {
        (newest, told) = (nil, nil)
        look()
    }

    // MARK: Looking

    private func look() {
        let source: PluginSource
        do throws(PluginFault) {
            source = try catalogue.source(name.file)
        } catch {
            return suspect(.unreadable(error.message)) {
                notice(.unreadable(file: name.file, fault: error))
            }
        }
        guard source.hash != newest?.source.hash else {
            // As it was before: whatever was wrong with it in between is over.
            (doubt, told) = (nil, nil)
            return
        }
        do throws(PluginFault) {
            let loaded: PluginReplacement =
                switch name.role {
                case .game: .game(try GameDefinition(source))
                case .strategy: .strategy(try StrategyDefinition(source))
                }
            (newest, doubt, told) = (loaded, nil, nil)
            for task in tasks.values { task.offer(loaded) }
        } catch {
            suspect(.broken(hash: source.hash)) {
                notice(.broken(file: name.file, fault: error))
                for task in tasks.values {
                    task.offer(broken: source, role: name.role, fault: error)
                }
            }
        }
    }

    /// Tells of what was found when it is still so after another quiet time, and once.
    private func suspect(_ found: Doubt, tell: () -> Void) {
        guard doubt == found else {
            doubt = found
            timer?.start(after: quietTime)
            return
        }
        guard told != found else { return }
        told = found
        tell()
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
