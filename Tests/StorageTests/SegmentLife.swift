// One store that seals and retires, and the cuts and deaths that it goes through.

import CFaultDisk
import Foundation
import SeededRandom
import SimulatedDisk

@testable import Storage

/// What happened to stores that seal.
struct SegmentLifeResult {
    var cuts = 0
    /// Of these, the process alone died: what it wrote is still seen.
    var deaths = 0
    /// Cuts that came while bodies moved or were given up.
    var cutsInSealing = 0
    var cutsInRetention = 0
    var sealed = 0
    var retired = 0
    /// Segments that a cut found half moved, and files that nobody knew of.
    var begun = 0
    var strays = 0
    var sectorsLost: Int64 = 0
    var problems: [String] = []

    static func += (sum: inout SegmentLifeResult, more: SegmentLifeResult) {
        sum.cuts += more.cuts
        sum.deaths += more.deaths
        sum.cutsInSealing += more.cutsInSealing
        sum.cutsInRetention += more.cutsInRetention
        sum.sealed += more.sealed
        sum.retired += more.retired
        sum.begun += more.begun
        sum.strays += more.strays
        sum.sectorsLost += more.sectorsLost
        sum.problems += more.problems
    }
}

/// A store that plays, seals, keeps one session and retires, loses its power or its process, and is
/// opened again.
struct SegmentLife {
    private let disk: FaultDisk
    private let settings: StoreSettings
    private var generator: SeededGenerator
    private var history: StoreHistory
    private var acknowledged = 0
    private var result = SegmentLifeResult()

    init(seed: UInt64, segmentSynchronous: Int = 3) throws {
        generator = SeededGenerator(seed: seed)
        disk = try FaultDisk(seed: generator.next())
        history = StoreHistory(seed: generator.next())
        settings = disk.settings(
            segmentSynchronous: segmentSynchronous,
            logBytesPerCheckpoint: generator.pick([30_000, 400_000]))
    }

    mutating func run(cuts: Int) -> SegmentLifeResult {
        do {
            // Something to seal, before the first cut.
            let store = try open()
            for _ in 0..<6 { try store.commit(history.next()) }
            acknowledged = history.bursts
            try keep(in: store)
            store.close()
            for _ in 0..<cuts {
                disk.cut(
                    at: Int64.random(in: 1...generator.pick([40, 150, 600]), using: &generator))
                try live()
                result.cuts += 1
                disk.cut()
                if generator.chance(30) {
                    result.deaths += 1
                    disk.revive()
                } else {
                    disk.restore()
                }
            }
            let last = try open()
            try look(last)
            _ = try Sealer(last).run()
            try look(last)
            last.close()
        } catch {
            result.problems.append("cut \(result.cuts): \(error)")
        }
        result.sectorsLost = disk.lostSectors
        return result
    }

    private func open() throws -> JournalStore {
        try JournalStore(
            directory: disk.folder.store, mode: .readWrite, engine: "test", settings: settings)
    }

    private mutating func keep(in store: JournalStore) throws {
        guard let id = history.storedIDs.first else { return }
        try store.keep(id)
        history.kept = [id]
    }

    private mutating func live() throws {
        let store: JournalStore
        do {
            store = try open()
        } catch {
            guard disk.isCut else { throw error }
            return
        }
        defer { store.close() }
        do {
            try look(store)
            for _ in 0..<3 {
                try store.commit(history.next())
                acknowledged = history.bursts
                try seal(store)
                if generator.chance(40) { try retire(store) }
            }
        } catch {
            if !disk.isCut { throw error }
        }
    }

    private mutating func seal(_ store: JournalStore) throws {
        let wasCut = disk.isCut
        defer { result.cutsInSealing += disk.isCut && !wasCut ? 1 : 0 }
        let sealer = Sealer(
            store,
            SealerSettings(
                segmentBytes: generator.pick([4_096, 20_000]),
                leastBytes: generator.pick([1, 4_000])))
        result.sealed += try sealer.run().segments.count
    }

    private mutating func retire(_ store: JournalStore) throws {
        let wasCut = disk.isCut
        defer { result.cutsInRetention += disk.isCut && !wasCut ? 1 : 0 }
        let policy = RetentionPolicy(maxBytes: generator.pick([10_000, 60_000]))
        result.retired += try Retention(store).run(policy).count
    }

    /// Everything that was acknowledged is there, in the main file or in a segment.
    private mutating func look(_ store: JournalStore) throws {
        let segments = try store.segments()
        result.begun += segments.count { $0.state == .moving }
        let live = Set(segments.filter { $0.state != .retired }.map(\.number))
        result.strays += store.folder.segmentNumbers().subtracting(live).isEmpty ? 0 : 1
        let (burst, problems) = try history.burst(of: store)
        result.problems += problems
        guard let burst else { throw LostThread() }
        if burst < acknowledged { result.problems.append("lost \(acknowledged - burst) bursts") }
        history.goBack(to: burst)
        acknowledged = burst
    }
}
