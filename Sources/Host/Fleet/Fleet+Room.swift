// A fleet whose disk is full: what it says, and what it does with what could not be written.
internal import Play
internal import Reports
internal import Storage

extension Fleet {
    /// Writes down when sessions begin to wait for room, and when they go on.
    func tellOfPause() {
        switch storageWait.change() {
        case .began(let pause):
            var details = [
                "reason": pause.reason, "needed_bytes": "\(pause.neededBytes)",
                "path": pause.path, "refused": "\(pause.refused)",
            ]
            details["free_bytes"] = pause.freeBytes.map { "\($0)" }
            log(FleetEvent(.warning, pause.text, details))
        case .ended: log(FleetEvent(.info, "there is room again: all sessions go on"))
        case nil: break
        }
    }

    /// A session that could not be begun or taken up because the disk is full tries again when its
    /// committer, whose batches come first, has room. False for any other error.
    func waitsForRoom(_ member: FleetMember, _ error: any Error) -> Bool {
        guard let error = error as? StorageError, error.code == .diskFull,
            means.committer.failure == nil, !isDraining
        else { return false }
        let due = means.clock.monotonicNanoseconds() &+ SchedulingLimits.roomNanoseconds
        if move(member, .restLater, why: "storage_full: \(error.description)") {
            member.dueAt = due
        }
        return true
    }

    /// The failure that ends the host, with what did not reach the disk.
    func explained(_ failure: any Error) -> any Error {
        UnstoredRounds.explained(
            failure,
            sessions: members.map { ($0.item.identity.id, $0.name, $0.totals.rounds) },
            in: means.store)
    }
}
