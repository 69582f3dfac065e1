// One host from its first start to the end of its sessions, with everything that can happen to it.
//
// The seed decides it all: what is played, whose turn it is, how long a slice is, when the committer
// writes, what is edited, what the clocks say, and every accident. There are no threads, and nothing
// real is waited for.

import CFaultDisk
import Encoding
import SeededRandom
import SimulatedDisk

@testable import Host
@testable import Storage

/// A host, its disk, its clock, and those who edit and look after it.
struct HostSimulation {
    let disk: FaultDisk
    let features: SimulationFeatures
    let sessions: [SimulatedSession]
    let wallet: SimulatedWallet?
    let editor: SimulatedEditor?
    var generator: SeededGenerator
    var result = SimulationResult()
    /// What was acknowledged in all lives.
    var acknowledged = WrittenFacts.Facts()
    /// Sessions whose rounds are kept for ever.
    var kept: Set<String> = []
    /// Whether rounds of others may have been given up.
    var hasRetired = false
    /// Whether this life's accident has the disk refuse something.
    private(set) var mayFail = false
    private let settings: StoreSettings
    private let clock: VirtualClock
    /// Sessions that have nothing more to play.
    private var finished: Set<String> = []
    private var trace = SHA256Stream()

    /// Lives after which no more accidents happen, so that a simulation has an end.
    private static let livesWithAccidents = 8
    /// Lives in which everything must be played.
    private static let livesMax = 60

    /// - Parameter synchronous: 2, FULL, in earnest.
    init(seed: UInt64, synchronous: Int = 2) throws {
        generator = SeededGenerator(seed: seed)
        disk = try FaultDisk(seed: generator.next())
        clock = VirtualClock(seed: generator.next())
        var settings = disk.settings(
            synchronous: synchronous,
            logBytesPerCheckpoint: generator.pick([30_000, 100_000, 400_000]))
        settings.now = { [clock] in clock.wallMilliseconds }
        self.settings = settings
        features = SimulationFeatures(&generator)
        (sessions, wallet) = try features.sessions(&generator)
        editor =
            features.hasEditor
            ? try SimulatedEditor(
                folder: disk.folder.path + "/plugins", sessions, seed: generator.next(),
                percent: generator.pick([5, 15, 40])) : nil
    }

    /// Lives until every session has ended, then a last look.
    mutating func run() -> SimulationResult {
        do {
            while finished.count < sessions.count {
                guard result[.lives] < Self.livesMax else {
                    result.problems.append("\(sessions.count - finished.count) sessions do not end")
                    break
                }
                result[.lives] += 1
                try live()
            }
            if result.problems.isEmpty, let store = try open() {
                try look(store)
                for line in try compare(store) { note(line) }
                store.close()
            }
        } catch {
            result.problems.append("life \(result[.lives]): \(error)")
        }
        result[.saves] = editor?.saves ?? 0
        result[.rollbacks] = editor?.rollbacks ?? 0
        result[.grants] = acknowledged.grants
        result[.seedChunks] = acknowledged.seedChunks
        result.digest = trace.digest.hex
        return result
    }

    /// From a start of the host to its end, whatever that is.
    private mutating func live() throws {
        let isCalm = result[.lives] > Self.livesWithAccidents
        let accident = isCalm ? .drain : generator.pick(SimulatedAccident.allCases)
        if accident == .powerCutByItself || accident == .killByItself {
            disk.cut(at: Int64.random(in: 1...300, using: &generator))
        }
        guard let store = try open() else { return restore(accident) }
        try look(store)
        var host: SimulatedHost
        do {
            try wallet?.create(in: store, day: clock.clock.day)
            host = try SimulatedHost(
                store, sessions.filter { !finished.contains($0.id) }, clock: clock,
                placeRounds: features.placeRounds, editor: editor, seed: generator.next())
        } catch {
            guard disk.isCut else { throw error }
            store.close()
            return restore(accident)
        }
        let steps = isCalm ? Int.max : Int.random(in: 1...30, using: &generator)
        var happened = false
        mayFail = false
        while !host.isOver, !disk.isCut {
            if host.steps >= steps, !happened {
                happened = true
                mayFail = accident.isOfTheDisk
                guard try meet(accident, host) else { break }
            }
            try host.step()
            if !disk.isCut { try goOn(&host) }
            changeClock()
        }
        try end(&host, store, accident)
    }

