// One store on a disk where one operation fails, and what becomes of it.

import SimulatedDisk
import CFaultDisk
import Foundation

@testable import Storage

/// A store that was closed, for trials to begin with.
struct FaultTemplate {
    let disk: FaultDisk
    let history: StoreHistory

    init() throws {
        disk = try FaultDisk(seed: 0)
        var history = StoreHistory(seed: 21, bodyBytesMax: [300], isWide: true)
        let store = try FaultTrial.open(disk)
        try history.join(store) { _ in }
        for _ in 0..<2 { try store.commit(history.next()) }
        store.close()
        self.history = history
    }
}

/// Sessions that play through an error of the disk.
struct FaultTrial {
    /// What happens after the error.
    enum Aftermath: CaseIterable {
        /// The store is closed and opened again.
        case restart
        /// The store is closed, and then the power goes.
        case cut
        /// The store is closed and opened again and plays on; then the power goes.
        case restartThenCut
        /// The process ends as it is; another one opens the store and plays on; then the power
        /// goes.
        case crashThenCut
    }

    private let operation: fault_operation
    private let aftermath: Aftermath
    private let disk: FaultDisk
    private(set) var history: StoreHistory
    private var acknowledged: Int
    /// What the store said; `nil` when the operation never came, or no one needed to be told.
    private(set) var code: StorageError.Code?
    private(set) var problems: [String] = []

    /// Without a template the store is made first, and that may fail, too.
    init(
        _ operation: fault_operation, _ effect: fault_effect, nth: Int64, _ aftermath: Aftermath,
        from template: FaultTemplate?
    ) throws {
        (self.operation, self.aftermath) = (operation, aftermath)
        disk = try FaultDisk(seed: UInt64(nth), copying: template?.disk.folder.store)
        history = template?.history ?? StoreHistory(seed: 21, bodyBytesMax: [300], isWide: true)
        acknowledged = history.bursts
        disk.fail(operation, effect, nth: nth)
    }

    /// Goes through the error and what comes after; returns whether the operation was met.
    mutating func run() throws -> Bool {
        play(bursts: acknowledged > 0 ? 3 : 1)
        if code == nil, acknowledged > 1 { play(bursts: 1) }
        let wasHit = disk.failures > 0
        disk.stopFailing()
        switch aftermath {
        case .restart: break
        case .cut: cut()
        case .restartThenCut, .crashThenCut:
            disk.revive()
            try restart(bursts: 2, isCut: true)
        }
        try restart(bursts: 1, isCut: false)
        return wasHit
    }

    /// Opens, plays and closes the store; ends with the first error.
    private mutating func play(bursts: Int) {
        do throws(StorageError) {
            let failuresBefore = disk.failures
            let store = try Self.open(disk)
            defer { store.close() }
            let committer = BurstCommitter(store)
            defer { committer.close() }
            do throws(StorageError) {
                try history.join(store) { acknowledged = $0 }
            } catch {
                if aftermath == .crashThenCut { disk.cut() }
                throw error
            }
            for _ in 0..<bursts {
                let wasHit = disk.failures > failuresBefore
                do throws(StorageError) {
                    try committer.commit(history.next())
                } catch {
                    afterRefusal(error, store)
                    if aftermath == .crashThenCut { disk.cut() }
                    throw error
                }
                acknowledged = history.bursts
                if wasHit, operation == FAULT_SYNC {
                    problems.append("acknowledged a commit after a sync had failed")
                }
            }
        } catch {
            code = error.code
        }
    }

    /// Whether the same store commits again once the disk works; it must not after an error that
    /// leaves open what is on the disk.
    private mutating func afterRefusal(_ error: StorageError, _ store: JournalStore) {
        guard disk.failures > 0 else { return problems.append("refused without need: \(error)") }
        disk.stopFailing()
        if error.code == .diskFull { history.goBack(to: acknowledged) }
        let burst = history.next()
        do throws(StorageError) {
            try store.commit(burst)
            if error.code != .diskFull { problems.append("committed after \(error.code)") }
            acknowledged = history.bursts
        } catch {
            if error.code != .io, error.code != .diskFull {
                problems.append("says \(error.code) the second time")
            }
        }
    }

    private mutating func restart(bursts: Int, isCut: Bool) throws {
        let store = try Self.open(disk)
        let (burst, found) = try history.burst(of: store)
        problems += found
        guard let burst else { throw LostThread() }
        if burst < acknowledged { problems.append("lost \(acknowledged - burst) bursts") }
        history.goBack(to: burst)
        try history.join(store) { _ in }
        for _ in 0..<bursts { try store.commit(history.next()) }
        acknowledged = history.bursts
        if isCut { disk.cut() }
        store.close()
        if isCut { disk.restore() }
    }

    private func cut() {
        disk.cut()
        disk.restore()
    }

    static func open(_ disk: FaultDisk) throws(StorageError) -> JournalStore {
        try JournalStore(
            directory: disk.folder.store, mode: .readWrite, engine: "test",
            settings: disk.settings(logBytesPerCheckpoint: 50_000))
    }
}
