// A committer on a disk that runs full.
//
// Below the low-water mark who plays should wait; what was submitted is still written, because that
// is what the rest of the disk is kept for. When the disk refuses a commit all the same, SQLite has
// rolled it back: nothing of it counts, so the same batches are written again when there is room,
// and no later ones before them. That holds for a full disk only. After a failed write or sync
// nobody knows what the disk has, and the committer ends as it always did.

private import Foundation

extension Committer {
    /// Why who plays should wait; `nil` when there is room. Any thread.
    public var pause: StoragePause? {
        guard isPaused, let room else { return nil }
        return locked { $0.space.pause(room) }
    }

    /// From now on a commit that finds the disk full is tried for so long at most; then it fails
    /// like any other. For a host that has been asked to end. The first call counts.
    public func endWaits(within time: Duration = Committer.lastTriesTime) {
        locked { $0.giveUpAt = $0.giveUpAt ?? ContinuousClock.now + time }
        condition.lock()
        condition.broadcast()
        condition.unlock()
    }

    /// A few tries, and well within the 30 s that service managers wait.
    public static let lastTriesTime = Duration.seconds(2)

    /// Looks how much room there is. The committer's thread, without the lock: a network's file
    /// system may take its time.
    func look() {
        guard let room else { return }
        let space = room.space()
        locked { $0.space.note(space, room) }
        sayWhetherPaused()
    }

    /// Writes batches, again and again while the disk is full. Returns how long the last time took.
    func writeWhenThereIsRoom(_ batches: [CommitBatch]) throws(StorageError) -> Duration {
        while true {
            let start = ContinuousClock.now
            do throws(StorageError) {
                try write(batches)
                if let room, isPaused {
                    let space = room.space()
                    locked { $0.space.accept(space, room) }
                    sayWhetherPaused()
                }
                return start.duration(to: .now)
            } catch {
                guard let room, error.code == .diskFull else { throw error }
                let space = room.space()
                let bytes = batches.reduce(0) { $0 + Int64($1.byteCount) }
                locked { $0.space.refuse(space, bytes: bytes) }
                sayWhetherPaused()
                try wait(after: error, room)
            }
        }
    }

    /// Waits for the next try; throws when there is none any more.
    private func wait(after error: StorageError, _ room: StorageRoom) throws(StorageError) {
        let next = ContinuousClock.now + room.period
        condition.lock()
        defer { condition.unlock() }
        while true {
            if state.isClosing, state.giveUpAt == nil {
                state.giveUpAt = .now + Committer.lastTriesTime
            }
            let now = ContinuousClock.now
            if let end = state.giveUpAt, now >= end { throw error }
            guard now < next else { return }
            let left = now.duration(to: min(next, state.giveUpAt ?? next))
            _ = condition.wait(until: Date(timeIntervalSinceNow: left / .seconds(1)))
        }
    }
}
