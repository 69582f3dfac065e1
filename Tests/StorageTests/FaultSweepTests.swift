// Goal: whatever the disk refuses, nothing is acknowledged that is not on it, the error is typed,
// and the next start has all that was acknowledged. Method: a store is made; another plays,
// checkpoints, is closed and opened again; the n-th write, sync, truncation, opening, deletion,
// reading or mapping of either fails, for every n there is. Then it is opened again, in every way
// that matters for the operation: see `FaultTrial.Aftermath`.
//
// Failing allocations are in AllocationSweepTests.
//
// Of writes every seventh fails, of those that are cut short or find the disk full every 13th, of
// reads every 11th, and syncs and writes have their aftermaths in turn, to keep the test short; all
// of them, and all aftermaths of each, with STRATAGEM_EVERY_FAULT=1.

import CFaultDisk
import Foundation
import Testing

@testable import Storage

@Suite struct FaultSweepTests {
    struct Sweep: Sendable, CustomTestStringConvertible {
        let name: String
        let operation: fault_operation
        var effect = FAULT_ERROR
        var aftermaths: [FaultTrial.Aftermath] = [.restart, .crashThenCut]
        var code = StorageError.Code.io
        var stride: Int64 = 1
        var testDescription: String { name }
    }

    static let sweeps: [Sweep] = [
        Sweep(
            name: "write", operation: FAULT_WRITE, aftermaths: [.restart, .crashThenCut, .cut],
            stride: 7),
        Sweep(
            name: "short write", operation: FAULT_WRITE, effect: FAULT_SHORT,
            aftermaths: [.restartThenCut, .crashThenCut], stride: 13),
        Sweep(
            name: "write to a full disk", operation: FAULT_WRITE, effect: FAULT_FULL,
            aftermaths: [.restart, .restartThenCut], code: .diskFull, stride: 13),
        Sweep(name: "sync", operation: FAULT_SYNC, aftermaths: FaultTrial.Aftermath.allCases),
        Sweep(
            name: "truncation", operation: FAULT_TRUNCATE,
            aftermaths: FaultTrial.Aftermath.allCases),
        Sweep(name: "opening", operation: FAULT_OPEN),
        Sweep(
            name: "deletion", operation: FAULT_DELETE, aftermaths: FaultTrial.Aftermath.allCases),
        Sweep(name: "reading", operation: FAULT_READ, aftermaths: [.restart], stride: 11),
        Sweep(name: "mapping", operation: FAULT_SHARE),
        Sweep(
            name: "mapping on a full disk", operation: FAULT_SHARE, effect: FAULT_FULL,
            code: .diskFull),
    ]

    @Test("every operation of the disk may fail once", arguments: sweeps)
    func sweep(_ sweep: Sweep) throws {
        let template = try FaultTemplate()
        for start in [nil, template] {
            var nth: Int64 = 1
            var trials = 0
            var told = 0
            var met: Set<String> = []
            var isHit = true
            while isHit {
                for aftermath in aftermaths(of: sweep, nth) {
                    let name = "\(sweep.name) \(nth), then \(aftermath)"
                    do {
                        var trial = try FaultTrial(
                            sweep.operation, sweep.effect, nth: nth, aftermath, from: start)
                        isHit = try trial.run()
                        #expect(trial.problems == [], "\(name)")
                        trials += isHit ? 1 : 0
                        met.formUnion(trial.history.met.keys)
                        told += trial.code == nil ? 0 : 1
                        #expect(trial.code ?? sweep.code == sweep.code, "\(name)")
                    } catch {
                        Issue.record("\(name): \(error)")
                    }
                }
                nth += Self.isWhole ? 1 : sweep.stride
            }
            print(
                "\(sweep.name) \(start == nil ? "in making a store" : "in play"): "
                    + "\(trials) failed, \(told) were told")
            #expect(trials > 1)
            #expect(met == ["grants", "requests", "reloads", "refusals", "places"])
        }
    }

    private static let isWhole =
        ProcessInfo.processInfo.environment["STRATAGEM_EVERY_FAULT"] == "1"

    /// What is rare goes through all aftermaths, writes and syncs through one in turn.
    private func aftermaths(of sweep: Sweep, _ nth: Int64) -> [FaultTrial.Aftermath] {
        let isFrequent = sweep.operation == FAULT_WRITE || sweep.operation == FAULT_SYNC
        guard isFrequent, !Self.isWhole else { return sweep.aftermaths }
        let turn = Int(nth / sweep.stride) % sweep.aftermaths.count
        return [sweep.aftermaths[turn]]
    }
}
