// A disk that loses its power and fails on demand, under a store that does not know of it.

public import CFaultDisk
private import Foundation
package import Storage

/// One disk of CFaultDisk.h with the folder of a store on it; both go away with it.
public final class FaultDisk {
    public let folder: TemporaryFolder
    private let number: Int32

    /// A disk with nothing on it, or with a copy of a store that was closed.
    public init(seed: UInt64, copying store: String? = nil) throws {
        folder = try TemporaryFolder(isInMemory: true)
        if let store { try FileManager.default.copyItem(atPath: store, toPath: folder.store) }
        number = fault_disk_make(seed)
        precondition(number >= 0, "A test has a few disks at a time.")
    }

    deinit {
        fault_disk_free(number)
    }

    /// Settings of a store on this disk.
    package func settings(
        synchronous: Int = 2, segmentSynchronous: Int = 3, logBytesPerCheckpoint: Int64 = 64 << 10
    ) -> StoreSettings {
        StoreSettings(
            synchronous: synchronous, synchronousRequired: synchronous,
            segmentSynchronous: segmentSynchronous, fileSystem: "fault-disk-\(number)",
            logBytesPerCheckpoint: logBytesPerCheckpoint,
            logRewritten: { [number] in unsafe fault_disk_rewritten(number, $0) },
            fileRemoved: { [number] in unsafe fault_disk_removed(number, $0) })
    }

    /// Events since it was made or restored: writes, syncs, truncations, creations, deletions.
    public var events: Int64 { fault_disk_events(number) }
    public var isCut: Bool { fault_disk_is_cut(number) }
    /// Sectors that were lost in all cuts.
    public var lostSectors: Int64 { fault_disk_lost_sectors(number) }
    /// Operations that failed since the last `fail`.
    public var failures: Int64 { fault_disk_failures(number) }

    /// The power goes with this event, counted from the last restoration.
    public func cut(at event: Int64) { fault_disk_cut_at(number, event) }

    /// The power goes now.
    public func cut() { fault_disk_cut(number) }

    /// The n-th operation of a kind from now on fails, and `times` - 1 after it.
    public func fail(
        _ operation: fault_operation, _ effect: fault_effect, nth: Int64, times: Int64 = 1
    ) {
        fault_disk_fail(number, operation, effect, nth, times)
    }

    /// No more operations fail.
    public func stopFailing() { fault_disk_stop_failing(number) }

    /// After a cut it was only the process that died: the files are still seen as they were.
    public func revive() {
        precondition(fault_disk_revive(number) == 0, "Files are open on the disk.")
    }

    /// Puts in place what survived the cut. Everything on it must be closed.
    public func restore() {
        let code = fault_disk_restore(number)
        precondition(
            code == 0, code == -1 ? "Files are open on the disk." : "The files can not be written.")
    }
}
