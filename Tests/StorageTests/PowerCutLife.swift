// One store and the cuts it goes through, from its creation on.

import SimulatedDisk
import SeededRandom
import CFaultDisk
import Foundation

@testable import Storage

/// What cuts did to stores.
struct PowerCutResult {
    var cuts = 0
    /// Cuts that came while the store was being opened, or made.
    var cutsInOpening = 0
    var cutsInClosing = 0
    var bursts = 0
    /// Acknowledged rounds that were not there any more.
    var roundsLost: Int64 = 0
    var livesWithLoss = 0
    /// Sectors that were written, not synced, and lost; 0 would mean that nothing was tried.
    var sectorsLost: Int64 = 0
    var checkpoints = 0
    /// Reloads and what a wallet gave, in all bursts.
    var met: [String: Int] = [:]
    /// Everything else that must not be.
    var problems: [String] = []

    static func += (sum: inout PowerCutResult, more: PowerCutResult) {
        sum.cuts += more.cuts
        sum.cutsInOpening += more.cutsInOpening
        sum.cutsInClosing += more.cutsInClosing
        sum.bursts += more.bursts
        sum.roundsLost += more.roundsLost
        sum.livesWithLoss += more.livesWithLoss
        sum.sectorsLost += more.sectorsLost
        sum.checkpoints += more.checkpoints
        sum.met.merge(more.met, uniquingKeysWith: +)
        sum.problems += more.problems
    }
}

/// A store that plays, loses its power and is opened again, `cuts` times.
struct PowerCutLife {
    private let disk: FaultDisk
    private let settings: StoreSettings
    private var generator: SeededGenerator
    private var history: StoreHistory
    /// Bursts of the history that were acknowledged.
    private var acknowledged = 0
    private var result = PowerCutResult()

    init(seed: UInt64, synchronous: Int) throws {
        generator = SeededGenerator(seed: seed)
        disk = try FaultDisk(seed: generator.next())
        history = StoreHistory(seed: generator.next(), isWide: true)
        settings = disk.settings(
            synchronous: synchronous,
            logBytesPerCheckpoint: generator.pick([30_000, 100_000, 400_000]))
    }

    /// Goes through a number of cuts, then looks a last time.
    mutating func run(cuts: Int) -> PowerCutResult {
        do {
            for _ in 0..<cuts {
                disk.cut(at: nextCut())
                try live()
                result.cuts += 1
                disk.cut()
                disk.restore()
            }
            if let store = try open() {
                try look(store)
                store.close()
            }
        } catch {
            result.problems.append("cut \(result.cuts): \(error)")
        }
        result.sectorsLost = disk.lostSectors
        result.met = history.met
        result.livesWithLoss = result.roundsLost > 0 ? 1 : 0
        return result
    }

    /// The event that the next cut comes with; 0 is after all work is done.
    private mutating func nextCut() -> Int64 {
        if acknowledged == 0 {
            // Making a store takes 96 events, a burst about 30, opening one at most 7.
            return Int64.random(in: generator.chance(40) ? 1...96 : 97...400, using: &generator)
        }
        return switch Int.random(in: 0..<100, using: &generator) {
        case 0..<15: Int64.random(in: 1...7, using: &generator)
        case 15..<85: Int64.random(in: 8...300, using: &generator)
        default: 0
        }
    }

    private mutating func live() throws {
        guard let store = try open() else {
            result.cutsInOpening += 1
            return
        }
        try look(store)
        let committer = BurstCommitter(store)
        let bursts = Int.random(in: 2...9, using: &generator)
        do {
            try history.join(store) { acknowledged = $0 }
            for _ in 0..<bursts {
                try committer.commit(history.next())
                acknowledged = history.bursts
                result.bursts += 1
            }
        } catch {
            if !disk.isCut { result.problems.append("refused a commit: \(error)") }
        }
        committer.close()
        result.checkpoints += store.checkpoints
        let wasCut = disk.isCut
        if generator.chance(50) { disk.cut() }
        store.close()
        if disk.isCut, !wasCut { result.cutsInClosing += 1 }
    }

    /// `nil` when the power goes while the store is opened.
    private mutating func open() throws -> JournalStore? {
        do {
            // Another program each time, so that opening has something to write.
            return try JournalStore(
                directory: disk.folder.store, mode: .readWrite, engine: "test \(result.cuts)",
                settings: settings)
        } catch {
            guard !disk.isCut else { return nil }
            throw error
        }
    }

    /// Compares what the store holds with what was acknowledged, and goes on from there.
    private mutating func look(_ store: JournalStore) throws {
        let (burst, problems) = try history.burst(of: store)
        result.problems += problems
        guard let burst else { throw LostThread() }
        if burst < acknowledged {
            result.roundsLost += max(
                1, history.rounds(after: acknowledged) - history.rounds(after: burst))
        }
        history.goBack(to: burst)
        acknowledged = burst
    }
}

/// A store from which a life can not go on; the problems say why.
struct LostThread: Error {}
