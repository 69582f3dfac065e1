// Whether there is room for more rounds: a pure state machine with hysteresis.
//
//   roomy    -- free space falls below the mark -->                 low
//   low      -- free space reaches the mark and a quarter -->       roomy
//   any      -- a commit is refused because the disk is full -->    refused
//   refused  -- the same commit is written -->                      low or roomy, by the space then
//
// Free space alone never ends `refused`: quotas and reserved blocks are not part of it.

struct SpaceStateMachine: Hashable, Sendable {
    enum State: Hashable, Sendable {
        case roomy
        case low
        case refused
    }

    private(set) var state = State.roomy
    /// The latest reading.
    private(set) var space: StorageSpace?
    /// What a refused commit would write.
    private var refusedBytes: Int64 = 0

    var isPaused: Bool { state != .roomy }

    /// Takes a reading; one that failed changes nothing but the figure.
    mutating func note(_ space: StorageSpace?, _ room: StorageRoom) {
        self.space = space
        guard let space else { return }
        switch state {
        case .roomy where space.free < room.pauseBelow(total: space.total): state = .low
        case .low where space.free >= room.resumeFrom(total: space.total): state = .roomy
        case .roomy, .low, .refused: break
        }
    }

    /// A commit of about so many bytes found the disk full.
    mutating func refuse(_ space: StorageSpace?, bytes: Int64) {
        state = .refused
        refusedBytes = bytes
        self.space = space
    }

    /// What had been refused is on the disk.
    mutating func accept(_ space: StorageSpace?, _ room: StorageRoom) {
        guard state == .refused else { return }
        let isRoomy = space.map { $0.free >= room.resumeFrom(total: $0.total) } ?? true
        state = isRoomy ? .roomy : .low
        self.space = space
    }

    /// What sessions wait for; `nil` when they do not.
    func pause(_ room: StorageRoom) -> StoragePause? {
        guard isPaused else { return nil }
        let mark = room.resumeFrom(total: space?.total ?? Int64.max)
        // A commit also writes pages that it changes only in part.
        let least = state == .refused ? refusedBytes + StorageLimits.logBytesPerCommit : 0
        return StoragePause(
            freeBytes: space?.free, neededBytes: max(mark, least), path: room.path,
            isRefused: state == .refused)
    }
}
