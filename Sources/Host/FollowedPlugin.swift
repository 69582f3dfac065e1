// What a plugin's file says, as the sessions that play it are told: without watches and timers, which
// PluginFile.swift has, so that whoever has no real time can follow a file, too.
internal import Play
internal import Scripting

/// One file of a plugin and the sessions that are offered its texts. One thread.
final class FollowedPlugin {
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
    private let notice: PluginWatch.NoticeAction
    private var tasks: [ObjectIdentifier: SessionTask] = [:]
    /// The last text that loaded, as it is offered.
    private(set) var newest: PluginReplacement?
    /// What was found at the last look, while that is not what `newest` says.
    private var doubt: Doubt?
    /// The doubt that the author has heard of.
    private var told: Doubt?

    init(_ name: Name, catalogue: Catalogue, notice: @escaping PluginWatch.NoticeAction) {
        self.name = name
        self.catalogue = catalogue
        self.notice = notice
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

    func removeAll() { tasks = [:] }

    /// Whether a person means this file by a name or path.
    func isCalled(_ typed: String) -> Bool {
        typed == name.file || typed == newest?.reference.name
            || (try? catalogue.file(of: typed, role: name.role)) == name.file
    }

    /// Forgets what was looked at: the next look is as the first one.
    func forget() { (newest, told) = (nil, nil) }

    /// Reads the file, and offers its text if it is another one.
    ///
    /// Returns whether it has to be looked at again after a quiet time, because what was found may
    /// be half a save: nobody has heard of it then.
    func look() -> Bool {
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
            return false
        }
        do throws(PluginFault) {
            let loaded: PluginReplacement =
                switch name.role {
                case .game: .game(try GameDefinition(source))
                case .strategy: .strategy(try StrategyDefinition(source))
                }
            (newest, doubt, told) = (loaded, nil, nil)
            for task in tasks.values { task.offer(loaded) }
            return false
        } catch {
            return suspect(.broken(hash: source.hash)) {
                notice(.broken(file: name.file, fault: error))
                for task in tasks.values {
                    task.offer(broken: source, role: name.role, fault: error)
                }
            }
        }
    }

    /// Tells of what was found when it is still so after another quiet time, and once.
    private func suspect(_ found: Doubt, tell: () -> Void) -> Bool {
        guard doubt == found else {
            doubt = found
            return true
        }
        guard told != found else { return false }
        told = found
        tell()
        return false
    }
}
