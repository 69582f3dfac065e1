// Waiting for room on the disk, as hosts tell of it.
private import Play
public import Reports
public import Storage
private import Synchronization

/// Tells when a committer's pause begins and when it is over. Any thread.
public final class StorageWait: Sendable {
    /// What has changed since the last look.
    public enum Change: Hashable, Sendable {
        case began(PauseReport)
        case ended
    }

    private let committer: Committer
    private let last = Mutex<StoragePause?>(nil)

    public init(_ committer: Committer) { self.committer = committer }

    /// The pause as it is now.
    public var pause: PauseReport? { committer.pause.map { PauseReport($0) } }

    /// A pause that turns from a warning into a refusal begins again.
    public func change() -> Change? {
        let now = committer.pause
        let before = last.withLock { last in
            defer { last = now }
            return last
        }
        guard let now else { return before == nil ? nil : .ended }
        let isNew = before.map { !$0.isRefused && now.isRefused } ?? true
        return isNew ? .began(PauseReport(now)) : nil
    }
}

extension PauseReport {
    public init(_ pause: StoragePause) {
        self.init(
            reason: pause.reason.rawValue, freeBytes: pause.freeBytes,
            neededBytes: pause.neededBytes, path: pause.path, refused: pause.isRefused)
    }
}

/// What was played and did not reach the disk.
public enum UnstoredRounds {
    /// A full disk's error with what is missing, once a host had to end; any other error as it is.
    ///
    /// - Parameter sessions: ids, names for people, and rounds as they were played.
    public static func explained(
        _ error: any Error, sessions: [(id: String, name: String, rounds: Int64)],
        in journal: JournalStore
    ) -> any Error {
        guard let error = error as? StorageError, error.code == .diskFull else { return error }
        var missing: [(name: String, from: Int64, through: Int64)] = []
        for session in sessions {
            let stored = (try? journal.session(session.id))?.headRound ?? 0
            if session.rounds > stored {
                missing.append((session.name, stored + 1, session.rounds))
            }
        }
        guard let first = missing.first else {
            return error.adding("Every round that was played is on the disk.")
        }
        let count = missing.reduce(0) { $0 + $1.through - $1.from + 1 }
        let rounds = "\(Figures.grouped(first.from)) to \(Figures.grouped(first.through))"
        let which =
            missing.count == 1
            ? "rounds \(rounds) of session \(first.name)"
            : "\(Figures.grouped(count)) rounds of \(Figures.grouped(Int64(missing.count))) "
                + "sessions, such as rounds \(rounds) of \(first.name)"
        return error.adding(
            "Not stored: \(which); the same rounds are played again when the session goes on.")
    }

    /// The same for a tournament, with episodes as they were judged.
    public static func explained(
        _ error: any Error, tournament: String, episodes: Int, in journal: JournalStore
    ) -> any Error {
        guard let error = error as? StorageError, error.code == .diskFull else { return error }
        let stored = (try? journal.tournament(tournament))?.headEpisodes ?? 0
        guard episodes > stored else {
            return error.adding("Every episode that was judged is on the disk.")
        }
        return error.adding(
            "Not stored: episodes \(Figures.grouped(stored + 1)) to "
                + "\(Figures.grouped(Int64(episodes))); the same episodes are played again when the "
                + "tournament goes on.")
    }

    /// The same for a comparison, with pairs as they were judged.
    public static func explained(
        _ error: any Error, comparison: String, pairs: Int, in journal: JournalStore
    ) -> any Error {
        guard let error = error as? StorageError, error.code == .diskFull else { return error }
        let stored = (try? journal.comparison(comparison))?.headPairs ?? 0
        guard pairs > stored else {
            return error.adding("Every pair that was judged is on the disk.")
        }
        return error.adding(
            "Not stored: pairs \(Figures.grouped(stored + 1)) to \(Figures.grouped(Int64(pairs))); "
                + "the same pairs are played again when the comparison goes on.")
    }
}