    /// What happens beside play.
    private mutating func goOn(_ host: inout SimulatedHost) throws {
        if let changed = try editor?.step(host.store) {
            host.watch?.change(changed, now: clock.now)
        }
        if features.hasSegments, generator.chance(6) { try tidyUp(host.store) }
        guard let wallet, !disk.isCut else { return }
        if generator.chance(2) {
            result.problems += try wallet.problems(in: host.store, of: sessions, isAtRest: false)
        }
        guard host.isStarved || generator.chance(1) else { return }
        do throws(StorageError) {
            try wallet.fund(in: host.store)
            result[.funds] += 1
        } catch {
            return host.failure = host.failure ?? error
        }
        if host.isStarved { try host.beginWaiting() }
    }

    /// The accident happens; false when it ends the host at once.
    private mutating func meet(
        _ accident: SimulatedAccident, _ host: SimulatedHost
    ) throws -> Bool {
        switch accident {
        case .drain:
            host.stop.set()
        case .kill, .powerCut:
            if features.hasSegments {
                disk.cut(at: disk.events + Int64.random(in: 1...120, using: &generator))
                try tidyUp(host.store)
                result[.upkeepsCut] += disk.isCut ? 1 : 0
            }
            disk.cut()
            return false
        case .failedSync:
            disk.fail(FAULT_SYNC, FAULT_ERROR, nth: 1, times: generator.pick([1, 1000]))
        case .fullDisk:
            disk.fail(FAULT_WRITE, FAULT_FULL, nth: 1, times: generator.pick([1, 1000]))
        case .shortWrite:
            let nth = Int64.random(in: 1...20, using: &generator)
            disk.fail(FAULT_WRITE, FAULT_SHORT, nth: nth, times: 1)
        case .powerCutByItself, .killByItself:
            break
        }
        return true
    }

    private mutating func end(
        _ host: inout SimulatedHost, _ store: JournalStore, _ accident: SimulatedAccident
    ) throws {
        if !disk.isCut { try host.drain() }
        if !disk.isCut, host.hasFailed {
            result[.failedCommits] += 1
            if !mayFail { result.problems.append("failed without an accident") }
        }
        gather(host)
        // A session that waits for tomorrow.
        if host.waitsForTomorrow {
            result[.daysUsedUp] += 1
            clock.setWall(by: 86_400_000)
        }
        let facts = host.written.facts
        note("\(accident) \(host.steps) \(clock.now) \(facts.rounds.sorted { $0.key < $1.key })")
        note("\(facts.reloads.values.map(\.count).sorted()) \(facts.grants)")
        disk.stopFailing()
        if let wallet, !disk.isCut, !host.hasFailed {
            result.problems += try wallet.problems(in: store, of: sessions, isAtRest: true)
        }
        let wasCut = disk.isCut
        store.close()
        if wasCut { restore(accident) } else if accident == .drain { result[.drains] += 1 }
    }

    private mutating func gather(_ host: SimulatedHost) {
        result.problems += host.problems.map { "life \(result[.lives]): \($0)" }
        result.problems += problems(of: host.texts.events)
        acknowledged.merge(host.written.facts)
        finished.formUnion(host.finished)
        result[.steps] += host.steps
        result[.rounds] += Int(host.roundsPlayed)
        result[.walletWaits] += host.walletWaits
        result[.places] += host.places
        result[.reloads] += host.texts.events.count { $0.isTaken }
        result[.refusals] += host.texts.events.count { !$0.isTaken }
    }

    /// Everything is closed: puts in place what is left of the files.
    private mutating func restore(_ accident: SimulatedAccident) {
        if accident == .kill || accident == .killByItself {
            result[.kills] += 1
            disk.revive()
        } else {
            result[.powerCuts] += 1
            disk.cut()
            disk.restore()
        }
    }

    /// `nil` when the power goes while the store is opened.
    private func open() throws -> JournalStore? {
        do {
            return try JournalStore(
                directory: disk.folder.store, mode: .readWrite, engine: "simulation",
                settings: settings)
        } catch {
            guard !disk.isCut else { return nil }
            throw error
        }
    }

    private mutating func changeClock() {
        if generator.chance(20) {
            clock.advance(milliseconds: UInt64.random(in: 0...40, using: &generator))
        }
        guard generator.chance(wallet == nil ? 1 : 4) else { return }
        result[.clockChanges] += 1
        let hour: Int64 = 3_600_000
        clock.setWall(by: generator.pick([-24 * hour, -hour, -1000, 1000, hour, 24 * hour]))
    }

    private mutating func note(_ text: String) {
        trace.update(Array(text.utf8))
    }
}
