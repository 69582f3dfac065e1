// Goal: whatever the disk refuses while rounds move to a segment, the error is typed, no round is lost,
// and the next sealer finishes the work.
// Method: a store with some sessions; the n-th write, sync, truncation, opening, deletion or reading
// fails while it seals, for every n there is (of writes and reads every 9th; all of them with
// STRATAGEM_EVERY_FAULT=1). Then the store is looked at as it is, opened again, sealed, and the power
// goes.

import CFaultDisk
import Foundation
import SimulatedDisk
import Testing

@testable import Storage

@Suite struct SegmentFaultTests {
    struct Sweep: Sendable, CustomTestStringConvertible {
        let name: String
        let operation: fault_operation
        var effect = FAULT_ERROR
        var codes: Set<StorageError.Code> = [.io]
        var stride: Int64 = 1
        var testDescription: String { name }
    }

    static let sweeps: [Sweep] = [
        Sweep(name: "write", operation: FAULT_WRITE, stride: 9),
        Sweep(name: "short write", operation: FAULT_WRITE, effect: FAULT_SHORT, stride: 9),
        Sweep(
            name: "write to a full disk", operation: FAULT_WRITE, effect: FAULT_FULL,
            codes: [.diskFull], stride: 9),
        Sweep(name: "sync", operation: FAULT_SYNC),
        Sweep(name: "truncation", operation: FAULT_TRUNCATE),
        Sweep(name: "opening", operation: FAULT_OPEN, codes: [.io, .readOnly]),
        Sweep(name: "deletion", operation: FAULT_DELETE),
        Sweep(name: "reading", operation: FAULT_READ, stride: 9),
    ]

    @Test("every operation of the disk may fail once while rounds move", arguments: sweeps)
    func sweep(_ sweep: Sweep) throws {
        var history = StoreHistory(seed: 5, bodyBytesMax: [300, 3_000])
        let template = try FaultDisk(seed: 0)
        let store = try open(template)
        for _ in 0..<6 { try store.commit(history.next()) }
        store.close()
        var nth: Int64 = 1
        var (trials, told) = (0, 0)
        var isHit = true
        while isHit {
            let disk = try FaultDisk(seed: UInt64(nth), copying: template.folder.store)
            do {
                let code = try trial(sweep, nth, disk, history)
                isHit = disk.failures > 0
                trials += isHit ? 1 : 0
                told += code == nil ? 0 : 1
                if let code { #expect(sweep.codes.contains(code), "\(sweep.name) \(nth)") }
            } catch {
                Issue.record("\(sweep.name) \(nth): \(error)")
            }
            nth += Self.isWhole ? 1 : sweep.stride
        }
        print("\(sweep.name) in sealing: \(trials) failed, \(told) were told")
        #expect(trials > 0 || sweep.operation == FAULT_TRUNCATE)
    }

    private func trial(
        _ sweep: Sweep, _ nth: Int64, _ disk: FaultDisk, _ history: StoreHistory
    ) throws -> StorageError.Code? {
        let store = try open(disk)
        disk.fail(sweep.operation, sweep.effect, nth: nth)
        var found: StorageError.Code?
        do throws(StorageError) {
            _ = try Sealer(store, SealerSettings(segmentBytes: 8_000)).run()
        } catch {
            found = error.code
        }
        disk.stopFailing()
        try requireAll(store, history, "\(sweep.name) \(nth)")
        store.close()
        let again = try open(disk)
        try requireAll(again, history, "\(sweep.name) \(nth), then restarted")
        _ = try Sealer(again, SealerSettings(segmentBytes: 8_000)).run()
        #expect(try again.segments().allSatisfy { $0.state == .sealed })
        disk.cut()
        again.close()
        disk.restore()
        let last = try open(disk)
        try requireAll(last, history, "\(sweep.name) \(nth), sealed, then cut")
        #expect(try last.segments().contains { $0.state == .sealed })
        last.close()
        return found
    }

    private func requireAll(
        _ store: JournalStore, _ history: StoreHistory, _ name: String
    ) throws {
        let (burst, problems) = try history.burst(of: store)
        #expect(burst == history.bursts, "\(name)")
        #expect(problems == [], "\(name)")
    }

    private func open(_ disk: FaultDisk) throws -> JournalStore {
        try JournalStore(
            directory: disk.folder.store, mode: .readWrite, engine: "test",
            settings: disk.settings(logBytesPerCheckpoint: 50_000))
    }

    private static let isWhole =
        ProcessInfo.processInfo.environment["STRATAGEM_EVERY_FAULT"] == "1"
}
