// One host from its first start to the end of its sessions, with everything that can happen to it.
//
// The seed decides it all: what is played, whose turn it is, how long a slice is, when the committer
// writes, what the clocks say, and every accident. There are no threads, and nothing real is waited
// for.

import CFaultDisk
import Encoding
import SeededRandom
import SimulatedDisk

@testable import Host
@testable import Storage

/// What came of a simulation.
struct SimulationResult {
    var lives = 0
    var steps = 0
    var kills = 0
    var powerCuts = 0
    var failedCommits = 0
    var drains = 0
    var clockChanges = 0
    var rounds: Int64 = 0
    /// Over all that happened and came out; equal for equal seeds.
    var digest = ""
    /// What must not be.
    var problems: [String] = []

    static func += (sum: inout SimulationResult, more: SimulationResult) {
        sum.lives += more.lives
        sum.steps += more.steps
        sum.kills += more.kills
        sum.powerCuts += more.powerCuts
        sum.failedCommits += more.failedCommits
        sum.drains += more.drains
        sum.clockChanges += more.clockChanges
        sum.rounds += more.rounds
        sum.problems += more.problems
    }
}

/// A host, its disk and its clock.
struct HostSimulation {
    private let disk: FaultDisk
    private let settings: StoreSettings
    private let clock: VirtualClock
    private let sessions: [SimulatedSession]
    private var generator: SeededGenerator
    private var result = SimulationResult()
    /// Rounds of each session that were acknowledged.
    private var acknowledged: [String: Int64] = [:]
    /// Sessions that have nothing more to play.
    private var finished: Set<String> = []
    private var trace = SHA256Stream()

    /// Lives after which no more accidents happen, so that a simulation has an end.
    private static let livesWithAccidents = 8
    /// Lives in which everything must be played.
    private static let livesMax = 40

    /// - Parameter synchronous: 2, FULL, in earnest.
    init(seed: UInt64, synchronous: Int = 2) throws {
        generator = SeededGenerator(seed: seed)
        disk = try FaultDisk(seed: generator.next())
        clock = VirtualClock(seed: generator.next())
        settings = disk.settings(
            synchronous: synchronous,
            logBytesPerCheckpoint: generator.pick([30_000, 100_000, 400_000]))
        // One in fifty plays over a checkpoint, at which plugins are made anew.
        let isLong = generator.chance(2)
        var sessions: [SimulatedSession] = []
        for number in 0..<Int.random(in: 1...4, using: &generator) {
            let kind = generator.pick(SimulatedSession.Kind.allCases)
            let rounds = generator.pick([300, 900, 2500] as [Int64])
            sessions.append(
                try SimulatedSession(
                    kind, seed: UInt64.random(in: 1...3, using: &generator),
                    rounds: isLong && number == 0 ? 66_000 : rounds, number: number))
        }
        self.sessions = sessions
    }

    /// Lives until every session has ended, then a last look.
    mutating func run() -> SimulationResult {
        do {
            while finished.count < sessions.count {
                guard result.lives < Self.livesMax else {
                    result.problems.append("\(sessions.count - finished.count) sessions do not end")
                    break
                }
                result.lives += 1
                try live()
            }
            if result.problems.isEmpty, let store = try open() {
                try compare(store)
                store.close()
            }
        } catch {
            result.problems.append("life \(result.lives): \(error)")
        }
        result.digest = trace.digest.hex
        return result
    }

    /// From a start of the host to its end, whatever that is.
    private mutating func live() throws {
        let isCalm = result.lives > Self.livesWithAccidents
        let accident = isCalm ? .drain : generator.pick(SimulatedAccident.allCases)
        if accident == .powerCutByItself {
            disk.cut(at: Int64.random(in: 1...300, using: &generator))
        }
        guard let store = try open() else { return restore(.powerCutByItself) }
        try look(store)
        var host = try SimulatedHost(
            store, sessions.filter { !finished.contains($0.id) }, clock: clock,
            seed: generator.next())
        let steps = isCalm ? Int.max : Int.random(in: 1...30, using: &generator)
        var happened = false
        while !host.isOver, !disk.isCut {
            if host.steps >= steps, !happened {
                happened = true
                guard try meet(accident, host) else { break }
            }
            try host.step()
            changeClock()
        }
        end(&host, store, accident)
    }

