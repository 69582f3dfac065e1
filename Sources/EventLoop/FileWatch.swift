// Sees files change, however they are saved.
//
// inotify follows an inode, and most editors save by renaming a new file over the old name, so a
// watch of the file itself sees one save and is blind afterwards (libuv/libuv#1383). The folder is
// watched instead, always, and names are compared. One save is several events, and some editors
// save twice: events are collected until the folder has been quiet for a while, then reported once.
import CUV

/// Reports changes of one file or of the files directly in one folder, until it is closed.
///
/// Subfolders are not looked into: watch each. A symbolic link is watched as a link: a change of
/// what it points to is not seen, nor is a move of a folder further up the path. Changes within one
/// quiet time are one report; a folder that never is quiet is reported every twenty quiet times.
/// The report says where to look, not what happened: a file that was deleted is named like one that
/// was written.
///
/// `@unchecked Sendable` for the reason that `Handle` gives.
public final class FileWatch: Handle, @unchecked Sendable {
    /// What is watched.
    public enum Subject: Sendable, Equatable {
        /// One file. It need not exist, its folder must.
        case file(String)
        /// The entries of one folder.
        case folder(String)
    }

    /// What was seen.
    public enum Event: Sendable, Equatable {
        /// Names in the folder that changed, sorted. Empty when they were more than 1,024: look at
        /// the whole folder.
        case changed([String])
        /// The folder is gone; it is looked for once a second.
        case lost
        /// The folder is back, or another has taken its place: look at all of it.
        case found
    }

    private let folder: String
    /// The one name that matters; nil when all do.
    private let name: String?
    private let quietTime: Duration
    private var action: (@Sendable (Event) -> Void)?
    private var timer: Timer?
    private var identity: FolderIdentity?
    private var names: Set<String> = []
    private var hasTooManyNames = false
    /// The folder itself may have been moved or removed.
    private var mayBeLost = false
    private var reportBy: ContinuousClock.Instant?

    /// Starts watching.
    ///
    /// - Parameters:
    ///   - quietTime: how long nothing must change before a report; at least 1 ms.
    ///   - action: called on the loop's thread.
    /// - Throws: `LoopError` when the folder does not exist or the system's limit of watches is
    ///   reached.
    public init(
        on loop: Loop, _ subject: Subject, label: String, quietTime: Duration = .milliseconds(50),
        file: String = #fileID, line: Int = #line, _ action: @escaping @Sendable (Event) -> Void
    ) throws(LoopError) {
        switch subject {
        case .file(let path): (folder, name) = FileWatch.split(path)
        case .folder(let path): (folder, name) = (path, nil)
        }
        self.quietTime = max(quietTime, Limits.timerPeriodMin)
        self.action = action
        let origin = OpenHandle(kind: .fileWatch, label: label, file: file, line: line)
        try unsafe super.init(on: loop, origin) {
            (loop, watch: UnsafeMutablePointer<uv_fs_event_t>) in
            unsafe uv_fs_event_init(loop, watch)
        }
        do {
            timer = try Timer(on: loop, origin, isPart: true) { [unowned self] _ in timePassed() }
            try watchFolder()
        } catch {
            close()
            throw error
        }
    }

    override func willClose() {
        action = nil
        timer?.close()
        timer = nil
    }

    // MARK: Collecting

    private func noticed(_ changed: UnsafePointer<CChar>?, events: CInt, status: CInt) {
        // On Linux libuv never reports a failure here; if it did, a look at the folder is right.
        let isRename = status != 0 || events & CInt(bitPattern: UV_RENAME.rawValue) != 0
        // libuv reports the folder's own end under the folder's name, whatever file is watched.
        mayBeLost = mayBeLost || isRename
        guard let changed = unsafe changed.map({ unsafe String(cString: $0) }),
            name == nil || name == changed
        else {
            // Another file: worth a look at the folder, but it must not put a report off.
            if isRename, timer?.isStarted == false { timer?.start(after: quietTime) }
            return
        }
        if names.count < Limits.watchedNamesMax {
            names.insert(changed)
        } else {
            hasTooManyNames = hasTooManyNames || !names.contains(changed)
        }
        let now = ContinuousClock.now
        let limit = reportBy ?? now + quietTime * Limits.settlePeriodsMax
        reportBy = limit
        timer?.start(after: min(quietTime, limit - now))
    }

    private func timePassed() {
        reportBy = nil
        guard identity != nil else { return lookForFolder() }
        if mayBeLost {
            mayBeLost = false
            let current = FolderIdentity(of: folder, on: loop)
            guard current == identity else { return folderLost() }
        }
        guard !names.isEmpty else { return }
        let changed = hasTooManyNames ? [] : names.sorted()
        forgetNames()
        action?(.changed(changed))
    }

    private func forgetNames() {
        names.removeAll()
        hasTooManyNames = false
    }

    // MARK: The folder itself

    private func watchFolder() throws(LoopError) {
        let status = unsafe uv_fs_event_start(
            pointer(), { unsafe FileWatch.owner(of: $0).noticed($1, events: $2, status: $3) },
            folder, 0)
        guard status == 0 else {
            throw LoopError(status, while: "watch the folder '\(folder)' for the \(origin)")
        }
        identity = FolderIdentity(of: folder, on: loop)
    }

    private func folderLost() {
        unsafe uv_fs_event_stop(pointer())
        identity = nil
        forgetNames()
        // A folder that was replaced is found at once, and then its loss is not worth a word.
        guard !findFolder() else { return }
        timer?.start(after: Limits.folderSearchPeriod)
        action?(.lost)
    }

    private func lookForFolder() {
        guard !findFolder() else { return }
        timer?.start(after: Limits.folderSearchPeriod)
    }

    /// Watches the folder again if it is there, and says so.
    private func findFolder() -> Bool {
        do { try watchFolder() } catch { return false }
        guard identity != nil else {
            // Gone again between the watch and the look.
            unsafe uv_fs_event_stop(pointer())
            return false
        }
        action?(.found)
        return true
    }

    /// Folder and name of a path; the folder of a bare name is ".".
    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }
}

/// Which folder it is, whatever its name: device, inode and time of birth, because a folder made
/// right after another was removed often gets its inode.
private struct FolderIdentity: Equatable {
    let device: UInt64
    let inode: UInt64
    let birthSeconds: Int
    let birthNanoseconds: Int

    /// Nil when nothing is there. Without a callback libuv does this at once, on this thread.
    init?(of path: String, on loop: Loop) {
        var request = unsafe uv_fs_t()
        let status = unsafe uv_fs_stat(loop.raw, &request, path, nil)
        defer { unsafe uv_fs_req_cleanup(&request) }
        guard status == 0 else { return nil }
        device = unsafe request.statbuf.st_dev
        inode = unsafe request.statbuf.st_ino
        birthSeconds = unsafe request.statbuf.st_birthtim.tv_sec
        birthNanoseconds = unsafe request.statbuf.st_birthtim.tv_nsec
    }
}