    /// The accident happens; false when it ends the host at once.
    private mutating func meet(
        _ accident: SimulatedAccident, _ host: SimulatedHost
    ) throws -> Bool {
        switch accident {
        case .drain:
            host.stop.set()
        case .kill, .powerCut:
            disk.cut()
            return false
        case .failedSync:
            disk.fail(FAULT_SYNC, FAULT_ERROR, nth: 1, times: generator.pick([1, 1000]))
        case .fullDisk:
            disk.fail(FAULT_WRITE, FAULT_FULL, nth: 1, times: generator.pick([1, 1000]))
        case .shortWrite:
            let nth = Int64.random(in: 1...20, using: &generator)
            disk.fail(FAULT_WRITE, FAULT_SHORT, nth: nth, times: 1)
        case .powerCutByItself:
            break
        }
        return true
    }

    private mutating func end(
        _ host: inout SimulatedHost, _ store: JournalStore, _ accident: SimulatedAccident
    ) {
        if !disk.isCut { host.drain() }
        if !disk.isCut, host.hasFailed { result.failedCommits += 1 }
        result.problems += host.problems
        acknowledged.merge(host.acknowledged) { max($0, $1) }
        finished.formUnion(host.finished)
        result.steps += host.steps
        result.rounds += host.roundsPlayed
        // A session that waits for tomorrow.
        if host.waitsForTomorrow { clock.setWall(by: 86_400_000) }
        note(
            "\(accident) \(host.steps) \(clock.now) \(host.acknowledged.sorted { $0.key < $1.key })"
        )
        disk.stopFailing()
        let wasCut = disk.isCut
        store.close()
        if wasCut { restore(accident) } else if accident == .drain { result.drains += 1 }
    }

    /// Everything is closed: puts in place what is left of the files.
    private mutating func restore(_ accident: SimulatedAccident) {
        if accident == .kill {
            result.kills += 1
            disk.revive()
        } else {
            result.powerCuts += 1
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

    /// What was acknowledged is there, and nothing contradicts itself.
    private mutating func look(_ store: JournalStore) throws {
        for finding in try StoreCheck.findings(in: store) {
            result.problems.append("life \(result.lives): \(finding)")
        }
        for (id, rounds) in acknowledged {
            let head = try store.session(id).headRound
            if head < rounds {
                result.problems.append(
                    "life \(result.lives): \(id) has \(head) rounds, \(rounds) were acknowledged")
            }
        }
    }

    /// Every session came out as if nothing had happened.
    private mutating func compare(_ store: JournalStore) throws {
        try look(store)
        for session in sessions {
            let stored = try store.session(session.id)
            let expected = try session.uninterrupted()
            let place = SimulatedSession.Place(
                rounds: stored.headRound, balance: stored.balance, digest: stored.headDigest)
            if place != expected {
                result.problems.append("\(session.kind): \(place) instead of \(expected)")
            }
            note("\(place)")
        }
    }

    private mutating func changeClock() {
        if generator.chance(20) {
            clock.advance(milliseconds: UInt64.random(in: 0...40, using: &generator))
        }
        guard generator.chance(1) else { return }
        result.clockChanges += 1
        let hour: Int64 = 3_600_000
        clock.setWall(by: generator.pick([-24 * hour, -hour, -1000, 1000, hour, 24 * hour]))
    }

    private mutating func note(_ text: String) {
        trace.update(Array(text.utf8))
    }
}

/// How a host ends.
enum SimulatedAccident: CaseIterable {
    /// Asked to: sessions stop at a slice's end.
    case drain
    /// The process dies.
    case kill
    /// The power goes between two steps.
    case powerCut
    /// The power goes with a write or sync, perhaps while the store is opened.
    case powerCutByItself
    case failedSync
    case fullDisk
    case shortWrite
}
